from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import ConcernKind, Outcome


class Concern(DossierRecord):
    """What the person concerned wants, said on their page (`by_page`) or noted by somebody, and what came of it.

    `due_on` is the last day to answer; feedback has none.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, shared=True, app="siu")

    kind = models.CharField(max_length=10, choices=ConcernKind)
    words = models.TextField(max_length=4_000, blank=True, default="")
    said_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    by_page = models.BooleanField(default=False)
    due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True, default="")
    answer = models.TextField(max_length=4_000, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-said_on"], name="concern_dossier"),
            models.Index(fields=["said_on"], name="concern_unanswered", condition=Q(answered_on__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ConcernKind.ACCESS) | ~Q(words=""), name="concern_says_what_is_wanted"
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True, outcome="", answer="")
                | Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(outcome=""),
                name="concern_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.REFUSED, Outcome.PARTLY]) | ~Q(answer=""),
                name="concern_refused_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.said_on}"
