from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.organisations.enums import OTHER
from ciiz.foundation.db.protection import Protection, protected

from ..enums import AnnulReason


class Closing(DossierRecord):
    """The checklist of closing (CII101.10): the case manager asks for it, the canton's closing role completes it.

    It begins with the exit report, or when the case is broken off, with the coded reason for that. A wrong closing is
    annulled and stays; a case that begins anew later is another case that `follows`.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, shared=True)

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="closings")
    break_off_reason = models.CharField(max_length=40, blank=True, default="")
    break_off_words = models.CharField(max_length=500, blank=True, default="")
    report = models.ForeignKey("cases.ExitReport", models.PROTECT, null=True, related_name="+")
    requested_on = models.DateField(null=True, blank=True)
    requested_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    network_informed_on = models.DateField(null=True, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    letter_document_id = models.UUIDField(null=True, blank=True)
    consents_ended_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    survey_due_on = models.DateField(null=True, blank=True)
    annulled_on = models.DateField(null=True, blank=True)
    annul_reason = models.CharField(max_length=20, choices=AnnulReason, blank=True, default="")
    annulled_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="closing_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(break_off_reason=OTHER) | ~Q(break_off_words=""),
                name="closing_other_is_worded",
                violation_error_message=_("Say in words what no choice of the list says."),
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(annulled_on__isnull=True), name="closing_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(annulled_on__isnull=True) | ~Q(annul_reason=""),
                name="closing_annulled_for_a_reason",
                violation_error_message=_("Say why the closing is annulled."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True)
                | Q(network_informed_on__isnull=False, letter_on__isnull=False, report__isnull=False),
                name="closing_has_its_checklist",
                violation_error_message=_("Report, letter and informing the network come before closing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_on or self.requested_on or ''}"
