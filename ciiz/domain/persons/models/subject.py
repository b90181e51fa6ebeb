from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class Subject(DossierRecord):
    """Whom a dossier is about; inserted before its person, so that the person's policy has something to see.

    It never changes: that a dossier turns out to be somebody else's is a matter for the worker.
    """

    protection: ClassVar[Protection] = protected("basic", app="si")

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="subjects", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier"], name="subject_one_person_per_dossier")]
