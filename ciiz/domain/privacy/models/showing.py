from typing import ClassVar

from django.db import models
from django.db.models import Q

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected

from ..enums import KeptBack


class Showing(DossierRecord):
    """Whether the person sees a document on their page; the latest row of a document holds.

    What is kept back has its reason, which the person reads. Who filed the document says so.
    """

    protection: ClassVar[Protection] = protected("basic", app="si")

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="+", editable=False)
    shown = models.BooleanField()
    why = models.CharField(max_length=15, choices=KeptBack, blank=True, default="")
    said_on = models.DateField()
    said_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+", editable=False)

    class Meta:
        indexes = [models.Index(fields=["dossier", "document", "-id"], name="showing_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown=True, why="") | Q(shown=False) & ~Q(why=""), name="showing_kept_back_has_reason"
            )
        ]

    def __str__(self) -> str:
        return self.why or "shown"
