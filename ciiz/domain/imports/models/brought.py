from typing import ClassVar

from django.db import models
from django.utils import timezone

from ciiz.foundation.db.models import Record
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import State

MINE = "brought_by_id = (SELECT organisations_actor())"


class Import(Record):
    """One file that somebody has brought in, with what was found in it; values in `findings` are masked.

    `ready` rows could become cases when the file was read, `tried` of them have had their turn; the other numbers
    say what became of rows.
    """

    protection: ClassVar[Protection] = protected(own_rule=True, worker="sud", audited=False)

    brought_by = models.ForeignKey(
        "organisations.Membership", models.PROTECT, related_name="+", editable=False, db_index=False
    )
    brought_at = models.DateTimeField(default=timezone.now)
    file_name = models.CharField(max_length=110)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    rows = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()
    imported = models.PositiveIntegerField(default=0)
    there = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    tried = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["brought_by", "-brought_at"], name="import_mine")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def waits(self) -> bool:
        """Rows of it could still become cases."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def left(self) -> int:
        """How many rows are still to be imported."""
        return self.ready - self.tried if self.waits else 0

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """For the one who brought it."""
        return (
            Policy("read", "SELECT", using=MINE),
            Policy("add", "INSERT", check=MINE),
            Policy("change", "UPDATE", using=MINE, check=MINE),
        )
