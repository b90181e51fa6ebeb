"""When is a deadline over? Dates in, a date out."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

from .graph import Deadline

SATURDAY = 5


def due_on(deadline: Deadline, since: date, *, holidays: Collection[date] = ()) -> date:
    """The last day of a deadline that counts from `since`; working days are Monday to Friday without holidays."""
    if deadline.working_days:
        return _working_days(since, deadline.days, holidays)
    return _months(since, deadline.months) + timedelta(days=deadline.days)


def _working_days(day: date, number: int, holidays: Collection[date]) -> date:
    while number:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            number -= 1
    return day


def _months(day: date, number: int) -> date:
    """The same day some months later, or the last of that month."""
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))
