from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.domain.organisations.enums import OTHER, CaseForm
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Decision, Domain


class Referral(DossierRecord):
    """The referral of a case (CII100) and the decision on it; codes and days only.

    `partners` are the institutions that the referrer wants at the table. `reason` is why it is returned, or why it is
    accepted without a second institution; what no code says is said in words.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, shared=True)

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="referral")
    wished_form = models.CharField(max_length=12, choices=CaseForm, default=CaseForm.ROUND_TABLE)
    partners = ArrayField(models.BigIntegerField(), default=list, blank=True)
    talked_with = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    talked_on = models.DateField(null=True, blank=True)
    begun_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    completed_on = models.DateField(null=True, blank=True)
    completed_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    forwarded_on = models.DateField(null=True, blank=True)
    forwarded_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    received_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=Decision, blank=True, default="")
    reason = models.CharField(max_length=40, blank=True, default="")
    reason_words = models.CharField(max_length=500, blank=True, default="")
    advice = models.CharField(max_length=2000, blank=True, default="")
    by_telephone = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=OTHER) | ~Q(reason_words=""),
                name="referral_other_is_worded",
                violation_error_message=_("Say in words what no choice of the list says."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on__isnull=True) | ~Q(decision="") & Q(decided_on__isnull=False),
                name="referral_decided_on_a_day",
                violation_error_message=_("A decision needs its day."),
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(forwarded_on__isnull=False, decided_on__gte=F("forwarded_on")),
                name="referral_decided_after_forwarding",
                violation_error_message=_("The decision cannot lie before the day of forwarding."),
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.RETURNED) | ~Q(reason=""),
                name="referral_returned_with_reason",
                violation_error_message=_("A return needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_wished_form_display()} {self.forwarded_on or ''}".strip()


class ReferralNote(DossierRecord):
    """What the referrer writes on one domain of the situation; seen by whom its category is open to."""

    protection: ClassVar[Protection] = protected(column="category")

    referral = models.ForeignKey("cases.Referral", models.PROTECT, related_name="notes", db_index=False)
    domain = models.CharField(max_length=10, choices=Domain)
    category = models.CharField(max_length=10, choices=Category)
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="referral_note_dossier")]
        constraints = [models.UniqueConstraint(fields=["referral", "domain"], name="referral_note_one_a_domain")]

    def __str__(self) -> str:
        return self.get_domain_display()
