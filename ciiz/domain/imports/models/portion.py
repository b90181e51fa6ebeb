from typing import ClassVar

from django.db import models

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected


class Portion(Record):
    """Some rows of an import that wait: as many as one request imports. Empty once they have had their turn.

    Its rows are people's data: not audited, because what becomes of them is, and the rest leaves no trace.
    """

    protection: ClassVar[Protection] = protected(own_rule=True, worker="sd", audited=False)

    of = models.ForeignKey("imports.Import", models.CASCADE, related_name="portions", editable=False, db_index=False)
    number = models.PositiveIntegerField()
    rows = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="portion_in_order")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For whoever sees the import."""
        mine = "EXISTS (SELECT FROM imports_import i WHERE i.id = imports_portion.of_id)"
        return (
            Policy("read", "SELECT", using=mine),
            Policy("add", "INSERT", check=mine),
            Policy("change", "UPDATE", using=mine, check=mine),
        )
