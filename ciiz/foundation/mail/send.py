"""Sending: `send` notes the wish in the transaction, the job `mail.deliver` carries it out after the commit."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ciiz.foundation import queue

from .kinds import Recipient, kind_of
from .models import Mail, MailState

JOB = "mail.deliver"


def send(*, kind: str, key: str, recipient_id: int | None = None, **params: str | int) -> bool:
    """Mail a user once for each `key`; says whether this wish is the first. `params` are ids and paths, never text.

    Without a user the kind finds to whom the mail goes, when it is sent.
    """
    if (recipient_id is None) is (kind_of(kind).to is None):
        raise ValueError(f"{kind} goes to a user or finds its recipient itself")
    mail = Mail(kind=kind, recipient_id=recipient_id, key=key, params=params)
    with transaction.atomic():
        Mail.objects.bulk_create([mail], ignore_conflicts=True)
        first = Mail.objects.filter(pk=mail.pk).exists()
        if first:
            queue.defer(JOB, mail_id=str(mail.pk))
    return first


@queue.task(JOB)
def deliver(mail_id: str) -> None:
    """Render and hand to the mail server; whatever fails, note the kind of error and let the queue try again."""
    try:
        with transaction.atomic():
            # The lock keeps two workers from sending the same mail.
            mail = Mail.objects.select_for_update().get(pk=uuid.UUID(mail_id))
            if mail.state == MailState.WAITING:
                _deliver(mail)
    except Exception as problem:
        Mail.objects.filter(pk=mail_id).update(attempts=F("attempts") + 1, last_error=type(problem).__name__[:60])
        raise


def _deliver(mail: Mail) -> None:
    recipient = _recipient(mail)
    if recipient is None or not recipient.email:
        Mail.objects.filter(pk=mail.pk).update(state=MailState.DROPPED)
        return
    message(mail, recipient).send()
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=timezone.now(), attempts=F("attempts") + 1, last_error=""
    )


def _recipient(mail: Mail) -> Recipient | None:
    find = kind_of(mail.kind).to
    if find is not None:
        return find(mail.params)
    users = get_user_model()._default_manager
    return cast("Recipient | None", users.filter(pk=mail.recipient_id or 0, is_active=True).first())


def message(mail: Mail, recipient: Recipient) -> EmailMultiAlternatives:
    """The mail in the recipient's language."""
    kind = kind_of(mail.kind)
    with translation.override(recipient.language or settings.LANGUAGE_CODE):
        context = kind.context(recipient, mail.params)
        text = render_to_string(f"mail/{mail.kind}.txt", {"site": settings.PUBLIC_URL, **context})
        parts = kind.parts(recipient, mail.params) if kind.parts else ()
    subject, _, body = text.strip().partition("\n")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    # The same identifier on each try: a copy that arrives twice is recognised by mail programs.
    headers = {"Message-ID": f"<{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    made = EmailMultiAlternatives(subject.strip(), body.strip() + "\n", to=[recipient.email], headers=headers)
    for part in parts:
        made.attach_alternative(part.content, part.type)
    return made


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail so far; `error` is the class of what the mail server answered last."""

    state: MailState
    error: str = ""


def deliveries(keys: Iterable[str]) -> dict[str, Delivery]:
    """What became of the mails of these keys."""
    rows = Mail.objects.filter(key__in=list(keys)).values_list("key", "state", "last_error")
    return {key: Delivery(MailState(state), error) for key, state, error in rows}
