from datetime import date, datetime, time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.clock import ZURICH
from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import MeetingKind, MeetingState
from .rules import ACTOR, mine

_STANDING = "meetings_meeting.series_id IN (SELECT s.id FROM meetings_series s)"
_AGENDA = "EXISTS (SELECT FROM meetings_agendaitem a WHERE a.meeting_id = meetings_meeting.id)"


class Meeting(Record):
    """When and where a meeting is held, who organises and leads it; nothing of a person.

    `sequence` counts how often it was moved or offered anew since somebody was written to. While dates are offered it
    stands on the last of them.
    """

    protection: ClassVar[Protection] = protected(own_rule=True)

    contributor = models.ForeignKey(
        "organisations.Institution", models.PROTECT, related_name="+", editable=False, db_index=False
    )
    series = models.ForeignKey("meetings.Series", models.PROTECT, null=True, related_name="meetings", editable=False)
    kind = models.CharField(max_length=12, choices=MeetingKind)
    held_on: models.DateField[date, date] = models.DateField()
    begins: models.TimeField[time, time] = models.TimeField()
    ends: models.TimeField[time, time] = models.TimeField()
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=500, blank=True, default="")
    arranged_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+", editable=False)
    chair = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    parts_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    sequence = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["contributor", "held_on"], name="meeting_organised")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("begins")),
                name="meeting_ends_after_it_begins",
                violation_error_message=_("The meeting ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(place="", link=""),
                name="meeting_is_held_somewhere",
                violation_error_message=_("Say where the meeting is held: a room or a video link."),
            ),
            models.CheckConstraint(
                condition=Q(parts_by__isnull=True) | Q(parts_by__lte=F("held_on")),
                name="meeting_parts_come_before",
                violation_error_message=_("The parts are to be up to date before the meeting."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on}"

    @property
    def starts_at(self) -> datetime:
        """Its first moment."""
        return self.moment(self.begins)

    @property
    def ends_at(self) -> datetime:
        """Its last moment."""
        return self.moment(self.ends)

    def moment(self, at: time) -> datetime:
        """A time of its day, in Switzerland."""
        return datetime.combine(self.held_on, at, tzinfo=ZURICH)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For the office that organises it, who arranged or leads it, who sees a case of it, and who is invited; a
        standing session besides for who sees its series, to put cases on it and nothing else.
        """
        own = mine("meetings_meeting")
        seen = (
            f"{own} AND (SELECT meetings_in_office()) "
            f"OR {ACTOR} IN (meetings_meeting.arranged_by_id, meetings_meeting.chair_id) "
            f"OR {_AGENDA} OR meetings_invited(meetings_meeting.id)"
        )
        return (
            Policy("read", "SELECT", using=f"{seen} OR {own} AND {_STANDING}"),
            Policy("add", "INSERT", check=own),
            Policy("change", "UPDATE", using=f"{own} AND ({seen})", check=own),
        )
