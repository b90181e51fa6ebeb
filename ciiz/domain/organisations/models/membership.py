from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.protection import ACCOUNT, Protection

from ..enums import ContactKind, Role


class Membership(models.Model):
    """What a user acts as: a role at an institution, with region or theme where the role has one.

    The period is half-open: on `valid_to` it no longer holds. An absence includes its first and last day; meanwhile the
    deputy finds the tasks, and gets no access by that.
    """

    protection: ClassVar[Protection] = ACCOUNT

    user = models.ForeignKey("organisations.User", models.PROTECT, related_name="memberships")
    institution = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    region = models.ForeignKey("organisations.Region", models.PROTECT, null=True, blank=True)
    theme = models.ForeignKey("organisations.Theme", models.PROTECT, null=True, blank=True)
    contact_kind = models.CharField(max_length=10, choices=ContactKind, blank=True)
    percentage = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    absent_from = models.DateField(null=True, blank=True)
    absent_to = models.DateField(null=True, blank=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputises_for")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["institution", "role"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role=Role.REGIONAL) | Q(region__isnull=False),
                name="membership_regional_has_region",
                violation_error_message=_("A regional coordinator needs a region."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.THEMATIC) | Q(theme__isnull=False),
                name="membership_thematic_has_theme",
                violation_error_message=_("A thematic coordinator needs a theme."),
            ),
            models.CheckConstraint(
                condition=Q(percentage__isnull=True) | Q(percentage__lte=100),
                name="membership_percentage_up_to_100",
                violation_error_message=_("The share of work for IIZ is at most 100 percent."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=Q(absent_from__isnull=True, absent_to__isnull=True) | Q(absent_to__gte=F("absent_from")),
                name="membership_absence_has_both_ends",
                violation_error_message=_("An absence needs a first and a last day, in this order."),
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")),
                name="membership_deputy_is_somebody_else",
                violation_error_message=_("Nobody is their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.institution}"

    def is_absent(self, on: date) -> bool:
        """Whether the person is away on a day."""
        return self.absent_from is not None and self.absent_to is not None and self.absent_from <= on <= self.absent_to

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it; None while no end is set."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None
