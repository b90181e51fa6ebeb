from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import OrderState


class ServiceOrder(DossierRecord):
    """A service that the case manager orders from another institution's contact person (CII101.5)."""

    protection: ClassVar[Protection] = protected("work", shared=True, app="siu")

    measure_line = models.UUIDField(null=True, editable=False)
    text = models.CharField(max_length=1_000)
    institution = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    contact = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    placed_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    placed_on = models.DateField()
    wanted_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.PLACED)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=1_000, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["contact", "wanted_by"],
                condition=Q(state__in=[OrderState.PLACED, OrderState.ACCEPTED]),
                name="order_waiting",
            ),
            models.Index(fields=["dossier", "placed_on"], name="order_of_dossier"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=OrderState.DECLINED) | ~Q(reason=""),
                name="order_declined_with_reason",
                violation_error_message=_("Say why you decline."),
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.DONE) | Q(done_on__isnull=False), name="order_done_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.text
