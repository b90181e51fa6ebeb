from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Deviation


class StepRecord(DossierRecord):
    """Who did which step when, with which outcome; written once, when the step is left.

    A row without outcome belongs to a step that was left by a deviation or cut off by an event; one that `stays` to a
    step that goes on. The fields from `place` on are the database's (`processes_follow`): which record of the case it
    is, for the how manyth time the case leaves the step, which partner institution holds the case with it and which
    one held it before, whether it was `handed` over with it, to the one that had it `back` then, and whether somebody
    else did the step before.
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
    stays = models.BooleanField(default=False)
    place = models.PositiveIntegerField(default=0, editable=False)
    passage = models.PositiveIntegerField(default=0, editable=False)
    holder = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    before = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    handed = models.BooleanField(default=False, editable=False)
    back = models.BooleanField(default=False, editable=False)
    other_hand = models.BooleanField(default=False, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "place"], name="step_record_dossier"),
            models.Index(fields=["instance", "ordinal"], name="step_record_order"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.done_on}"
