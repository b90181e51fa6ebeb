"""What the person concerned did on their page becomes somebody's task: at once, and looked for every day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from ciiz.domain.access.public import SystemActor, enter_system
from ciiz.domain.consent.public import Consent, withdrawn_on_page
from ciiz.domain.privacy.public import Concern, unanswered
from ciiz.foundation.clock import today
from ciiz.foundation.queue import task
from ciiz.jobs.periodic.rows import each
from ciiz.journeys import hear, remind


@task(hear.FOLLOW)
def follow(concern_id: str) -> None:
    """Somebody answers; once, however often this runs."""
    with transaction.atomic():
        actor = enter_system(purpose="concerns", today=today())
        remind.concern_waits(actor=actor, concern=Concern.objects.get(id=UUID(concern_id)))


@task(hear.WITHDRAWN)
def withdrawn(consent_id: str) -> None:
    """Somebody looks what the withdrawal changes."""
    with transaction.atomic():
        actor = enter_system(purpose="concerns", today=today())
        remind.person_withdrew(actor=actor, consent=Consent.objects.get(id=UUID(consent_id)))


@app.periodic(cron="37 4 * * *")
@task("concerns.waiting")
def waiting_periodically(timestamp: int) -> None:
    """Every night, for what a job of the day has not reached."""
    waiting(today())


def waiting(day: date) -> int:
    """What waits for an answer, and withdrawals of the last days; returns how many tasks are new."""

    def asked(_actor: SystemActor) -> Sequence[Concern]:
        return unanswered()

    def gone(actor: SystemActor) -> Sequence[Consent]:
        return withdrawn_on_page(actor)

    return each(day, asked, lambda actor, row: remind.concern_waits(actor=actor, concern=row)) + each(
        day, gone, lambda actor, row: remind.person_withdrew(actor=actor, consent=row)
    )
