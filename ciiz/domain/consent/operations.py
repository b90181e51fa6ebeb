"""Writes of the context."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from ciiz.domain.access.public import (
    Actor,
    Category,
    canton_of,
    close_consent,
    close_consents_of,
    managed,
    open_by_consent,
)
from ciiz.domain.organisations.public import ConsentRules, canton_values
from ciiz.domain.persons.public import dossiers_of, person
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotAllowed, NotFound

from .enums import Ending, Purpose, WithdrawalForm
from .errors import (
    AlreadyEnded,
    AlreadySigned,
    BeginsBeforeSignature,
    CopyThere,
    EndsBeforeItBegins,
    NoParties,
    NotSigned,
    SignedInFuture,
    TooLong,
)
from .models import Consent
from .policies import Terms, effect, last_moment, may_record, may_withdraw
from .queries import recorded_and_open


@atomic
def draft(*, actor: Actor, dossier_id: UUID, terms: Terms, replaces: UUID | None = None) -> Consent:
    """Prepares a consent to be printed and signed; opens nothing."""
    who = person(actor, dossier_id)
    if who is None:
        raise NotFound
    if not may_record(actor.role, manages=dossier_id in managed(actor, [dossier_id])):
        raise NotAllowed
    rules = canton_values(canton_of(actor, dossier_id)).consent
    consent = _worded(actor, dossier_id, who.id, terms, rules=rules, replaces=replaces)
    consent.save(force_insert=True)
    return consent


def _worded(
    actor: Actor,
    dossier_id: UUID,
    person_id: UUID,
    terms: Terms,
    *,
    rules: ConsentRules,
    replaces: UUID | None = None,
) -> Consent:
    """What the terms say, narrowest where they say nothing; not saved yet."""
    _check(terms, rules)
    opens = effect(terms, recorder=actor.institution_id, rules=rules)
    if not opens.givers or not opens.receivers:
        raise NoParties(field="receivers")
    return Consent(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        person_id=person_id,
        givers=sorted(opens.givers),
        receivers=sorted(opens.receivers),
        directions_stated=terms.directions_stated,
        categories=sorted(opens.categories),
        categories_stated=bool(terms.categories),
        purposes=[purpose for purpose in Purpose.values if purpose in opens.purposes],
        purposes_stated=bool(terms.purposes),
        recurrence=terms.recurrence,
        onward=terms.onward,
        valid_from=opens.valid_from,
        valid_to=opens.valid_to,
        until_stated=terms.until is not None,
        language=terms.language,
        notice_version=terms.notice_version,
        form_version=terms.form_version,
        replaces_id=replaces,
    )


def _check(terms: Terms, rules: ConsentRules) -> None:
    if not terms.receivers or (terms.directions_stated and not terms.givers):
        raise NoParties(field="receivers" if not terms.receivers else "givers")
    if terms.until is None:
        return
    if terms.until < terms.valid_from:
        raise EndsBeforeItBegins(field="until")
    months = (terms.until.year - terms.valid_from.year) * 12 + terms.until.month - terms.valid_from.month
    if months - (terms.until.day < terms.valid_from.day) >= rules.longest_months:
        raise TooLong(field="until", months=rules.longest_months)


@atomic
def sign(*, actor: Actor, consent_id: UUID, signed_on: date, document_id: UUID | None = None) -> Consent:
    """Puts a consent into force: it opens every dossier of the person that the actor manages, for its period."""
    consent = _visible(consent_id)
    if consent.signed_on is not None:
        raise AlreadySigned
    if not may_record(actor.role, manages=consent.dossier_id in managed(actor, [consent.dossier_id])):
        raise NotAllowed
    _check_signature(actor, consent, signed_on)
    consent.signed_on = signed_on
    consent.document_id = document_id
    consent.save(update_fields=["signed_on", "document"])
    for dossier in sorted(managed(actor, dossiers_of(actor, consent.person_id))):
        _open(actor, consent, dossier)
    if consent.replaces_id:
        _end_replaced(consent)
    _record_signature(actor, consent, signed_on)
    return consent


def _check_signature(actor: Actor, consent: Consent, signed_on: date) -> None:
    if signed_on > actor.today:
        raise SignedInFuture(field="signed_on")
    if consent.valid_from < signed_on:
        raise BeginsBeforeSignature(field="valid_from")


def _record_signature(actor: Actor, consent: Consent, signed_on: date) -> None:
    record(
        actor=actor,
        kind="consent_renewed" if consent.replaces_id else "consent_signed",
        dossier_id=consent.dossier_id,
        occurred_on=signed_on,
        subject_id=consent.id,
        legal_basis="consent",
        until=consent.until.isoformat(),
    )


def _open(actor: Actor, consent: Consent, dossier_id: UUID) -> None:
    open_by_consent(
        actor=actor,
        dossier_id=dossier_id,
        consent_id=consent.id,
        receiver_ids=consent.receivers,
        giver_ids=consent.givers,
        categories=[Category(category) for category in consent.categories],
        valid_from=consent.valid_from,
        valid_to=last_moment(consent),
    )


def _end_replaced(consent: Consent) -> None:
    """The new consent takes over on its first day; a former one that has run out by then stays as it was."""
    former = Consent.objects.filter(replaced_by=consent, valid_to__gt=consent.valid_from)
    former.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=consent.valid_from)).update(
        ended_on=consent.valid_from, ending=Ending.RENEWED
    )


@atomic
def grant(*, actor: Actor, dossier_id: UUID, terms: Terms, signed_on: date, document_id: UUID | None = None) -> Consent:
    """Records a consent that is signed already."""
    consent = draft(actor=actor, dossier_id=dossier_id, terms=terms)
    return sign(actor=actor, consent_id=consent.id, signed_on=signed_on, document_id=document_id)


@atomic
def grant_first(*, actor: Actor, dossier_id: UUID, person_id: UUID, terms: Terms, signed_on: date) -> Consent:
    """The same in a dossier that the actor is just founding; opens that one only and reads nothing."""
    consent = _worded(actor, dossier_id, person_id, terms, rules=canton_values(actor.canton).consent)
    _check_signature(actor, consent, signed_on)
    consent.signed_on = signed_on
    consent.save(force_insert=True)
    _open(actor, consent, dossier_id)
    _record_signature(actor, consent, signed_on)
    return consent


@atomic
def renew(*, actor: Actor, consent_id: UUID, terms: Terms, signed_on: date, document_id: UUID | None = None) -> Consent:
    """Replaces a consent by a newly signed one, which may say something else; the former ends on its first day."""
    former = _visible(consent_id)
    if former.signed_on is None:
        raise NotSigned
    if former.ending in (Ending.WITHDRAWN, Ending.MISTAKEN, Ending.RENEWED):
        raise AlreadyEnded
    new = draft(actor=actor, dossier_id=former.dossier_id, terms=terms, replaces=former.id)
    return sign(actor=actor, consent_id=new.id, signed_on=signed_on, document_id=document_id)


@atomic
def withdraw(*, actor: Actor, consent_id: UUID, how: WithdrawalForm) -> Consent:
    """Ends a consent today, without reason and without consequence for the case; access closes with this statement."""
    consent = _visible(consent_id)
    if not may_withdraw(actor.role):
        raise NotAllowed
    if consent.signed_on is None:
        raise NotSigned
    if last_moment(consent) <= actor.today:
        raise AlreadyEnded
    _end(consent, on=actor.today, ending=Ending.WITHDRAWN, how=how)
    _record_end(actor, consent, "consent_withdrawn")
    return consent


@atomic
def annul(*, actor: Actor, consent_id: UUID) -> Consent:
    """Ends a consent that was recorded by mistake, today; the record stays."""
    consent = _visible(consent_id)
    if not may_record(actor.role, manages=consent.dossier_id in managed(actor, [consent.dossier_id])):
        raise NotAllowed
    if last_moment(consent) <= actor.today:
        raise AlreadyEnded
    _end(consent, on=actor.today, ending=Ending.MISTAKEN)
    _record_end(actor, consent, "consent_annulled")
    return consent


@atomic
def end_with_case(*, actor: Actor, dossier_id: UUID, on: date, survey_outlives: bool = True) -> int:
    """Ends the consents recorded in a dossier when its case closes; one that allows the survey only closes its view.

    One that was recorded in another dossier of the person goes on there and opens this one no longer.
    Whether it may live on for the survey is a value of the canton (`survey_outlives`). Returns how many were in force.
    """
    rows = list(recorded_and_open(dossier_id, on))
    for consent in rows:
        if survey_outlives and consent.for_survey:
            close_consent(actor=actor, consent_id=consent.id, on=on)
        else:
            _end(consent, on=on, ending=Ending.CASE_CLOSED)
            _record_end(actor, consent, "consent_ended_with_case")
    extended = close_consents_of(actor=actor, dossier_id=dossier_id, on=on)
    for consent_id in sorted(extended):
        record(
            actor=actor,
            kind="consent_ended_with_case",
            dossier_id=dossier_id,
            occurred_on=on,
            subject_id=consent_id,
            legal_basis="consent",
        )
    return len(rows) + len(extended)


@atomic
def extend(*, actor: Actor, dossier_id: UUID) -> int:
    """Opens a new dossier of a known person by the consents that are in force; returns how many apply."""
    who = person(actor, dossier_id)
    if who is None:
        raise NotFound
    rows = Consent.objects.filter(person_id=who.id, signed_on__isnull=False, valid_to__gt=actor.today)
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=actor.today)).exclude(dossier_id=dossier_id)
    for consent in rows:
        _open(actor, consent, dossier_id)
    return len(rows)


@atomic
def attach_copy(*, actor: Actor, consent_id: UUID, document_id: UUID) -> Consent:
    """Adds the signed copy to a consent that was recorded without."""
    del actor
    consent = _visible(consent_id)
    if consent.document_id is not None:
        raise CopyThere
    if not Consent.objects.filter(id=consent_id, document__isnull=True).update(document_id=document_id):
        raise NotAllowed
    consent.document_id = document_id
    return consent


def _visible(consent_id: UUID) -> Consent:
    consent = Consent.objects.filter(id=consent_id).first()
    if consent is None:
        raise NotFound
    return consent


def _end(consent: Consent, *, on: date, ending: Ending, how: WithdrawalForm | None = None) -> None:
    consent.ended_on, consent.ending, consent.withdrawn_how = on, ending, how or ""
    consent.save(update_fields=["ended_on", "ending", "withdrawn_how"])


def _record_end(actor: Actor, consent: Consent, kind: str) -> None:
    record(
        actor=actor,
        kind=kind,
        dossier_id=consent.dossier_id,
        occurred_on=consent.ended_on or actor.today,
        subject_id=consent.id,
        legal_basis="consent",
        how=consent.withdrawn_how,
    )
