from typing import ClassVar

from django.db import models

from ciiz.foundation.db.protection import Protection, protected

from .held import Held, rules


class Goal(Held):
    """A goal that the person and the case manager agreed on."""

    protection: ClassVar[Protection] = protected(column="category", shared=True, app="siu")

    class Meta:
        indexes = [models.Index(fields=["dossier", "position"], name="goal_of_dossier")]
        constraints = rules("goal")

    def __str__(self) -> str:
        return self.text
