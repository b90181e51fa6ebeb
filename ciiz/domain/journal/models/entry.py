from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category, DossierRecord
from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection, protected

from ..enums import EntryKind, Visibility

_TABLE = "journal_entry"
INSTITUTIONS = "(SELECT nullif(current_setting('ciiz.institutions', true), '')::bigint[])::bigint[]"
_OWN = f"{_TABLE}.contributor_id = ANY ({INSTITUTIONS})"
_READABLE = f"({_TABLE}.visibility = 'team' OR {_OWN})"


def author(table: str) -> str:
    """The row stands in the name of whoever acts."""
    return f"'membership:' || {table}.author_id = (SELECT current_setting('ciiz.actor', true))"


_AUTHOR = author(_TABLE)

CATEGORIES = (Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE)
"""What an entry can be about; never basic data, which more people see than the case team."""


class Entry(DossierRecord):
    """One entry of the journal: what happened, when, how long it took, for whom it is."""

    protection: ClassVar[Protection] = protected(column="category", app="siu")

    author = models.ForeignKey("organisations.Membership", models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, choices=[(c.value, c.label) for c in CATEGORIES])
    visibility = models.CharField(max_length=4, choices=Visibility, default=Visibility.TEAM)
    kind = models.CharField(max_length=10, choices=EntryKind)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(max_length=10_000)
    employer = models.CharField(max_length=120, blank=True, default="")
    withheld = models.BooleanField(default=False)
    withheld_reason = models.CharField(max_length=300, blank=True, default="")
    step = models.CharField(max_length=20, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["dossier", "-occurred_on", "-id"], name="journal_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=[c.value for c in CATEGORIES]),
                name="journal_category_not_basic",
                violation_error_message=_("Choose what the entry is about: work, social situation, health or finance."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__lte=1440),
                name="journal_minutes_within_a_day",
                violation_error_message=_("An entry takes at most one day."),
            ),
            models.CheckConstraint(
                condition=Q(withheld=False) | ~Q(withheld_reason=""),
                name="journal_withheld_has_reason",
                violation_error_message=_("Say why the note is withheld from the person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.occurred_on}"

    @classmethod
    def row_policies(cls) -> tuple[Policy, ...]:
        """As every protected row; besides, an own entry is absent for others and only the author changes one."""
        extra = {"SELECT": _READABLE, "UPDATE": _AUTHOR, "INSERT": _AUTHOR}
        inherited = (policy for policy in super().row_policies() if policy.command in extra)
        return tuple(narrowed(policy, extra[policy.command]) for policy in inherited)


def narrowed(policy: Policy, condition: str) -> Policy:
    """The same policy, for fewer rows."""
    return replace(
        policy,
        using=policy.using and f"({policy.using}) AND {condition}",
        check=policy.check and f"({policy.check}) AND {condition}",
    )
