from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .entry import author, narrowed

_TABLE = "journal_agreed"


class Agreed(DossierRecord):
    """One line of the short plan of a network case: for which goal somebody does what until when.

    No process, no signature; it is a task of whoever does it (`tasks`, by the subject), and done when that is.
    """

    protection: ClassVar[Protection] = protected("work", app="si")

    author = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    goal = models.CharField(max_length=200)
    text = models.CharField(max_length=300)
    membership = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    due_on = models.DateField()
    noted_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="agreed_dossier")]

    def __str__(self) -> str:
        return str(self.due_on)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """As every protected row; written by its author."""
        inherited = (policy for policy in super().row_policies() if policy.command in ("SELECT", "INSERT"))
        return tuple(narrowed(policy, author(_TABLE)) if policy.command == "INSERT" else policy for policy in inherited)
