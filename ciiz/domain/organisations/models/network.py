from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection
from ciiz.foundation.i18n.fields import TranslatedField


class CooperationNetwork(models.Model):
    """Institutions that agreed to work together; may span cantons."""

    protection: ClassVar[Protection] = REFERENCE.but(app="siud")

    name = TranslatedField()
    institutions = models.ManyToManyField("organisations.Institution", related_name="networks")
    agreed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.name)
