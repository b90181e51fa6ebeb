"""Double submit: each filled-in form has a key, and the second copy of it leads where the first one led."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import connection, models

from ciiz.foundation.db.protection import TECHNICAL, Protection


class Submission(models.Model):
    """A form that was sent: whose, when, and where its answer led (an address within the site)."""

    protection: ClassVar[Protection] = TECHNICAL

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField()
    at = models.DateTimeField()
    location = models.CharField(max_length=500, default="")

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return str(self.key)


CLAIM = "insert into foundation_submission (key, user_id, at, location) values (%s, %s, %s, '') on conflict do nothing"


def claim(key: uuid.UUID, *, user_id: int, now: datetime) -> bool:
    """Whether this copy is the first; a second one waits here until the first has committed or failed."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [key, user_id, now])
        return bool(cursor.rowcount == 1)


def earlier_location(key: uuid.UUID, *, user_id: int) -> str | None:
    """Where the first copy led; None when it was somebody else's."""
    return Submission.objects.filter(key=key, user_id=user_id).values_list("location", flat=True).first()


def settle(key: uuid.UUID, location: str) -> None:
    """The form had its effect."""
    Submission.objects.filter(key=key).update(location=location[:500])


def release(key: uuid.UUID) -> None:
    """The form was refused and may be sent again."""
    Submission.objects.filter(key=key).delete()


def forget_old(*, before: datetime) -> int:
    """Removes keys that no browser sends any more; called by a periodic job."""
    return Submission.objects.filter(at__lt=before).delete()[0]
