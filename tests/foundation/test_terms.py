"""When a term is over."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ciiz.foundation.terms import DaysOff, Term, ends_on


@pytest.mark.parametrize(
    ("term", "since", "end"),
    [
        (Term(days=14), date(2026, 2, 20), date(2026, 3, 6)),
        (Term(months=3), date(2025, 11, 30), date(2026, 2, 28)),
        (Term(months=3), date(2026, 10, 1), date(2027, 1, 1)),
        (Term(days=5, working=True), date(2026, 4, 2), date(2026, 4, 13)),
    ],
)
def test_a_term_ends_on_the_right_day(term: Term, since: date, end: date) -> None:
    easter = {date(2026, 4, 3), date(2026, 4, 6)}
    assert ends_on(term, since, holidays=easter) == end


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
@settings(deadline=None, derandomize=True, database=None)
def test_a_term_of_working_days_never_ends_on_a_weekend(since: date, days: int) -> None:
    end = ends_on(Term(days=days, working=True), since)
    assert end.isoweekday() < 6
    assert end - since >= timedelta(days=days)


@pytest.mark.parametrize(("canton", "day"), [("VS", 9), ("ZH", 8), ("LU", 9), ("ZZ", 8)])
def test_working_days_leave_out_the_holidays_of_the_canton(canton: str, day: int) -> None:
    end = ends_on(Term(days=2, working=True), date(2026, 12, 4), holidays=DaysOff(canton))
    assert end == date(2026, 12, day)


def test_a_canton_names_days_off_besides() -> None:
    bridge, term = date(2026, 5, 15), Term(days=1, working=True)
    ends = [ends_on(term, date(2026, 5, 13), holidays=DaysOff("VS", besides)) for besides in ((), (bridge,))]
    assert ends == [bridge, date(2026, 5, 18)]


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(1, 60), st.sampled_from(("VS", "ZH", "TI")))
@settings(deadline=None, derandomize=True, database=None)
def test_between_a_day_and_the_end_of_its_term_lie_so_many_working_days(since: date, days: int, canton: str) -> None:
    off = DaysOff(canton)
    end = ends_on(Term(days=days, working=True), since, holidays=off)
    between = (since + timedelta(days=one) for one in range(1, (end - since).days + 1))
    assert sum(day.isoweekday() < 6 and day not in off for day in between) == days
    assert end not in off


@pytest.mark.parametrize("wrong", [{}, {"days": -3}, {"months": -1}, {"days": 5, "months": -1}])
def test_a_term_is_longer_than_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Term(**wrong)
