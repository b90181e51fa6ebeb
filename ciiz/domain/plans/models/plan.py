from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import PlanState


class Plan(DossierRecord):
    """One version of a case's goal agreement and action plan (CII101.3)."""

    protection: ClassVar[Protection] = protected("work", shared=True, app="siu")

    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=PlanState, default=PlanState.DRAFT)
    rhythm_days = models.PositiveSmallIntegerField(default=14)
    drafted_on = models.DateField()
    drafted_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    change_reason = models.CharField(max_length=300, blank=True, default="")
    person_signed_on = models.DateField(null=True, blank=True)
    manager_signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    signed_copy = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    alternatives = models.TextField(max_length=4_000, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["dossier", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="plan_number_unique"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(state__in=[PlanState.DRAFT, PlanState.SIGNED]),
                name="plan_one_on_its_way",
                violation_error_message=_("There is a version on its way already."),
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state=PlanState.VALIDATED), name="plan_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT)
                | Q(state=PlanState.SUPERSEDED)
                | Q(person_signed_on__isnull=False, manager_signed_on__isnull=False, signed_by__isnull=False),
                name="plan_signed_by_both",
                violation_error_message=_("The plan is signed by the person and by the case manager."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PlanState.VALIDATED, PlanState.SENT_BACK, PlanState.WITHDRAWN])
                | Q(decided_on__isnull=False, decided_by__isnull=False),
                name="plan_decision_has_day_and_author",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.SENT_BACK) | ~Q(alternatives=""),
                name="plan_sent_back_with_alternatives",
                violation_error_message=_("Propose other possibilities when you send a plan back."),
            ),
            models.CheckConstraint(
                condition=Q(rhythm_days__gte=1, rhythm_days__lte=180), name="plan_rhythm_within_half_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"
