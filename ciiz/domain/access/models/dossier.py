from datetime import date
from typing import ClassVar

from django.db import models

from ciiz.foundation.db.gather import Gatherable
from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from .. import rules


class Dossier(Record):
    """The securable: everything that is known of one episode of one person hangs on it."""

    protection: ClassVar[Protection] = protected(own_rule=True, app="si")

    canton = models.ForeignKey("organisations.Canton", models.PROTECT, related_name="+")
    opened_on: models.DateField[date, date] = models.DateField()

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Seen through any grant."""
        return rules.DOSSIER


class DossierRow(Gatherable):
    """Base of every protected row: which dossier it belongs to and which institution contributes it.

    Each table has one index that begins with the dossier, and names it itself; nothing is found by contributor.
    """

    protection: ClassVar[Protection]

    dossier = models.ForeignKey("access.Dossier", models.PROTECT, related_name="+", editable=False, db_index=False)
    contributor = models.ForeignKey(
        "organisations.Institution", models.PROTECT, related_name="+", editable=False, db_index=False
    )

    class Meta:
        abstract = True

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Seen through the grants of dossier, category and contributor."""
        return rules.dossier_record(cls._meta.db_table, cls.protection)


class DossierRecord(DossierRow, Record):
    """A protected row with an identifier of its own."""

    class Meta:
        abstract = True
