from typing import ClassVar

from django.db import models

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.protection import TECHNICAL, Protection


class IdentityDigest(Record):
    """Keyed digest of an AHV number, by which the worker alone finds the same person in two dossiers.

    Pages may add a row and read none, so the typist cannot learn from it whether somebody is known elsewhere.
    """

    protection: ClassVar[Protection] = TECHNICAL.but(app="i", worker="siud")

    person = models.ForeignKey("persons.Person", models.CASCADE, related_name="+", db_index=False)
    digest = models.CharField(max_length=64, db_index=True)
