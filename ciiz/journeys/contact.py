"""Informal contacts between institutions: most of the cooperation is a telephone call, and no case."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor, Category, exists, found, sits
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Domain, Occasion
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import InformalKind, LegalBasis
from ciiz.domain.journal.public import Contact, Told
from ciiz.domain.organisations.enums import CaseForm, InstitutionKind
from ciiz.domain.organisations.public import Statute, by_code, canton_values
from ciiz.domain.processes.journeys import Outcome
from ciiz.domain.processes.public import course
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, complete, set_task
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError, NotAllowed, NotFound

from . import refer as referring
from .refer import Begun
from .steps import Turn


class OutsideTeam(DomainError):
    """Who logs is not in the team of this person."""

    code = "contact_outside_team"
    message = _(
        "Only the team and the contact persons of your institution log contacts about this person. Ask one of them, or "
        "log it by initials. Nothing was saved yet."
    )


class BasisNeedsPerson(DomainError):
    """Consent and statute concern a person who is named."""

    code = "contact_basis_needs_person"
    message = _("With initials only, nothing is shared: choose no legal basis. Nothing was saved yet.")


class UnknownArticle(DomainError):
    """The canton's list of statutes does not have it."""

    code = "contact_unknown_article"
    message = _("Choose the article that allows the exchange. Nothing was saved yet.")


class LoggedByInstitution(DomainError):
    """The coordination holds no dossiers of its own."""

    code = "contact_logged_by_institution"
    message = _(
        "The coordination logs contacts about persons whose case it looks after. The others are logged by the "
        "institution that called. Nothing was saved yet."
    )


@atomic
def log(
    *,
    actor: Actor,
    told: Told,
    dossier_id: UUID | None = None,
    initials: str = "",
    birth_year: int | None = None,
) -> Contact:
    """Logs a contact about a person whom the actor's institution works with, or about initials in a dossier of its own.

    A next step becomes a task of whoever logs it, which no other institution sees; so does informing the person where
    the statute asks for it.
    """
    if not journal.may_log_contact(actor):
        raise NotAllowed
    statute = statute_of(actor, told.article) if told.basis is LegalBasis.STATUTE else None
    if told.basis is LegalBasis.STATUTE and statute is None:
        raise UnknownArticle(field="basis")
    if dossier_id is None:
        dossier_id = _own_dossier(actor, told, initials)
    elif not sits(actor, dossier_id):
        raise OutsideTeam(field="who") if exists(actor, dossier_id) else NotFound
    else:
        initials, birth_year = "", None
    contact = journal.log_contact(
        actor=actor, dossier_id=dossier_id, told=told, initials=initials, birth_year=birth_year
    )
    if contact.next_step:
        set_task(
            actor=actor,
            dossier_id=dossier_id,
            kind=Kind.FOLLOW_CONTACT,
            to=Address(membership_id=actor.membership_id),
            set_on=actor.today,
            due_on=contact.next_on,
            subject_id=contact.id,
            first=True,
        )
    if statute is not None and statute.duty is not None:
        set_task(
            actor=actor,
            dossier_id=dossier_id,
            kind=Kind.INFORM_PERSON,
            to=Address(membership_id=actor.membership_id),
            set_on=actor.today,
            subject_id=contact.id,
            first=True,
        )
    if not initials:
        _go_on(actor, dossier_id, contact)
    return contact


def awaited(actor: Actor, dossier_id: UUID) -> str:
    """The kind of contact for which the process of a case waits; empty for none."""
    held = course(actor, dossier_id, lock=False)
    return next((kind.value for kind in InformalKind if held.step("contact.log", kind)), "")


def completes(actor: Actor, dossier_id: UUID, kind: InformalKind) -> tuple[str, Mapping[str, str]] | None:
    """Code and names of the step of the case that such a contact completes; None if it completes none."""
    held = course(actor, dossier_id, lock=False)
    code = held.step("contact.log", kind)
    return next(((code, run.graph.steps[code].text.name) for run in held.runs if code in run.graph.steps), None)


