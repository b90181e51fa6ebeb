from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.organisations.enums import Language
from ciiz.foundation.db.protection import Protection, protected

from ..enums import SecondStep


class PersonalPage(DossierRecord):
    """The key to the page of the person concerned, of one dossier: made with a letter, ended at any time.

    `code_digest` is a keyed digest of the code in the letter. Until the first visit the code opens nothing but the
    question for the date of birth and the choice of a second step, and no longer than before `code_until`; `wrong`
    counts the dates that were not right. `secret` is what the second step is checked by, encrypted.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, shared=True, app="siu")

    language = models.CharField(max_length=2, choices=Language, default=Language.DE)
    code_digest = models.CharField(max_length=64, editable=False)
    invited_on = models.DateField()
    invited_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+", editable=False)
    code_until = models.DateField()
    wrong = models.PositiveSmallIntegerField(default=0)
    second_step = models.CharField(max_length=4, choices=SecondStep, blank=True, default="")
    secret = models.CharField(max_length=400, blank=True, default="", editable=False)
    opened_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="personal_page_dossier")]
        constraints = [
            models.UniqueConstraint(fields=["code_digest"], name="personal_page_code"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(ended_on__isnull=True), name="personal_page_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(opened_on__isnull=True) | ~Q(second_step="") & ~Q(secret=""),
                name="personal_page_opens_with_a_second_step",
            ),
            models.CheckConstraint(condition=Q(code_until__gt=F("invited_on")), name="personal_page_code_has_an_end"),
        ]

    def __str__(self) -> str:
        return str(self.invited_on)

    @property
    def last_day(self) -> date:
        """The last day on which the letter's code is good for a first visit."""
        return self.code_until - timedelta(days=1)
