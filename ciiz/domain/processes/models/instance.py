from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.foundation.db.protection import Protection, protected


class Instance(DossierRecord):
    """Where one case stands in one process; stays on its version until it is moved.

    `state` is the engine's state, `entered` the day on which each waiting step was reached. Who sees
    the case and whose turn it can be moves it on (`cases_takes_turn`).
    """

    protection: ClassVar[Protection] = protected("basic", shared=True)

    definition = models.ForeignKey("processes.Definition", models.PROTECT, related_name="+")
    process = models.CharField(max_length=20)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    state = models.JSONField(default=dict)
    entered = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "process"],
                condition=Q(ended_on__isnull=True),
                name="instance_one_running",
                violation_error_message=_("This process is running for this case already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="instance_ends_after_start",
                violation_error_message=_("The end lies before the start."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.started_on}"


def depths(instances: Iterable[Instance]) -> dict[UUID, int]:
    """How deep each process of a case was called, by id; what calls nothing else here is the deepest."""
    parent = {row.id: row.parent_id for row in instances}
    found = {}
    for key, caller in parent.items():
        found[key], above = 0, caller
        while above in parent:
            found[key], above = found[key] + 1, parent[above]
    return found
