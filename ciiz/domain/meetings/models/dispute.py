from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.access.rules import INSTITUTIONS, coordinates, managed
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import DisputeOutcome, DisputeStep


def _said(words: str, on: str) -> Q:
    """Words and their day come together."""
    return Q(**{words: "", f"{on}__isnull": True}) | ~Q(**{words: ""}) & Q(**{f"{on}__isnull": False})


class Dispute(DossierRecord):
    """Somebody of a case disagrees: the session that the coordination leads, the officer's position, the reference to
    the legal commission and its answer as the officer records them, the outcome.

    That there is a dispute and how far it has come is an event; what was said is for those who manage the case and for
    who opened it. The commission has no account in the case and sees nothing of it.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True)

    opened_on = models.DateField()
    opened_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    about = models.TextField(max_length=4000)
    held_on = models.DateField(null=True, blank=True)
    led_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    position = models.TextField(max_length=4000, blank=True, default="")
    stated_on = models.DateField(null=True, blank=True)
    stated_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    referred_on = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=DisputeOutcome, blank=True, default="")
    settled = models.TextField(max_length=4000, blank=True, default="")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="dispute_dossier")]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(outcome=""), name="dispute_one_at_a_time"),
            models.CheckConstraint(
                condition=~Q(about=""),
                name="dispute_is_about_something",
                violation_error_message=_("Say in words what the dispute is about."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True) | ~Q(outcome="") & Q(closed_on__isnull=False),
                name="dispute_closed_with_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(held_on__gte=F("opened_on")), name="dispute_held_once_open"
            ),
            models.CheckConstraint(condition=_said("position", "stated_on"), name="dispute_position_has_a_day"),
            models.CheckConstraint(
                condition=Q(stated_on__isnull=True) | Q(stated_on__gte=F("held_on"), held_on__isnull=False),
                name="dispute_stated_after_the_session",
            ),
            models.CheckConstraint(
                condition=Q(referred_on__isnull=True) | Q(stated_on__isnull=False, referred_on__gte=F("held_on")),
                name="dispute_referred_with_a_position",
            ),
            models.CheckConstraint(condition=_said("answer", "answered_on"), name="dispute_answer_has_a_day"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(referred_on__isnull=False, answered_on__gte=F("referred_on")),
                name="dispute_answered_once_referred",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "withdrawn"])
                | Q(outcome__in=["agreed", "open"], held_on__isnull=False)
                | Q(outcome="officer", stated_on__isnull=False)
                | Q(outcome="legal", answered_on__isnull=False),
                name="dispute_outcome_comes_after",
            ),
        ]

    def __str__(self) -> str:
        return str(self.opened_on)

    @property
    def step(self) -> DisputeStep:
        """What comes next."""
        if self.outcome:
            return DisputeStep.OVER
        if self.held_on is None:
            return DisputeStep.SESSION
        if self.stated_on is None:
            return DisputeStep.POSITION
        if self.referred_on is not None and self.answered_on is None:
            return DisputeStep.ANSWER
        return DisputeStep.OUTCOME

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Read by those who manage the case and who opened it; led further by coordination and office, withdrawn by
        who opened it.
        """
        table = cls._meta.db_table
        inherited = {policy.command: policy for policy in super().row_policies()}
        own = f"{table}.contributor_id = ANY ({INSTITUTIONS})"
        return (
            inherited["SELECT"],
            inherited["INSERT"],
            Policy("change", "UPDATE", using=f"{managed(table)} AND ({coordinates(table)} OR {own})"),
        )
