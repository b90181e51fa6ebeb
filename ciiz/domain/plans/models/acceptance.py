from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Answer


class Acceptance(DossierRecord):
    """What the contributing institution says to its part of one version; its latest answer counts."""

    protection: ClassVar[Protection] = protected("work", app="si")

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="acceptances")
    answer = models.CharField(max_length=12, choices=Answer)
    comment = models.CharField(max_length=1_000, blank=True, default="")
    answered_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="acceptance_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.YES) | ~Q(comment=""),
                name="acceptance_reservation_has_words",
                violation_error_message=_("Say what your institution does not agree with."),
            )
        ]

    def __str__(self) -> str:
        return str(self.answer)
