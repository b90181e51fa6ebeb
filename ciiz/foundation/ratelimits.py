"""Limits how often something is tried; counted in a table, because caches lose writes and are not shared."""

import hashlib
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import connection, models

from ciiz.foundation.db.protection import TECHNICAL, Protection


class RateLimit(models.Model):
    """How often one key was tried since its window began; the key is a digest, nobody can read an address from it."""

    protection: ClassVar[Protection] = TECHNICAL

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"


def digest(action: str, subject: str) -> str:
    """Key of an action and its subject (address, user)."""
    return hashlib.sha256(f"{action}\0{subject.strip().lower()}".encode()).hexdigest()


COUNT = """
insert into foundation_ratelimit as seen (key, since, count) values (%s, %s, 1)
on conflict (key) do update set
  count = case when seen.since <= %s then 1 else seen.count + 1 end,
  since = case when seen.since <= %s then excluded.since else seen.since end
returning count
"""


def attempt(action: str, subject: str, *, limit: int, window: timedelta, now: datetime) -> bool:
    """Counts one attempt; whether it is still within `limit` per `window`."""
    begin = now - window
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [digest(action, subject), now, begin, begin])
        (count,) = cursor.fetchone()
    return int(count) <= limit


def forgive(action: str, subject: str) -> None:
    """Forgets the attempts, after one succeeded."""
    RateLimit.objects.filter(key=digest(action, subject)).delete()


def forget_old(*, before: datetime) -> int:
    """Removes what no window needs any more; called by a periodic job."""
    return RateLimit.objects.filter(since__lt=before).delete()[0]
