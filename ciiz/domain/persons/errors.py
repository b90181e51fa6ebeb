"""Refusals of the context."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Conflict, DomainError


class InvalidAhvNumber(DomainError):
    """Wrong length, prefix or check digit."""

    code = "ahv_number"
    message = _("This AHV number is not valid: please compare it with the insurance card (756.xxxx.xxxx.xx).")


class BornInFuture(DomainError):
    """A birth date after today."""

    code = "born_in_future"
    message = _("The date of birth lies in the future.")


class BornTooLongAgo(DomainError):
    """A birth date more than 120 years back: nearly always a slip."""

    code = "born_too_long_ago"
    message = _("The date of birth lies more than 120 years back.")


class NameMissing(DomainError):
    """A person without a family name or given names."""

    code = "name_missing"
    message = _("Family name and given names are needed.")


class UnknownCode(DomainError):
    """A value that is not in its list: country, language, code of an aspect."""

    code = "unknown_code"
    message = _("“%(value)s” is not in the list.")


class PercentOutOfRange(DomainError):
    """A work capacity below 0 or above 100 percent."""

    code = "percent"
    message = _("Work capacity lies between 0 and 100 percent.")


class DayInFuture(DomainError):
    """A day on which something was noted or judged, after today."""

    code = "day_in_future"
    message = _("This day lies in the future.")


class BeforeBirth(DomainError):
    """A registration that began before the person was born."""

    code = "before_birth"
    message = _("This day lies before the date of birth.")


class EndBeforeStart(DomainError):
    """An end before the start."""

    code = "end_before_start"
    message = _("The end lies before the start.")


class SavedMeanwhile(Conflict):
    """Somebody else saved in between; `current` holds what the database has now, to be shown beside the own entries."""

    code: ClassVar[str] = "conflict"

    def __init__(self, current: Any) -> None:
        super().__init__()
        self.current = current
