from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField


class Dispositif(models.Model):
    """A branch of social security or support: ALV, IV, SH, BB, MIG, UV, SUCHT …; data, not code."""

    protection: ClassVar[Protection] = REFERENCE.but(app="s")

    code = models.CharField(max_length=12, primary_key=True)
    name = TranslatedField()
    abbreviation = TranslatedField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return str(self.abbreviation)
