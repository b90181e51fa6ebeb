"""The mails to send and sent; ids and codes only, no address and no text."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.protection import TECHNICAL, Protection


class MailState(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent: the recipient has no active account or address")


class Mail(Record):
    """One mail to one user, or to whom its kind finds; `key` makes the second wish for the same mail a silent no."""

    protection: ClassVar[Protection] = TECHNICAL.but(app="si", worker="siu")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=60)
    recipient_id = models.BigIntegerField(null=True)
    params: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=models.Q(state="waiting"), name="mail_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
