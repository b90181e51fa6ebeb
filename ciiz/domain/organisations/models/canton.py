from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField


class Canton(models.Model):
    """A canton with the values by which it works (`library/cantons/`)."""

    protection: ClassVar[Protection] = REFERENCE.but(app="s")

    code = models.CharField(max_length=2, primary_key=True)
    name = TranslatedField()
    languages = ArrayField(models.CharField(max_length=2), default=list)
    values = models.JSONField(default=dict)
    values_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.name)
