"""Entries of the directory that nobody has confirmed for long: whoever keeps them is asked by mail, once each time."""

from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from ciiz.domain.access.public import enter_system
from ciiz.domain.organisations.public import to_ask
from ciiz.foundation.clock import today
from ciiz.foundation.mail.send import send
from ciiz.foundation.queue import task


@app.periodic(cron="17 5,11 * * *")
@task("directory.confirm")
def confirm_periodically(timestamp: int) -> None:
    """In the morning, and once more before noon if the machine was off."""
    confirm(today())


def confirm(day: date) -> int:
    """Asks for the entries that are to be confirmed again; returns how many mails are new."""
    with transaction.atomic():
        enter_system(purpose="mail", today=day)
        return sum(
            send(
                kind="confirm_entry",
                recipient_id=one.user_id,
                key=f"confirm_entry:{one.membership_id}:{one.since or 'never'}",
            )
            for one in to_ask(day)
        )
