"""What ends soon becomes a task, what has ended is recorded, what is due stands on somebody's list.

Several times a day, because the queue does not make up for what falls into a night when the machine is off.
"""

from collections.abc import Sequence
from datetime import date

from procrastinate.contrib.django import app

from ciiz.domain.access.public import Statute, SystemActor, statutes_near
from ciiz.domain.cases.public import surveys_due
from ciiz.domain.consent.public import Consent, ran_out, running_out
from ciiz.domain.persons.public import Registration, entitlements_near, entitlements_over
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task, open_of_kind
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.foundation.terms import ends_on
from ciiz.journeys import remind

from . import WIDEST_WARNING
from .rows import each


@app.periodic(cron="41 */3 * * *")
@task("deadlines.consents")
def consents_periodically(timestamp: int) -> None:
    """Every three hours."""
    consents(today())


@app.periodic(cron="47 */3 * * *")
@task("deadlines.entitlements")
def entitlements_periodically(timestamp: int) -> None:
    """Every three hours."""
    entitlements(today())


@app.periodic(cron="49 */3 * * *")
@task("deadlines.statutes")
def statutes_periodically(timestamp: int) -> None:
    """Every three hours."""
    statutes(today())


@app.periodic(cron="53 */3 * * *")
@task("deadlines.surveys")
def surveys_periodically(timestamp: int) -> None:
    """Every three hours."""
    surveys(today())


def consents(day: date) -> int:
    """Consents that run out, and those that have; returns how many tasks and events are new."""

    def soon(_actor: SystemActor) -> Sequence[Consent]:
        return running_out(None, on=day, until=ends_on(WIDEST_WARNING, day), limit=10_000)

    return each(day, soon, lambda actor, row: remind.consent_runs_out(actor=actor, consent=row)) + each(
        day, ran_out, lambda actor, row: remind.consent_ran_out(actor=actor, consent=row)
    )


def entitlements(day: date) -> int:
    """Entitlements that end, and those that have; tasks whose occasion is gone are taken back."""

    def near(actor: SystemActor) -> Sequence[Registration]:
        return entitlements_near(actor, until=ends_on(WIDEST_WARNING, day))

    def asked(_actor: SystemActor) -> Sequence[Task]:
        return open_of_kind(Kind.CHECK_REGISTRATION)

    return (
        each(day, near, lambda actor, row: remind.entitlement_ends(actor=actor, registration=row))
        + each(day, entitlements_over, lambda actor, row: remind.entitlement_ended(actor=actor, registration=row))
        + each(day, asked, lambda actor, row: remind.registration_settled(actor=actor, task=row))
    )


def statutes(day: date) -> int:
    """What the law opens and soon no longer does (Art. 85f AVIG and others); tasks whose occasion is gone go."""

    def near(actor: SystemActor) -> Sequence[Statute]:
        return statutes_near(actor, until=ends_on(WIDEST_WARNING, day))

    def asked(_actor: SystemActor) -> Sequence[Task]:
        return open_of_kind(Kind.CHECK_STATUTE)

    return each(day, near, lambda actor, row: remind.statute_ends(actor=actor, statute=row)) + each(
        day, asked, lambda actor, row: remind.statute_settled(actor=actor, task=row)
    )


def surveys(day: date) -> int:
    """Surveys that are due; returns how many were not before."""
    return each(day, surveys_due, lambda actor, row: remind.survey_due(actor=actor, closing=row))
