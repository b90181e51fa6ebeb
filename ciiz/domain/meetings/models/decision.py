from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class Decision(DossierRecord):
    """What an item decided: who does it until when; it is a task of theirs (`tasks`, by the subject)."""

    protection: ClassVar[Protection] = protected(column="category", app="si")

    item = models.ForeignKey("meetings.AgendaItem", models.PROTECT, related_name="decisions")
    category = models.CharField(max_length=10, choices=Category)
    text = models.TextField(max_length=2000)
    membership = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    due_on = models.DateField()
    noted_on = models.DateField()
    noted_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="decision_dossier")]

    def __str__(self) -> str:
        return str(self.due_on)
