from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.protection import ACCOUNT, Protection


class ContactPerson(models.Model):
    """Directory entry of a contact person: competences, languages, deputy, absence (study 2013, recommendation 7).

    Competences are codes of the canton's list; an absence includes its first and last day.
    """

    protection: ClassVar[Protection] = ACCOUNT

    membership = models.OneToOneField("organisations.Membership", models.PROTECT, related_name="contact")
    phone = models.CharField(max_length=30, blank=True)
    competences = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    deputy = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputises_for")
    absent_from = models.DateField(null=True, blank=True)
    absent_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(absent_from__isnull=True, absent_to__isnull=True) | Q(absent_to__gte=F("absent_from")),
                name="contact_absence_has_both_ends",
                violation_error_message=_("An absence needs a first and a last day, in this order."),
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")),
                name="contact_deputy_is_somebody_else",
                violation_error_message=_("Nobody is their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.membership)
