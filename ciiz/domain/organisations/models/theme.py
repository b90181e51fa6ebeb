from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField


class Theme(models.Model):
    """A theme across regions (youth, asylum); each has a thematic coordinator."""

    protection: ClassVar[Protection] = REFERENCE.but(app="s")

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="themes")
    code = models.SlugField(max_length=20)
    name = TranslatedField()

    class Meta:
        ordering = ["canton_id", "code"]
        constraints = [models.UniqueConstraint(fields=["canton", "code"], name="theme_code_unique")]

    def __str__(self) -> str:
        return str(self.name)
