"""What days bring about: consents, entitlements and openings by law that end, surveys that are due. Nobody acts but the
platform.

Each function is for one row and may be called any number of times: what stands there already stays as it is.
"""

from datetime import timedelta
from uuid import UUID

from ciiz.domain.access.public import Category, Statute, SystemActor, statute_lasts
from ciiz.domain.cases.public import SURVEY_DUE, Case, Closing
from ciiz.domain.consent.public import RAN_OUT, Consent, covers
from ciiz.domain.organisations.public import Membership, canton_values, in_force
from ciiz.domain.persons.public import ENTITLEMENT_ENDED, Registration
from ciiz.domain.privacy.public import Concern
from ciiz.domain.processes.journeys import LaneRole
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Task, Wanted, remind, take_back
from ciiz.domain.timeline.public import record_once
from ciiz.foundation.db.transactions import atomic

from .steps import address
from .terms import consents_warned_of, due, entitlements_warned_of, statutes_warned_of


@atomic
def consent_runs_out(*, actor: SystemActor, consent: Consent) -> bool:
    """Renewing a consent becomes a task of the case manager, else of the institution that recorded it.

    False if its last day is further off than the canton's warning, the case is closed, or it was asked before.
    """
    case = _case(consent.dossier_id)
    if case is not None and case.closed_on is not None:
        return False
    values = canton_values(consent.dossier.canton_id)
    if not actor.today <= consent.until <= consents_warned_of(values, actor.today):
        return False
    manager = _manager(case, actor)
    return remind(
        actor=actor,
        dossier_id=consent.dossier_id,
        contributor_id=consent.contributor_id,
        wanted=Wanted(
            kind=Kind.RENEW_CONSENT,
            to=_to(manager, consent.contributor_id),
            due_on=consent.until,
            subject_id=consent.id,
        ),
        set_on=actor.today,
    )


@atomic
def consent_ran_out(*, actor: SystemActor, consent: Consent) -> bool:
    """The last day of a consent is over: access has ended by itself, the course of the case tells it."""
    return record_once(
        actor=actor,
        kind=RAN_OUT,
        dossier_id=consent.dossier_id,
        contributor_id=consent.contributor_id,
        subject_id=consent.id,
        occurred_on=consent.valid_to,
        legal_basis="consent",
    )


@atomic
def entitlement_ends(*, actor: SystemActor, registration: Registration) -> bool:
    """Before an entitlement ends, somebody thinks about what follows: the case manager if they may know of it.

    Otherwise it is for the contact persons of the institution that recorded it. The task names no entitlement, for
    more people see tasks than registrations.
    """
    end = registration.entitlement_until
    case = _case(registration.dossier_id)
    if end is None or registration.ended_on is not None or (case is not None and case.closed_on is not None):
        return False
    values = canton_values(registration.dossier.canton_id)
    if not actor.today <= end <= entitlements_warned_of(values, actor.today):
        return False
    manager = _manager(case, actor)
    if manager is not None and not _knows(actor, manager, registration):
        manager = None
    return remind(
        actor=actor,
        dossier_id=registration.dossier_id,
        contributor_id=registration.contributor_id,
        wanted=Wanted(
            kind=Kind.CHECK_REGISTRATION,
            to=_to(manager, registration.contributor_id),
            due_on=end,
            subject_id=registration.id,
        ),
        set_on=actor.today,
    )


@atomic
def entitlement_ended(*, actor: SystemActor, registration: Registration) -> bool:
    """The last day of an entitlement is over."""
    if registration.entitlement_until is None:
        return False
    return record_once(
        actor=actor,
        kind=ENTITLEMENT_ENDED,
        dossier_id=registration.dossier_id,
        contributor_id=registration.contributor_id,
        subject_id=registration.id,
        occurred_on=registration.entitlement_until,
        category=Category.WORK,
    )


@atomic
def registration_settled(*, actor: SystemActor, task: Task) -> bool:
    """The registration has ended or its entitlement has another end: the task that asked for it is taken back."""
    if task.subject_id is None:
        return False
    held = Registration.objects.filter(id=task.subject_id, ended_on__isnull=True, entitlement_until=task.due_on)
    return not held.exists() and take_back(actor=actor, task_id=task.id, on=actor.today)


