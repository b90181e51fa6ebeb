from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import AssignmentKind


class Assignment(DossierRecord):
    """Who managed or deputised in a case from a day until before another; every change stays visible.

    Named by the pool of contact persons, recorded by the coordination (CII101.2).
    """

    protection: ClassVar[Protection] = protected("basic", shared=True)

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=12, choices=AssignmentKind)
    membership = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    named_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "valid_from"], name="assignment_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(valid_to__isnull=True), name="assignment_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="assignment_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.valid_from}"
