"""A value or the reason for its absence: one pattern for all descriptive fields.

A model that inherits `Described` names its descriptive columns in `described`; where such a column is empty, `absent`
holds the reason under the column's name. `value_or_reason` makes the database insist on exactly one of the two.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from .enums import Absence


class Described(models.Model):
    """Base of models whose descriptive columns hold a value or a reason."""

    described: ClassVar[tuple[str, ...]] = ()

    absent = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def describe(self, told: Mapping[str, Any]) -> None:
        """Sets descriptive columns; an `Absence` stands for no value, an empty value for "not asked"."""
        for name in self.described:
            if name not in told:
                continue
            value = told[name]
            field = self._meta.get_field(name)
            reason = None
            if isinstance(value, Absence):
                reason = value
            elif value in (None, "", [], ()):
                reason = Absence.NOT_ASKED
            if reason is None:
                setattr(self, name, value)
                self.absent.pop(name, None)
            else:
                setattr(self, name, empty_value(field))
                self.absent[name] = reason.value

    def describe_rest(self) -> None:
        """Whatever has neither value nor reason was not asked."""
        self.describe(
            {name: None for name in self.described if name not in self.absent and not _filled(getattr(self, name))}
        )

    def told(self, name: str) -> Any:
        """The value, or the `Absence` that explains why there is none."""
        reason = self.absent.get(name)
        return Absence(reason) if reason else getattr(self, name)


def empty_value(field: Any) -> Any:
    """What an empty column holds: nothing, an empty text, an empty list."""
    if field.null:
        return None
    return field.get_default()


def _filled(value: Any) -> bool:
    return value not in (None, "", [], ())


def value_or_reason(prefix: str, **empties: Any) -> list[models.BaseConstraint]:
    """Constraints: each named column is filled, or `absent` says why not; never both (`empties`: its empty value)."""
    constraints: list[models.BaseConstraint] = []
    for name, empty in empties.items():
        nothing = Q(**{f"{name}__isnull": True}) if empty is None else Q(**{name: empty})
        reason = Q(absent__has_key=name)
        constraints.append(
            models.CheckConstraint(
                condition=(nothing & reason) | (~nothing & ~reason), name=f"{prefix}_{name}_value_or_reason"
            )
        )
    return constraints
