"""How long something may take, and when that time is over."""

from calendar import monthrange
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays as calendars

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


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The public holidays of a canton, and the days that it names besides; a code that is no canton has none."""

    canton: str
    besides: tuple[date, ...] = ()

    def __contains__(self, day: object) -> bool:
        return day in self.besides or (isinstance(day, date) and day in _public(self.canton, day.year))


@cache
def _public(canton: str, year: int) -> frozenset[date]:
    if canton not in calendars.list_supported_countries()["CH"]:
        return frozenset()
    return frozenset(calendars.country_holidays("CH", subdiv=canton, years=year))


def ends_on(term: Term, since: date, *, holidays: Container[date] = ()) -> date:
    """The last day of a term that counts from `since`."""
    if term.working:
        return _working_days(since, term.days, holidays)
    return _add_months(since, term.months) + timedelta(days=term.days)


def months_before(day: date, number: int) -> date:
    """The same day some months earlier, or the last of that month."""
    return _add_months(day, -number)


def _add_months(day: date, number: int) -> date:
    """The same day some months later, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _working_days(day: date, number: int, holidays: Container[date]) -> date:
    while number:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            number -= 1
    return day
