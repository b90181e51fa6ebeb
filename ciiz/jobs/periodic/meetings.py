"""Meetings of the next days: whoever was invited by ciiz and has not declined gets one reminder."""

from datetime import date

from procrastinate.contrib.django import app

from ciiz.domain.access.public import SystemActor
from ciiz.domain.meetings.public import REMINDER, Invitation, to_remind
from ciiz.foundation.clock import today
from ciiz.foundation.mail.send import send
from ciiz.foundation.queue import task
from ciiz.foundation.terms import Term, ends_on

from .rows import each

BEFORE = Term(2)


@app.periodic(cron="23 6,12 * * *")
@task("meetings.reminders")
def reminders_periodically(timestamp: int) -> None:
    """In the morning, and once more at noon if the machine was off."""
    reminders(today())


def reminders(day: date) -> int:
    """Reminds of the meetings of the next two days; returns how many mails are new."""

    def coming(actor: SystemActor) -> list[Invitation]:
        return list(to_remind(actor, on=day, until=ends_on(BEFORE, day)))

    return each(day, coming, remind)


def remind(actor: SystemActor, invitation: Invitation) -> bool:
    """One reminder for each time that the meeting was set to."""
    del actor
    key = f"{REMINDER}:{invitation.id}:{invitation.sequence}"
    return send(kind=REMINDER, key=key, invitation=str(invitation.id), sequence=invitation.sequence)
