from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Deviation


class StepRecord(DossierRecord):
    """Who did which step when, with which outcome; written once, when the step is left.

    A row without outcome belongs to a step that was left by a deviation or cut off by an event.
    """

    protection: ClassVar[Protection] = protected("basic", app="si")

    instance = models.ForeignKey("processes.Instance", models.PROTECT, related_name="+", db_index=False)
    definition = models.ForeignKey("processes.Definition", models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    node = models.CharField(max_length=80)
    entered_on = models.DateField()
    done_on = models.DateField()
    done_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    journey = models.CharField(max_length=60, blank=True, default="")
    outcome = models.CharField(max_length=30, blank=True, default="")
    deviation = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, choices=Deviation, blank=True, default="")
    ordinal = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["dossier"], name="step_record_dossier"),
            models.Index(fields=["instance", "ordinal"], name="step_record_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.done_on}"
