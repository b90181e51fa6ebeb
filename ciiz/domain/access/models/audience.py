from typing import ClassVar

from django.db import models
from django.db.models import Q

from ciiz.foundation.db.protection import REFERENCE, Protection

from ..enums import AudienceKind


class Audience(models.Model):
    """Whom a grant addresses; rows are made by triggers on institutions, memberships, regions and themes."""

    protection: ClassVar[Protection] = REFERENCE.but(app="s")

    kind = models.CharField(max_length=12, choices=AudienceKind)
    institution = models.ForeignKey("organisations.Institution", models.CASCADE, null=True, related_name="+")
    membership = models.ForeignKey("organisations.Membership", models.CASCADE, null=True, related_name="+")
    region = models.ForeignKey("organisations.Region", models.CASCADE, null=True, related_name="+")
    theme = models.ForeignKey("organisations.Theme", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind"], condition=Q(institution__isnull=False), name="audience_institution"
            ),
            models.UniqueConstraint(
                fields=["membership"], condition=Q(membership__isnull=False), name="audience_membership"
            ),
            models.UniqueConstraint(fields=["region"], condition=Q(region__isnull=False), name="audience_region"),
            models.UniqueConstraint(fields=["theme"], condition=Q(theme__isnull=False), name="audience_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.institution_id or self.membership_id or self.region_id or self.theme_id or ''}"
