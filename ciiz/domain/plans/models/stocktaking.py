from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Progress, StockTakingKind


class StockTaking(DossierRecord):
    """Where the plan stands, found with the person or with the case team (CII101.6).

    `change_plan` is null while the decision on the plan is left open.
    """

    protection: ClassVar[Protection] = protected("work", app="si")

    kind = models.CharField(max_length=6, choices=StockTakingKind)
    held_on = models.DateField()
    plan = models.ForeignKey("plans.Plan", models.PROTECT, null=True, related_name="+")
    present = ArrayField(models.BigIntegerField(), default=list)
    person_present = models.BooleanField(default=False)
    progress = models.CharField(max_length=10, choices=Progress)
    findings = models.TextField(max_length=4_000, blank=True, default="")
    consent_valid = models.BooleanField(null=True, blank=True)
    consent_until = models.DateField(null=True, blank=True)
    change_plan = models.BooleanField(null=True, blank=True)
    change_reason = models.CharField(max_length=500, blank=True, default="")
    next_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["dossier", "-held_on"], name="stocktaking_of_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(change_plan=True) | ~Q(change_reason=""),
                name="stocktaking_change_has_reason",
                violation_error_message=_("Say why the plan changes."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=StockTakingKind.PERSON) | Q(consent_valid__isnull=False),
                name="stocktaking_with_person_checks_consent",
                violation_error_message=_("Check the consent at every stock-taking with the person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"
