from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.organisations.enums import CaseForm
from ciiz.foundation.db.protection import Protection, protected

from ..enums import Occasion


class IizCheck(DossierRecord):
    """The one-minute check at a new mandate or marked change; kept also when no IIZ is indicated (source 003).

    `criteria` is a list of {"code", "met"}; `definition` names the version of the criteria they belong to.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, app="si")

    occasion = models.CharField(max_length=10, choices=Occasion)
    definition = models.CharField(max_length=20)
    criteria = models.JSONField(default=list)
    indicated = models.CharField(max_length=12, choices=CaseForm)
    done_on = models.DateField()
    done_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier", "done_on"], name="check_dossier")]

    def __str__(self) -> str:
        return f"{self.get_indicated_display()} {self.done_on}"

    @property
    def met(self) -> list[str]:
        """Codes of the criteria that hold."""
        return [str(entry["code"]) for entry in self.criteria if entry["met"]]
