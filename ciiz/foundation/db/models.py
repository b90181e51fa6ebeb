"""Base classes of all tables."""

import uuid
from typing import ClassVar

from django.db import models

from .gather import Gatherable
from .ids import uuid7
from .protection import Protection


class Record(Gatherable):
    """A row with an unguessable identifier made by the application, so that no INSERT needs RETURNING."""

    protection: ClassVar[Protection]

    id: models.UUIDField[uuid.UUID, uuid.UUID] = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True
