from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..absence import Described, value_or_reason
from ..enums import CapacityBasis


class WorkCapacity(Described, DossierRecord):
    """Work capacity as one institution judges it on a day (study 2013, recommendation 6).

    The category is work: the percentage and its basis are free of diagnoses, which belong to the health category.
    """

    protection: ClassVar[Protection] = protected("work", app="si")
    described: ClassVar[tuple[str, ...]] = ("percent",)

    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    judged_on = models.DateField()
    basis = models.CharField(max_length=12, choices=CapacityBasis)
    remark = models.CharField(max_length=500, blank=True, default="")
    starting_point = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["dossier", "contributor", "-judged_on"], name="workcapacity_latest")]
        constraints = [
            *value_or_reason("workcapacity", percent=None),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="workcapacity_percent_up_to_100",
                violation_error_message=_("Work capacity lies between 0 and 100 percent."),
            ),
            models.UniqueConstraint(
                fields=["dossier", "contributor"], condition=Q(starting_point=True), name="workcapacity_one_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent} % {self.judged_on}"
