from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.domain.organisations.enums import OTHER
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Domain, Result


class ExitReport(DossierRecord):
    """Exit report (CII101.9): result, coded reason, who follows next; its texts stand in `ExitNote`.

    Planned end, actual end and the day of the decision are three different days. A later report replaces the former.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, app="si")

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="exit_reports")
    result = models.CharField(max_length=20, choices=Result)
    exit_reason = models.CharField(max_length=40)
    exit_words = models.CharField(max_length=500, blank=True, default="")
    planned_end = models.DateField(null=True, blank=True)
    actual_end = models.DateField()
    decided_on = models.DateField()
    next_institution = models.ForeignKey("organisations.Institution", models.PROTECT, null=True, related_name="+")
    follow_up_until = models.DateField(null=True, blank=True)
    written_on = models.DateField()
    written_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "-written_on"], name="exit_report_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(exit_reason=OTHER) | ~Q(exit_words=""),
                name="exit_other_is_worded",
                violation_error_message=_("Say in words what no choice of the list says."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} {self.actual_end}"


class ExitNote(DossierRecord):
    """What an exit report says on one domain: measures used, what was reached, what remains."""

    protection: ClassVar[Protection] = protected(column="category", app="si")

    report = models.ForeignKey("cases.ExitReport", models.PROTECT, related_name="notes")
    domain = models.CharField(max_length=10, choices=Domain)
    category = models.CharField(max_length=10, choices=Category)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="exit_note_dossier")]

    def __str__(self) -> str:
        return self.get_domain_display()
