"""A person's consent: print the form, record it signed, renew, withdraw, attach the signed copy (CII100, CII101.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import translation

from ciiz.domain.access.public import Actor, Category, canton_of, found
from ciiz.domain.cases.public import WrongRole, may_check
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import Onward, Purpose, Recurrence, WithdrawalForm
from ciiz.domain.consent.public import Consent, Terms
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind, Letter
from ciiz.domain.organisations.public import CantonValues, Institution, canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import cancel, complete
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound
from ciiz.foundation.terms import Term, ends_on

from .change import consent_withdrawn
from .coverage import office_of


@dataclass(frozen=True, slots=True)
class Copy:
    """The signed paper, scanned."""

    file_name: str
    content: bytes


@atomic
def begin(*, actor: Actor, identity: Mapping[str, Any]) -> UUID:
    """Founds the institution's own dossier of a person who has no case: a consent may exist before one."""
    if not may_check(actor):
        raise WrongRole
    dossier = found(actor=actor, opened_on=actor.today)
    persons.enter_person(actor=actor, dossier_id=dossier.id, identity=identity)
    return dossier.id


@atomic
def prepare(*, actor: Actor, dossier_id: UUID, terms: Terms, replaces: UUID | None = None) -> Consent:
    """Prepares a form to be printed and signed; nothing opens."""
    return consents.draft(actor=actor, dossier_id=dossier_id, terms=terms, replaces=replaces)


@atomic
def sign(*, actor: Actor, consent_id: UUID, signed_on: date, copy: Copy | None = None) -> Consent:
    """The prepared form came back signed: from its first day it opens what it names."""
    consent = consents.consent(actor, consent_id)
    document = _file(actor, consent.dossier_id, copy, signed_on)
    signed = consents.sign(actor=actor, consent_id=consent_id, signed_on=signed_on, document_id=document)
    _renewed(actor, consent.dossier_id)
    return signed


@atomic
def grant(*, actor: Actor, dossier_id: UUID, terms: Terms, signed_on: date, copy: Copy | None = None) -> Consent:
    """Records a consent that is signed already, with its copy if there is one."""
    document = _file(actor, dossier_id, copy, signed_on)
    consent = consents.grant(actor=actor, dossier_id=dossier_id, terms=terms, signed_on=signed_on, document_id=document)
    _renewed(actor, dossier_id)
    return consent


@atomic
def renew(*, actor: Actor, consent_id: UUID, terms: Terms, signed_on: date, copy: Copy | None = None) -> Consent:
    """A newly signed consent takes the place of another; the task that asked for it is done."""
    former = consents.consent(actor, consent_id)
    document = _file(actor, former.dossier_id, copy, signed_on)
    new = consents.renew(actor=actor, consent_id=consent_id, terms=terms, signed_on=signed_on, document_id=document)
    _renewed(actor, former.dossier_id)
    return new


@atomic
def withdraw(*, actor: Actor, consent_id: UUID, how: WithdrawalForm) -> Consent:
    """The person withdraws: from the next statement on nothing of it is open. The case goes on.

    Whether the plan can stay as it is has to be decided, as after any event (CII101.7e).
    """
    consent = consents.withdraw(actor=actor, consent_id=consent_id, how=how)
    consent_withdrawn(actor=actor, dossier_id=consent.dossier_id)
    cancel(actor=actor, dossier_id=consent.dossier_id, on=actor.today, kinds=(Kind.RENEW_CONSENT,))
    return consent


@atomic
def upload(*, actor: Actor, consent_id: UUID, copy: Copy) -> Consent:
    """Attaches the signed copy to a consent that was recorded without."""
    consent = consents.consent(actor, consent_id)
    document = _file(actor, consent.dossier_id, copy, consent.signed_on or actor.today)
    if document is None:
        raise NotFound
    return consents.attach_copy(actor=actor, consent_id=consent_id, document_id=document)


def print_form(actor: Actor, consent_id: UUID) -> bytes:
    """The form for signature as PDF, in the language that the person reads; changes nothing."""
    consent = consents.consent(actor, consent_id)
    person = persons.person(actor, consent.dossier_id)
    if person is None:
        raise NotFound
    with translation.override(consent.language):
        data = form_data(actor, consent, person)
    wording = documents.wording(Letter.CONSENT_FORM, canton_of(actor, consent.dossier_id))
    return documents.render(wording, consent.language, data, dated_on=actor.today)


def form_data(actor: Actor, consent: Consent, person: persons.Person) -> Mapping[str, Any]:
    """What the form shows, in words of the language in force."""
    named = Institution.objects.filter(id__in={*consent.givers, *consent.receivers}).order_by("kind", "code")
    return {
        "office": letterhead(canton_of(actor, consent.dossier_id)),
        "reference": str(consent.id)[-12:],
        "person": {
            "name": f"{person.family_name} {person.given_names}",
            "birth_date": person.birth_date,
            "address": ", ".join(part for part in (person.street, f"{person.postcode} {person.town}".strip()) if part),
        },
        "parties": [
            {"name": str(row.name), "gives": row.id in consent.givers, "receives": row.id in consent.receivers}
            for row in named
        ],
        "categories": [str(category.label) for category in Category if category in consent.categories],
        "purposes": [str(purpose.label) for purpose in Purpose if purpose in consent.purposes],
        "recurrence": str(Recurrence(consent.recurrence).label),
        "onward": str(Onward(consent.onward).label),
        "valid_from": consent.valid_from,
        "until": consent.valid_to - timedelta(days=1),
        "notice": consent.notice_version,
    }


def letterhead(canton: str) -> Mapping[str, Any]:
    """Name and address of the canton's IIZ office for the head of a letter, in the language in force."""
    head = canton_values(canton).letter_head
    return {"name": str(head.office), "lines": list(head.lines)}


def usual_terms(actor: Actor, *, canton: str, partners: tuple[int, ...], language: str) -> Terms:
    """What a form usually says in the dossier's canton: partners and office exchange, nothing passes on."""
    parties = frozenset({actor.institution_id, *partners, office_of(canton)})
    months = canton_values(canton).consent.default_months
    return Terms(
        givers=parties,
        receivers=parties,
        categories=frozenset({Category.SOCIAL, Category.WORK, Category.DOCUMENTS}),
        purposes=(Purpose.CLARIFICATION, Purpose.COORDINATION),
        recurrence=Recurrence.RECURRING,
        onward=Onward.NO,
        valid_from=actor.today,
        until=ends_on(Term(months=months), actor.today) - timedelta(days=1),
        language=language,
    )


def _file(actor: Actor, dossier_id: UUID, copy: Copy | None, dated_on: date) -> UUID | None:
    if copy is None:
        return None
    document = documents.file(
        actor=actor,
        dossier_id=dossier_id,
        kind=DocumentKind.CONSENT,
        title=None,
        file_name=copy.file_name,
        content=copy.content,
        dated_on=min(dated_on, actor.today),
    )
    return document.id


def _renewed(actor: Actor, dossier_id: UUID) -> None:
    complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.RENEW_CONSENT,), on=actor.today)


def survey_agreed(actor: Actor, dossier_id: UUID, values: CantonValues) -> bool:
    """Whether the person may be asked after the closing how things are."""
    return values.consent.survey_outlives_closing and consents.allows_survey(actor, dossier_id)
