from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.protection import Protection, protected

from ..enums import MeasureKind, MeasureStatus, Phase, Responsible
from .held import Held, rules


class Measure(Held):
    """A measure towards a goal: who sees to it, until when, who pays which share, how far it is.

    `goal_line` is the line of its goal. `shares` is a list of {"institution": id, "percent": 1–100}, together at
    most 100; a trigger checks it.
    """

    protection: ClassVar[Protection] = protected(column="category", shared=True, app="siu")

    goal_line = models.UUIDField(editable=False)
    kind = models.CharField(max_length=12, choices=MeasureKind, default=MeasureKind.INTEGRATION)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.CLARIFY)
    responsible = models.CharField(max_length=12, choices=Responsible, default=Responsible.INSTITUTION)
    institution = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, related_name="+", db_index=False
    )
    member = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    provider = models.CharField(max_length=120, blank=True, default="")
    deadline = models.DateField(null=True, blank=True)
    shares = models.JSONField(default=list)
    status = models.CharField(max_length=8, choices=MeasureStatus, default=MeasureStatus.PLANNED)
    status_on = models.DateField(null=True, blank=True)
    granted_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "position"], name="measure_of_dossier"),
            models.Index(fields=["institution", "deadline"], name="measure_by_deadline"),
        ]
        constraints = [
            *rules("measure"),
            models.CheckConstraint(
                condition=Q(responsible=Responsible.INSTITUTION, institution__isnull=False)
                | Q(responsible=Responsible.PERSON, institution__isnull=True, member__isnull=True)
                | Q(responsible=Responsible.PROVIDER, member__isnull=True) & ~Q(provider=""),
                name="measure_has_somebody_responsible",
                violation_error_message=_("Name who is responsible for the measure."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
