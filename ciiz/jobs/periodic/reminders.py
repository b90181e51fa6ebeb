"""Who has something to do is reminded of its term: by the ladder on the platform, once a day by mail.

In portions, each a short transaction of its own: a run that was killed is continued by the next one.
"""

import logging
from datetime import date

from django.db import DatabaseError, transaction
from procrastinate.contrib.django import app

from ciiz.domain.access.public import act_for, enter_system
from ciiz.domain.organisations.public import cantons, present
from ciiz.domain.tasks.public import Urged, urged
from ciiz.foundation.clock import today
from ciiz.foundation.errors import DomainError
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.queue import task
from ciiz.jobs.progress import Progress, Silent
from ciiz.journeys import urge

from .rows import Incomplete

log = logging.getLogger(__name__)
PORTION = 2000


@app.periodic(cron="11 4-20/4 * * *")
@task("reminders.send")
def send_periodically(timestamp: int) -> None:
    """Before work begins, and again during the day, if that was missed."""
    day = today()
    climb(day)
    digests(day)


def climb(day: date, progress: Progress | None = None) -> int:
    """Reminds of every task whose next rung has been reached; returns how many."""
    progress, total = progress or Silent(), 0
    for canton in cantons():
        reminded = PORTION
        while reminded == PORTION:
            with transaction.atomic():
                actor = enter_system(purpose="deadlines", today=day)
                reminded = urge.portion(actor=actor, canton=canton, limit=PORTION).reminded
            total += reminded
            progress.say(f"{canton}: {total} reminders")
    return total


def digests(day: date, progress: Progress | None = None) -> int:
    """Mails everybody who was reminded today, once; returns how many mails are new.

    What somebody is told they count with their own eyes, in each of their roles; who is away and has a deputy is not
    told, the deputy is.
    """
    sent = failed = 0
    for user_id, held in (progress or Silent()).through("mails about reminders", _to_tell(day)):
        try:
            with transaction.atomic():
                told = sum((_seen(user_id, membership_id, day) for membership_id in held), Urged())
                sent += urge.digest(user_id=user_id, told=told, on=day)
        except (DatabaseError, DomainError):
            log.exception("reminders failed for user %s", user_id)
            failed += 1
    if failed:
        raise Incomplete(failed)
    return sent


def _seen(user_id: int, membership_id: int, day: date) -> Urged:
    actor = act_for(membership_id=membership_id, user_id=user_id, today=day)
    return urged(actor) if actor else Urged()


def _to_tell(day: date) -> list[tuple[int, list[int]]]:
    """Users with their roles, but for those whom the mail of the day has been written to."""
    with transaction.atomic():
        enter_system(purpose="mail", today=day)
        found = present(day)
        keys = {urge.digest_key(user_id, day): user_id for user_id in found}
        done = {keys[key] for key in Mail.objects.filter(key__in=keys).values_list("key", flat=True)}
    return [(user_id, held) for user_id, held in found.items() if user_id not in done]
