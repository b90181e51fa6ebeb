from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import DossierRecord
from ciiz.domain.access.rules import INSTITUTIONS, seen
from ciiz.domain.organisations.enums import OTHER
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected


class Reason(DossierRecord):
    """Why something happened: a code of the canton's lists, for those who manage the case and for who said it.

    What no code of the list says is said in `words`. The event itself stands with the basic data and does not say why.
    """

    protection: ClassVar[Protection] = protected("basic", managed=True, app="si")

    event = models.OneToOneField("timeline.Event", models.PROTECT, related_name="why", editable=False)
    code = models.CharField(max_length=40)
    words = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="reason_dossier")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code=OTHER) | ~Q(words=""),
                name="reason_other_is_worded",
                violation_error_message=_("Say in words what no choice of the list says."),
            ),
        ]

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
