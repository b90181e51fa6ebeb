from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.domain.organisations.enums import Language
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Ending, Onward, Purpose, Recurrence, WithdrawalForm


class Consent(DossierRecord):
    """What a person signed (domain §10), recorded in one of their dossiers; a draft until it is signed.

    Givers, receivers, categories and `[valid_from, valid_to)` are the effect; what the paper left open stands beside it
    as not stated. Once signed, only its end and the signed copy can be added.
    """

    protection: ClassVar[Protection] = protected("basic", shared=True)

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+", editable=False, db_index=False)
    givers = ArrayField(models.BigIntegerField())
    receivers = ArrayField(models.BigIntegerField())
    directions_stated = models.BooleanField(default=True)
    categories = ArrayField(models.CharField(max_length=10, choices=Category))
    categories_stated = models.BooleanField(default=True)
    purposes = ArrayField(models.CharField(max_length=15, choices=Purpose))
    purposes_stated = models.BooleanField(default=True)
    recurrence = models.CharField(max_length=10, choices=Recurrence, default=Recurrence.NOT_STATED)
    onward = models.CharField(max_length=10, choices=Onward, default=Onward.NOT_STATED)
    valid_from = models.DateField()
    valid_to = models.DateField()
    until_stated = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.DE)
    notice_version = models.CharField(max_length=20, blank=True, default="")
    form_version = models.CharField(max_length=20, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True, default="")
    withdrawn_how = models.CharField(max_length=10, choices=WithdrawalForm, blank=True, default="")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["person", "valid_to"], name="consent_person"),
            models.Index(fields=["valid_to"], name="consent_running_out", condition=Q(ended_on__isnull=True)),
            models.Index(fields=["ended_on"], name="consent_withdrawn", condition=Q(withdrawn_how="page")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="consent_ends_after_start",
                violation_error_message=_("The last day of the consent lies before its first day."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(valid_from__gte=F("signed_on")),
                name="consent_begins_with_signature",
                violation_error_message=_("A consent cannot begin before it is signed."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ending="") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="consent_end_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(givers=[]) & ~Q(receivers=[]) & ~Q(categories=[]) & ~Q(purposes=[]),
                name="consent_names_its_elements",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} – {self.until}"

    @property
    def for_survey(self) -> bool:
        """The person agreed to be asked after the closing; this is all that may outlive it."""
        return Purpose.SURVEY in self.purposes

    @property
    def until(self) -> date:
        """The last valid day, as people say it."""
        return min(self.valid_to, self.ended_on or self.valid_to) - timedelta(days=1)
