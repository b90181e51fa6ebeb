from typing import ClassVar

from django.db import models
from django.utils import timezone

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.domain.access.rules import for_coordination
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .reason import Reason

RESERVED = ("match_found", "match_decided")
"""Facts that only the coordination reads: others must not learn from them that a person is known elsewhere."""


class Event(DossierRecord):
    """A domain fact: kind, day, actor, basis, process step; `corrects` names the event that it replaces."""

    protection: ClassVar[Protection] = protected(column="category", app="si", worker="si")

    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=10, choices=Category, default=Category.BASIC)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey("organisations.Membership", models.PROTECT, null=True, related_name="+")
    legal_basis = models.CharField(max_length=20, blank=True, default="")
    step = models.CharField(max_length=20, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    codes = models.JSONField(default=dict)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "occurred_on", "recorded_at"], name="event_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"

    @property
    def reason(self) -> str:
        """Why it happened, as a code; empty if nobody said so, or if it is not open to the reader."""
        why: Reason | None = getattr(self, "why", None)
        return why.code if why is not None else ""

    @property
    def words(self) -> str:
        """The same in words, where no code said it."""
        why: Reason | None = getattr(self, "why", None)
        return why.words if why is not None else ""

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Like every row of a dossier, but for the facts that are the coordination's."""
        return for_coordination(cls._meta.db_table, super().row_policies(), RESERVED)
