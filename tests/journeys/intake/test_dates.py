"""Days as offices write them."""

from datetime import date, datetime

import pytest

from ciiz.foundation.sheets import Cell
from ciiz.journeys.intake.dates import day_comes_first, read_date
from ciiz.journeys.intake.defects import Unreadable

DAY = date(1980, 2, 3)


@pytest.mark.parametrize(
    "cell",
    [
        "3.2.1980",
        "03.02.1980",
        "1980-02-03",
        "3. 2. 1980",
        "03-02-1980",
        " 03.02.1980 ",
        "1980/02/03",
        "1980.2.3",
        "19800203",
        "03021980",
        19800203,
        "3. Februar 1980",
        "3 février 1980",
        "3 febbraio 1980",
        "3 Feb. 1980",
        "3rd February 1980",
        "1980-02-03T00:00:00",
        "1980-02-03 00:00:00.000",
        "03.02.1980 00:00",
        29254,
        29254.0,
        "29254",
        DAY,
        datetime(1980, 2, 3, 12),  # noqa: DTZ001 - cells know no zone
    ],
)
def test_a_day_is_read_in_every_usual_writing(cell: Cell) -> None:
    assert read_date(cell.strip() if isinstance(cell, str) else cell) == DAY


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("25/12/1979", date(1979, 12, 25)),
        ("12-25-1979", date(1979, 12, 25)),
        ("5/5/1979", date(1979, 5, 5)),
        ("20121979", date(1979, 12, 20)),
        ("31.12.2999", date(2999, 12, 31)),
    ],
)
def test_a_day_is_read_where_only_one_reading_is_possible(cell: str, day: date) -> None:
    assert read_date(cell) == day


def test_a_column_with_a_day_above_twelve_says_how_its_others_are_read() -> None:
    assert day_comes_first(["25/12/1979", "03/02/1980", None, 5])
    assert not day_comes_first(["03/02/1980", "25.12.1979"])
    assert not day_comes_first(["25/12/1979", "12/25/1979"])
    assert read_date("03/02/1980", day_first=True) == DAY


@pytest.mark.parametrize("cell", ["03/02/1980", "3.2.80", "03/02/80", "80-02-03"])
def test_what_can_be_two_days_is_ambiguous(cell: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_date(cell)
    assert unreadable.value.code == "date_ambiguous"


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x",
        "31.2.1980",
        "29.2.1981",
        "0.1.1980",
        "1.1.0080",
        "31.12.1899",
        "1.1.3000",
        "1980",
        1980,
        3,
        -5,
        1e300,
        True,
        float("inf"),
        "3. Brumaire 1980",
        "²²²²²²²²",
        "99999999",
        "12345678901234",
        "02.1980",
    ],
)
def test_what_is_no_day_is_invalid(cell: Cell) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_date(cell)
    assert unreadable.value.code == "date_invalid"


def test_with_dashes_the_day_comes_first_unless_the_file_says_otherwise() -> None:
    assert read_date("03-02-1980") == DAY
    with pytest.raises(Unreadable):
        read_date("03-02-1980", day_first=day_comes_first(["12-25-1979", "03-02-1980"]))
