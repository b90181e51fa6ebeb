from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .entry import INSTITUTIONS, narrowed

_TABLE = "journal_promotion"
_OWN = f"{_TABLE}.contributor_id = ANY ({INSTITUTIONS})"
_OF_SEEN = (
    f"EXISTS (SELECT FROM journal_contact c WHERE c.id = {_TABLE}.contact_id "  # noqa: S608 - names of ours
    f"AND c.contributor_id = {_TABLE}.contributor_id) "
    f"AND EXISTS (SELECT FROM access_dossier d WHERE d.id = {_TABLE}.case_dossier_id)"
)


class Promotion(DossierRecord):
    """An informal contact became a case; only the institution that logged the contact knows of it."""

    protection: ClassVar[Protection] = protected("work", app="si")

    contact = models.OneToOneField("journal.Contact", models.PROTECT, related_name="promotion")
    case_dossier = models.ForeignKey("access.Dossier", models.PROTECT, related_name="+")
    promoted_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="promotion_dossier")]

    def __str__(self) -> str:
        return str(self.promoted_on)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Of the own institution; written for an own contact and a case that is seen."""
        extra = {"SELECT": _OWN, "INSERT": _OF_SEEN}
        inherited = (policy for policy in super().row_policies() if policy.command in extra)
        return tuple(narrowed(policy, extra[policy.command]) for policy in inherited)
