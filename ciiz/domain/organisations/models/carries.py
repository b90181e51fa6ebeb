from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection


class Carries(models.Model):
    """An institution carries a dispositif; some carry two."""

    protection: ClassVar[Protection] = REFERENCE.but(app="siud")

    institution = models.ForeignKey("organisations.Institution", models.CASCADE, related_name="+")
    dispositif = models.ForeignKey("organisations.Dispositif", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "dispositif"], name="carries_once")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.dispositif_id}"