def _go_on(actor: Actor, dossier_id: UUID, contact: Contact) -> None:
    """Where the process of the case waits for such a contact, it goes on; a next step keeps an ongoing one open."""
    step = course(actor, dossier_id, lock=False).step("contact.log", contact.kind)
    if not step:
        return
    turn = Turn(actor=actor, case=cases.lock(actor=actor, dossier_id=dossier_id))
    outcome = Outcome.GOING_ON if contact.next_step else Outcome.DONE
    turn.done("contact.log", on=contact.occurred_on, outcome=outcome, kind=contact.kind)
    if outcome is Outcome.DONE:
        record(
            actor=actor,
            kind="contact_completed",
            dossier_id=dossier_id,
            occurred_on=contact.occurred_on,
            subject_id=contact.id,
            step=step,
        )


def statute_of(actor: Actor, code: str) -> Statute | None:
    """A statute of the actor's canton, by its code."""
    return by_code(canton_values(actor.canton).statutes, code)


def _own_dossier(actor: Actor, told: Told, initials: str) -> UUID:
    if not initials.strip():
        raise journal.WhomMissing(field="who")
    if told.basis.opens:
        raise BasisNeedsPerson(field="basis")
    if not actor.role.in_institution:
        raise LoggedByInstitution(field="initials")
    return found(actor=actor, opened_on=actor.today).id


@atomic
def finish(*, actor: Actor, contact_id: UUID) -> int:
    """The next step after a contact is taken; returns how many tasks are done by it."""
    return _ticked_off(actor, _logged_by(actor, contact_id), Kind.FOLLOW_CONTACT)


@atomic
def inform(*, actor: Actor, contact_id: UUID) -> int:
    """The person was informed of what was exchanged by statute; returns how many tasks are done by it."""
    contact = _logged_by(actor, contact_id)
    done = _ticked_off(actor, contact, Kind.INFORM_PERSON)
    if done:
        record(
            actor=actor,
            kind="person_informed",
            dossier_id=contact.dossier_id,
            category=Category.WORK,
            occurred_on=actor.today,
            subject_id=contact.id,
            legal_basis=contact.basis,
        )
    return done


def _logged_by(actor: Actor, contact_id: UUID) -> Contact:
    contact = journal.contact(actor, contact_id)
    if contact is None:
        raise NotFound
    if contact.author_id != actor.membership_id:
        raise NotAllowed
    return contact


def _ticked_off(actor: Actor, contact: Contact, kind: Kind) -> int:
    return complete(actor=actor, dossier_id=contact.dossier_id, kinds=(kind,), on=actor.today, subject_id=contact.id)


@atomic
def refer(
    *,
    actor: Actor,
    contact_id: UUID,
    occasion: Occasion,
    criteria: Mapping[str, bool],
    indicated: CaseForm,
    identity: Mapping[str, Any] | None = None,
    person_id: UUID | None = None,
    dossier_id: UUID | None = None,
    follows: UUID | None = None,
) -> Begun:
    """A contact becomes a check and, where cooperation is indicated, a referral that says again what was noted.

    The institution that was called is wished at the table; what was said is the reason. Nothing opens by this.
    """
    noted = own(actor, contact_id)
    reason = "\n".join(part for part in (noted.subject, noted.outcome) if part)
    begun = referring.check(
        actor=actor,
        on=actor.today,
        occasion=occasion,
        criteria=criteria,
        indicated=indicated,
        identity=identity,
        person_id=person_id,
        dossier_id=dossier_id,
        notes={Domain.REASON: reason},
        partners=[noted.partner_id] if noted.partner.kind == InstitutionKind.PARTNER else (),
        follows=follows,
    )
    journal.promote(actor=actor, contact=noted, case_dossier_id=begun.dossier_id)
    return begun


def own(actor: Actor, contact_id: UUID) -> Contact:
    """A contact of the own institution; raises `NotFound` for others."""
    noted = journal.contact(actor, contact_id)
    if noted is None or noted.contributor_id != actor.institution_id:
        raise NotFound
    return noted
