from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ciiz.foundation.db.protection import ACCOUNT, Protection


class ContactPerson(models.Model):
    """Directory entry of a contact person: competences, languages (study 2013, recommendation 7).

    Competences are codes of the canton's list. On `confirmed_on` somebody last said that it is still right.
    """

    protection: ClassVar[Protection] = ACCOUNT

    membership = models.OneToOneField("organisations.Membership", models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=30, blank=True)
    competences = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.membership)