@atomic
def statute_ends(*, actor: SystemActor, statute: Statute) -> bool:
    """Before what the law opened ends, whoever gave it settles how it goes on: a consent, or nothing any more.

    The case manager if they work for the giver, else its contact persons; no other institution sees the task.
    """
    if statute.valid_to is None:
        return False
    end = statute.valid_to - timedelta(days=1)
    case = _case(statute.dossier_id)
    values = canton_values(statute.dossier.canton_id)
    if (case is not None and case.closed_on is not None) or not end <= statutes_warned_of(values, actor.today):
        return False
    giver = statute.givers[0]
    manager = _manager(case, actor)
    return remind(
        actor=actor,
        dossier_id=statute.dossier_id,
        contributor_id=giver,
        wanted=Wanted(
            kind=Kind.CHECK_STATUTE,
            to=_to(manager if manager is not None and manager.institution_id == giver else None, giver),
            due_on=end,
            subject_id=statute.id,
        ),
        set_on=actor.today,
    )


@atomic
def statute_settled(*, actor: SystemActor, task: Task) -> bool:
    """The question is settled, or the opening is over or has another end: the task is taken back."""
    if task.subject_id is None or task.due_on is None or statute_lasts(actor, task.subject_id, until=task.due_on):
        return False
    return take_back(actor=actor, task_id=task.id, on=actor.today)


@atomic
def survey_due(*, actor: SystemActor, closing: Closing) -> bool:
    """The day has come to ask the person how things are; the task stands there since closing, or is set now."""
    if closing.survey_due_on is None:
        return False
    if not Task.objects.filter(dossier_id=closing.dossier_id, kind=Kind.SURVEY).exists():
        to = address(closing.case, LaneRole.SECRETARIAT)
        remind(
            actor=actor,
            dossier_id=closing.dossier_id,
            contributor_id=closing.contributor_id,
            wanted=Wanted(kind=Kind.SURVEY, to=to, due_on=closing.survey_due_on, subject_id=closing.id),
            set_on=actor.today,
        )
    return record_once(
        actor=actor,
        kind=SURVEY_DUE,
        dossier_id=closing.dossier_id,
        contributor_id=closing.contributor_id,
        subject_id=closing.id,
        occurred_on=closing.survey_due_on,
    )


@atomic
def concern_waits(*, actor: SystemActor, concern: Concern) -> bool:
    """What the person wants is answered by the case manager, else by the contact persons who gave them the page."""
    if concern.answered_on is not None:
        return False
    return remind(
        actor=actor,
        dossier_id=concern.dossier_id,
        contributor_id=concern.contributor_id,
        wanted=Wanted(
            kind=Kind.ANSWER_CONCERN,
            to=_to_whom(actor, concern.dossier_id, concern.contributor_id),
            due_on=concern.due_on,
            subject_id=concern.id,
        ),
        set_on=actor.today,
    )


@atomic
def person_withdrew(*, actor: SystemActor, consent: Consent) -> bool:
    """The person has withdrawn a consent on their page: whoever looks after the case sees what changes by that."""
    case = _case(consent.dossier_id)
    if case is None or case.closed_on is not None or consent.ended_on is None:
        return False
    return remind(
        actor=actor,
        dossier_id=consent.dossier_id,
        contributor_id=consent.contributor_id,
        wanted=Wanted(
            kind=Kind.SEE_TO_WITHDRAWAL,
            to=_to_whom(actor, consent.dossier_id, consent.contributor_id),
            due_on=due(Kind.SEE_TO_WITHDRAWAL, consent.ended_on, canton_values(consent.dossier.canton_id)),
            subject_id=consent.id,
        ),
        set_on=actor.today,
    )


def _to_whom(actor: SystemActor, dossier_id: UUID, contributor_id: int) -> Address:
    """The case manager, else the contact persons of who founded the case."""
    case = _case(dossier_id)
    return _to(_manager(case, actor), case.contributor_id if case else contributor_id)


def _case(dossier_id: UUID) -> Case | None:
    return Case.objects.filter(dossier_id=dossier_id).first()


def _manager(case: Case | None, actor: SystemActor) -> Membership | None:
    """The case manager, as long as they have that role."""
    if case is None or case.case_manager_id is None:
        return None
    return in_force(actor.today).filter(id=case.case_manager_id).first()


def _to(manager: Membership | None, institution_id: int) -> Address:
    return Address(membership_id=manager.id) if manager else Address(institution_id=institution_id, role="contact")


def _knows(actor: SystemActor, manager: Membership, registration: Registration) -> bool:
    """It is their own institution's, or a consent opens it to them."""
    return manager.institution_id == registration.contributor_id or covers(
        actor,
        dossier_id=registration.dossier_id,
        receiver_id=manager.institution_id,
        on=actor.today,
        category=Category.WORK,
        giver_id=registration.contributor_id,
    )
