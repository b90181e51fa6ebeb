from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.foundation.db.protection import ACCOUNT, Protection


class ContactPerson(models.Model):
    """Directory entry of a contact person: competences, languages, deputy, absence (study 2013, recommendation 7)."""

    protection: ClassVar[Protection] = ACCOUNT

    membership = models.OneToOneField("organisations.Membership", models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=30, blank=True)
    competences = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputises_for")
    absent_from = models.DateField(null=True, blank=True)
    absent_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.membership)
