from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..absence import Described, value_or_reason
from ..enums import InsurancePhase


class Registration(Described, DossierRecord):
    """The person is registered with an institution of a dispositif, under its own file number (CII100)."""

    protection: ClassVar[Protection] = protected("work")
    described: ClassVar[tuple[str, ...]] = ("file_number", "since", "entitlement_until")

    dispositif = models.ForeignKey("organisations.Dispositif", models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_number = models.CharField(max_length=40, blank=True, default="")
    keyword = models.CharField(max_length=40, blank=True, default="")
    since = models.DateField(null=True, blank=True)
    entitlement_until = models.DateField(null=True, blank=True)
    phase = models.CharField(max_length=20, choices=InsurancePhase, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["dossier"], name="registration_dossier"),
            models.Index(fields=["entitlement_until"], name="registration_entitlement"),
        ]
        constraints = [
            *value_or_reason("registration", file_number="", since=None, entitlement_until=None),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="registration_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispositif_id} {self.file_number}".strip()
