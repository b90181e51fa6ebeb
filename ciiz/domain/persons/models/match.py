from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .. import rules
from ..enums import MatchOutcome


class Match(DossierRecord):
    """Two dossiers of one canton hold the same AHV number for different persons; found by the worker.

    Only the coordination of either dossier sees it, and decides what it means. `audience` and `other_audience` are the
    region, theme or office that looked after each when it was found: whom the other side can call.
    """

    protection: ClassVar[Protection] = protected(own_rule=True, app="su", worker="si")

    other = models.ForeignKey("access.Dossier", models.PROTECT, related_name="+", editable=False)
    audience = models.ForeignKey("access.Audience", models.PROTECT, related_name="+", editable=False, db_index=False)
    other_audience = models.ForeignKey(
        "access.Audience", models.PROTECT, related_name="+", editable=False, db_index=False
    )
    found_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=MatchOutcome, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        "organisations.Membership", models.PROTECT, null=True, related_name="+", db_index=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "other"], name="match_once_a_pair"),
            models.CheckConstraint(condition=Q(dossier__lt=F("other")), name="match_in_one_order"),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True, decided_by__isnull=True)
                | ~Q(outcome="") & Q(decided_on__isnull=False, decided_by__isnull=False),
                name="match_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def sides(self) -> Iterator[tuple[UUID, int]]:
        """Each dossier with the audience that looks after it."""
        yield self.dossier_id, self.audience_id
        yield self.other_id, self.other_audience_id

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For the coordination of either dossier."""
        return rules.MATCH
