from datetime import date, time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .rules import mine


class Slot(Record):
    """A date that is offered for a meeting; `off` takes it back. Which ones suit stands at each invitation."""

    protection: ClassVar[Protection] = protected(own_rule=True)

    contributor = models.ForeignKey(
        "organisations.Institution", models.PROTECT, related_name="+", editable=False, db_index=False
    )
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="slots", editable=False)
    held_on: models.DateField[date, date] = models.DateField()
    begins: models.TimeField[time, time] = models.TimeField()
    ends: models.TimeField[time, time] = models.TimeField()
    off = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="slot_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.begins:%H:%M}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Whoever sees the meeting sees its dates."""
        table = cls._meta.db_table
        meeting = f"EXISTS (SELECT FROM meetings_meeting m WHERE m.id = {table}.meeting_id)"
        own = f"{mine(table)} AND {meeting}"
        return (
            Policy("read", "SELECT", using=meeting),
            Policy("add", "INSERT", check=own),
            Policy("change", "UPDATE", using=own),
        )
