from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import ACCOUNT, Protection


class CalendarFeed(models.Model):
    """An address at which a calendar finds what a membership has to do, and until when.

    The address holds a secret of which only the digest is kept: shown once, it opens nothing but this one calendar, and
    with the row it ends.
    """

    protection: ClassVar[Protection] = ACCOUNT.but(app="siud")

    membership = models.OneToOneField("organisations.Membership", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.membership_id} {self.made_on}"
