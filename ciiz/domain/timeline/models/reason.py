from typing import ClassVar

from django.db import models

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.access.rules import INSTITUTIONS, seen
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected


class Reason(DossierRecord):
    """Why something happened: a code of the canton's lists, for those who manage the case and for who said it.

    The event itself stands with the basic data and does not say why.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, app="si")

    event = models.OneToOneField("timeline.Event", models.PROTECT, related_name="why", editable=False)
    code = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.code

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """Read by few; said by everybody who tells the event, also by who sees basic data only."""
        table = cls._meta.db_table
        basic = seen(table, "'basic'")
        said = f"{table}.contributor_id = ANY ({INSTITUTIONS}) AND {basic}"
        return tuple(
            Policy(one.name, one.command, using=one.using, check=said) if one.command == "INSERT" else one
            for one in super().row_policies()
        )
