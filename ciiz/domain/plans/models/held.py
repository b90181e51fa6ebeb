from typing import Any

from django.db import models
from django.db.models import F, Q

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.ids import uuid7

CATEGORIES = (Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE)
"""What goals and measures can be about."""


class Held(DossierRecord):
    """Base of what a plan holds: from version `since` until before version `until`.

    `line` stays the same when a later version words it anew.
    """

    line = models.UUIDField(default=uuid7, editable=False)
    since = models.PositiveSmallIntegerField()
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    category = models.CharField(
        max_length=10, choices=[(c.value, c.label) for c in CATEGORIES], default=Category.WORK.value
    )
    text = models.CharField(max_length=500)

    class Meta:
        abstract = True


def in_version(number: int) -> Q:
    """Rows that version `number` holds."""
    return Q(since__lte=number) & (Q(until__isnull=True) | Q(until__gt=number))


def rules(name: str) -> list[models.BaseConstraint]:
    """Constraints of every table of this kind."""
    wanted: dict[str, Any] = {"category__in": [c.value for c in CATEGORIES]}
    return [
        models.UniqueConstraint(fields=["dossier", "line", "since"], name=f"{name}_one_wording_a_version"),
        models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=f"{name}_until_later"),
        models.CheckConstraint(condition=Q(**wanted), name=f"{name}_category_not_basic"),
        models.CheckConstraint(condition=~Q(text=""), name=f"{name}_has_text"),
    ]
