from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Answer


class HandOver(DossierRecord):
    """Handing a person over to another institution or dispositif: receiver, joint talk, answer.

    It stays somebody's task until answered, so that the ball is not played to the person (study 2013, §4.3). A receiver
    that `joined` only because it was asked leaves when it declines. `why_id` is the note that says why it is asked.
    """

    protection: ClassVar[Protection] = protected("basic", shared=True)

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="hand_overs")
    receiver = models.ForeignKey("organisations.Institution", models.PROTECT, related_name="+")
    dispositif = models.ForeignKey("organisations.Dispositif", models.PROTECT, null=True, related_name="+")
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    talk_on = models.DateField(null=True, blank=True)
    why_id = models.UUIDField(null=True, editable=False)
    joined = models.BooleanField(default=False, editable=False)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.OPEN)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "proposed_on"], name="hand_over_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer=Answer.OPEN, answered_on__isnull=True)
                | ~Q(answer=Answer.OPEN) & Q(answered_on__gte=F("proposed_on")),
                name="hand_over_answered_on_a_day",
                violation_error_message=_("The answer needs its day, not before the question."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} {self.proposed_on}"
