from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Language
from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Attendance, Channel, Excuse, Party, Reply
from .rules import borne, mine

_PLACE = Q(membership__isnull=False, institution__isnull=False, item__isnull=True, email="")
_OUTSIDE = Q(membership__isnull=True, item__isnull=False)


class Invitation(Record):
    """Who is invited: somebody of an institution for all items at which they sit, or a party from outside for one item.

    `channel` says how it went out, by ciiz or elsewhere; it is said once. `sequence` is the count of the meeting that
    was last sent. A doctor or companion, to whom no consent of the platform speaks, comes because the person agreed on
    a day. While dates are offered, `asked_on` says when a mail asked which suit, `chosen_on` when `suits` was said.
    `minutes_by` and `minutes_on` say how the minutes reached a party without an account, noted by who organises.
    `handed_in` are the documents that a party from outside has handed in by the link.
    """

    protection: ClassVar[Protection] = protected(own_rule=True)

    contributor = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+", editable=False)
    meeting = models.ForeignKey(
        "meetings.Meeting", models.PROTECT, related_name="invitations", editable=False, db_index=False
    )
    party = models.CharField(max_length=16, choices=Party)
    institution = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, related_name="+", db_index=False
    )
    membership = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey("meetings.AgendaItem", models.PROTECT, null=True, related_name="guests")
    email = models.EmailField(blank=True, default="")
    language = models.CharField(max_length=2, choices=Language, default=Language.DE)
    agreed_on = models.DateField(null=True, blank=True)
    withdrawn = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=Channel, blank=True, default="")
    sent_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    reply = models.CharField(max_length=3, choices=Reply, blank=True, default="")
    replied_on = models.DateField(null=True, blank=True)
    excuse = models.CharField(max_length=20, choices=Excuse, blank=True, default="")
    asked_on = models.DateField(null=True, blank=True)
    suits = ArrayField(models.UUIDField(), default=list, blank=True)
    chosen_on = models.DateField(null=True, blank=True)
    handed_in = ArrayField(models.UUIDField(), default=list, blank=True)
    attendance = models.CharField(max_length=8, choices=Attendance, blank=True, default="")
    minutes_by = models.CharField(max_length=10, choices=Channel, blank=True, default="")
    minutes_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["institution", "meeting"], name="invitation_institution")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="invitation_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(party="person"), name="invitation_of_the_person_once"),
            models.CheckConstraint(
                condition=Q(party="member") & _PLACE | ~Q(party="member") & _OUTSIDE,
                name="invitation_names_who_comes",
            ),
            models.CheckConstraint(
                condition=Q(channel="", sent_on__isnull=True) | ~Q(channel="") & Q(sent_on__isnull=False),
                name="invitation_sent_one_way",
                violation_error_message=_("An invitation goes out one way, on a day."),
            ),
            models.CheckConstraint(
                condition=Q(party__in=["member", "person"]) | Q(institution__isnull=False) | Q(agreed_on__isnull=False),
                name="invitation_outside_is_agreed",
                violation_error_message=_("Say when the person agreed that somebody from outside comes."),
            ),
            models.CheckConstraint(
                condition=Q(excuse="") | Q(reply="no") | Q(attendance="excused"), name="invitation_excuse_of_a_no"
            ),
            models.CheckConstraint(
                condition=Q(minutes_by="", minutes_on__isnull=True)
                | ~Q(minutes_by="") & Q(minutes_on__isnull=False, membership__isnull=True),
                name="invitation_minutes_one_way",
                violation_error_message=_("Minutes go out one way, on a day."),
            ),
            models.CheckConstraint(
                condition=Q(suits=[]) | Q(chosen_on__isnull=False), name="invitation_dates_were_chosen"
            ),
        ]

    def __str__(self) -> str:
        return self.party

    @property
    def sent(self) -> bool:
        """It went out, by ciiz or elsewhere."""
        return bool(self.channel)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Those of institutions for all who see the meeting, those for one item for who sees the item."""
        table = cls._meta.db_table
        item = f"EXISTS (SELECT FROM meetings_agendaitem a WHERE a.id = {table}.item_id)"
        own = mine(table)
        meeting = f"EXISTS (SELECT FROM meetings_meeting m WHERE m.id = {table}.meeting_id)"
        seen = f"{table}.item_id IS NULL AND {meeting} OR {table}.item_id IS NOT NULL AND {item}"
        return (
            Policy("read", "SELECT", using=f"{seen} OR {borne(table)}"),
            Policy("add", "INSERT", check=f"{own} AND ({seen})"),
            Policy("change", "UPDATE", using=f"{seen} OR {borne(table)}"),
        )
