"""How long something may take, and when that time is over."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """Days or months; working days are Monday to Friday but for holidays."""

    days: int = 0
    months: int = 0
    working: bool = False

    def __post_init__(self) -> None:
        if self.days < 0 or self.months < 0 or not (self.days or self.months):
            raise ValueError(f"a term is at least one day or one month long, not {self.days or self.months}")


def ends_on(term: Term, since: date, *, holidays: Collection[date] = ()) -> date:
    """The last day of a term that counts from `since`."""
    if term.working:
        return _working_days(since, term.days, holidays)
    return _add_months(since, term.months) + timedelta(days=term.days)


def _add_months(day: date, number: int) -> date:
    """The same day some months later, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _working_days(day: date, number: int, holidays: Collection[date]) -> date:
    while number:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            number -= 1
    return day
