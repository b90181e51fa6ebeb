from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.foundation.db.protection import REFERENCE, Protection


class Office(models.Model):
    """The IIZ office behind an institution of kind "office"; may be run by a mandated third party.

    Telephone, e-mail address and postal address are those of the institution.
    """

    protection: ClassVar[Protection] = REFERENCE

    institution = models.OneToOneField("organisations.Institution", models.PROTECT, related_name="office")
    cantons = models.ManyToManyField("organisations.Canton", related_name="offices")
    run_by = models.ForeignKey(
        "organisations.Institution", models.PROTECT, null=True, blank=True, related_name="runs_offices"
    )
    website = models.URLField(blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)

    def __str__(self) -> str:
        return str(self.institution)
