from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class NameToken(DossierRecord):
    """A normalised word of the person's name, for search by ranges; written by triggers from `Person.tokens`."""

    protection: ClassVar[Protection] = protected("basic", app="s")

    token = models.CharField(max_length=60, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["dossier"], name="nametoken_dossier"),
            models.Index(fields=["token", "dossier"], name="nametoken_search"),
        ]

    def __str__(self) -> str:
        return self.token
