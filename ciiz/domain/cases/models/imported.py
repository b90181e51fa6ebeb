from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class ImportedRow(DossierRecord):
    """A row of a spreadsheet that has become a case of its institution, recognised by keyed digests of its content.

    `content` is the same for the same content, `identity` for the same person, institution and day of referral.
    """

    protection: ClassVar[Protection] = protected("basic", app="si")

    content = models.CharField(max_length=64)
    identity = models.CharField(max_length=64)
    imported_on = models.DateField()
    imported_by = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["dossier"], name="importedrow_dossier"),
            models.Index(fields=["contributor", "identity"], name="importedrow_identity"),
        ]
        constraints = [models.UniqueConstraint(fields=["contributor", "content"], name="importedrow_once")]

    def __str__(self) -> str:
        return str(self.imported_on)
