from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .. import rules
from ..enums import Category, Origin


class Grant(models.Model):
    """Seeing is a row: this audience sees this category of this dossier from a day until before another.

    `givers` are the institutions whose contributions it opens (null: of all). Written by triggers only, from the
    sources; `opened_on` repeats the dossier's so that lists can be cut from the index.
    """

    protection: ClassVar[Protection] = protected(own_rule=True, app="s")

    audience = models.ForeignKey("access.Audience", models.CASCADE, related_name="+", db_index=False)
    dossier = models.ForeignKey("access.Dossier", models.CASCADE, related_name="+", db_index=False)
    category = models.CharField(max_length=10, choices=Category)
    givers = ArrayField(models.BigIntegerField(), null=True)
    valid_from = models.DateField()
    valid_to = models.DateField()
    origin = models.CharField(max_length=8, choices=Origin)
    origin_id = models.UUIDField()
    seat_id = models.UUIDField()
    opened_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                fields=["audience", "category", "-opened_on", "-dossier"],
                include=["valid_from", "valid_to"],
                name="grant_list",
            ),
            models.Index(fields=["dossier", "audience", "category"], name="grant_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.audience_id} {self.category} {self.valid_from}–{self.valid_to}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Grants to the actor's own audiences, in force today."""
        return rules.GRANT
