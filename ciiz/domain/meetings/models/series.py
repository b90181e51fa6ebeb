from datetime import time
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import MeetingKind, Rhythm
from .rules import ACTOR, mine

MOST_CASES = 20


class Series(Record):
    """Standing sessions: meetings of one kind at one time and place, each with room for so many cases."""

    protection: ClassVar[Protection] = protected(own_rule=True, app="si")

    contributor = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=12, choices=MeetingKind)
    rhythm = models.CharField(max_length=12, choices=Rhythm)
    begins: models.TimeField[time, time] = models.TimeField()
    ends: models.TimeField[time, time] = models.TimeField()
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    capacity = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_CASES)])
    arranged_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="series_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=MOST_CASES), name="series_has_room"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_rhythm_display()}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For the office that organises them, who planned them, and the coordination of the same region or theme as
        whoever planned them or leads one of their sessions.
        """
        table = cls._meta.db_table
        own = mine(table)
        seen = (
            f"{own} AND ((SELECT meetings_in_office()) OR meetings_near({table}.id)) "
            f"OR {ACTOR} = {table}.arranged_by_id"
        )
        return (Policy("read", "SELECT", using=seen), Policy("add", "INSERT", check=own))
