from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import TECHNICAL, Protection


class Counter(models.Model):
    """Last running number of a canton's year; only `cases_next_number()` touches it, so nobody can probe numbers."""

    protection: ClassVar[Protection] = TECHNICAL.but(app="", worker="")

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["canton", "year"], name="counter_one_a_year")]

    def __str__(self) -> str:
        return f"{self.canton_id} {self.year}: {self.last}"
