"""Sending: `send` notes the wish in the transaction, the job `mail.deliver` carries it out after the commit."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ciiz.foundation import queue

from .kinds import context_of
from .models import Mail, MailState

JOB = "mail.deliver"


def send(*, kind: str, recipient_id: int, key: str, **params: str | int) -> bool:
    """Mail a user once for each `key`; says whether this wish is the first. `params` are ids and paths, never text."""
    context_of(kind)
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
    recipient = get_user_model()._default_manager.filter(pk=mail.recipient_id, is_active=True).first()
    if recipient is None:
        Mail.objects.filter(pk=mail.pk).update(state=MailState.DROPPED)
        return
    message(mail, recipient).send()
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=timezone.now(), attempts=F("attempts") + 1, last_error=""
    )


def message(mail: Mail, recipient: AbstractBaseUser) -> EmailMessage:
    """The mail in the recipient's language."""
    context: dict[str, Any] = context_of(mail.kind)(recipient, mail.params)
    with translation.override(getattr(recipient, "language", settings.LANGUAGE_CODE)):
        text = render_to_string(f"mail/{mail.kind}.txt", {"site": settings.PUBLIC_URL, **context})
    subject, _, body = text.strip().partition("\n")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    # The same identifier on each try: a copy that arrives twice is recognised by mail programs.
    headers = {"Message-ID": f"<{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(
        subject.strip(),
        body.strip() + "\n",
        to=[str(getattr(recipient, recipient.get_email_field_name()))],
        headers=headers,
    )
