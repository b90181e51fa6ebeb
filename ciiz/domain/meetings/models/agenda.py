from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.access.rules import any_grant
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .rules import mine


class AgendaItem(DossierRecord):
    """A case on the agenda of a meeting, with its own time; `off` takes it from the agenda again.

    `interpreter` is the language (ISO 639) in which one is needed. Who comes without an invitation of ours, or writes
    instead, was ordered on a day.
    """

    protection: ClassVar[Protection] = protected("basic")

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="items")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    begins: models.TimeField[time, time] = models.TimeField()
    ends: models.TimeField[time, time] = models.TimeField()
    medical_opinion = models.BooleanField(default=False)
    opinion_ordered_on = models.DateField(null=True, blank=True)
    interpreter = models.CharField(max_length=3, blank=True, default="")
    interpreter_ordered_on = models.DateField(null=True, blank=True)
    off = models.BooleanField(default=False)
    session = models.ForeignKey("cases.SessionResult", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"],
                condition=Q(off=False),
                name="agenda_item_once",
                violation_error_message=_("This case is on the agenda already."),
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="agenda_item_ends_after_it_begins"),
            models.CheckConstraint(
                condition=(Q(opinion_ordered_on__isnull=True) | Q(medical_opinion=True))
                & (Q(interpreter_ordered_on__isnull=True) | ~Q(interpreter="")),
                name="agenda_item_orders_what_it_needs",
                violation_error_message=_("What was ordered is needed: say so, or leave the day empty."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """As every row of a dossier; besides for institutions with a seat, and for who holds a link to it."""
        table = cls._meta.db_table
        seated = f"{any_grant(table)} AND meetings_seated({table}.id) OR meetings_bears({table}.id)"
        inherited = {policy.command: policy for policy in super().row_policies()}
        return (
            Policy("read", "SELECT", using=f"({inherited['SELECT'].using}) OR {seated}"),
            inherited["INSERT"],
            inherited["UPDATE"],
        )


class Seat(DossierRecord):
    """An invited member of an institution takes part in an item; `off` ends it.

    `minutes_on` is the day on which a mail last told them of the minutes.
    """

    protection: ClassVar[Protection] = protected("basic")

    item = models.ForeignKey("meetings.AgendaItem", models.PROTECT, related_name="seats", db_index=False)
    invitation = models.ForeignKey("meetings.Invitation", models.PROTECT, related_name="seats")
    off = models.BooleanField(default=False)
    minutes_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="seat_dossier")]
        constraints = [models.UniqueConstraint(fields=["item", "invitation"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.invitation_id}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Whoever sees the item sees who sits at it."""
        table = cls._meta.db_table
        item = f"EXISTS (SELECT FROM meetings_agendaitem a WHERE a.id = {table}.item_id)"
        return (
            Policy("read", "SELECT", using=item),
            Policy("add", "INSERT", check=f"{mine(table)} AND {item}"),
            Policy("change", "UPDATE", using=f"{mine(table)} AND {item}"),
        )
