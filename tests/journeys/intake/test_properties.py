"""What holds for any sheet."""

import json
import time
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import ean

from ciiz.foundation.sheets import CellError, Flaw, Row, Sheet
from ciiz.journeys.intake import Severity, parse
from tests.journeys.intake.sheets import GOOD, INSTITUTIONS, TODAY, resolve, table, take

NAMES = [*GOOD, "Konto", "", "Name Vorname", "Kriterium 2", "Partner 2", "PLZ/Ort", "Ausweis", "Dispositiv", "Santé"]
anything = (
    st.none()
    | st.text(max_size=30)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas(timedelta(-9), timedelta(9))
    | st.builds(CellError, st.sampled_from(["#REF!", "=", "#?"]))
    | st.sampled_from(list(GOOD.values()))
    | st.sampled_from([*INSTITUTIONS, "3/2/1980", "50%", "7.57E+12", "ja", "nein", "unbekannt"])
)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    header = draw(st.lists(st.sampled_from(NAMES) | st.text(max_size=10), min_size=1, max_size=30))
    rows = draw(st.lists(st.lists(anything, min_size=len(header), max_size=len(header)), min_size=1, max_size=5))
    flaws = st.sampled_from([None, None, None, *Flaw])
    return Sheet("csv", tuple(header), 1, tuple(Row(n, tuple(row), draw(flaws)) for n, row in enumerate(rows, 2)))


@settings(max_examples=200, deadline=None)
@given(sheets())
def test_nothing_is_lost_whatever_the_cells_hold(sheet: Sheet) -> None:
    intake = parse(sheet, TODAY, resolve)
    taken = [row.line for row in intake.referrals]
    assert sorted(taken + intake.refused_lines) == [row.line for row in sheet.rows]
    json.dumps(intake.as_dict())


rows_of_good_values = st.fixed_dictionaries({name: st.just(cell) | anything for name, cell in GOOD.items()})


@settings(max_examples=100, deadline=None)
@given(rows_of_good_values, st.randoms(use_true_random=False))
def test_shuffled_columns_change_neither_hashes_nor_defects(row: dict[str, Any], random: Random) -> None:
    header = list(row)
    random.shuffle(header)
    one, other = take(row), parse(table(row, header=header), TODAY, resolve)
    assert [(r.content_hash, r.identity_hash) for r in one.referrals] == [
        (r.content_hash, r.identity_hash) for r in other.referrals
    ]
    assert {d.code for d in one.defects} == {d.code for d in other.defects}


@given(st.dates(date(1960, 1, 1), date(2008, 1, 1)), st.integers(0, 10**9 - 1))
def test_the_hash_does_not_depend_on_how_dates_and_numbers_are_written(birth: date, number: int) -> None:
    digits = f"756{number:09d}"
    digits += ean.calc_check_digit(digits)
    dotted = f"{digits[:3]}.{digits[3:7]}.{digits[7:11]}.{digits[11:]}"
    moment = datetime(birth.year, birth.month, birth.day)  # noqa: DTZ001 - cells know no zone
    written = [(f"{birth.day}.{birth.month}.{birth.year}", dotted), (birth.strftime("%d.%m.%Y"), digits)]
    written += [(birth.isoformat(), int(digits)), (moment, dotted), (birth, digits)]  # type: ignore[list-item]
    hashes = {
        row.content_hash
        for day, ahv in written
        for row in take(GOOD | {"Geburtsdatum": day, "AHV-Nr.": ahv, "Meldedatum": "31.5.2026"}).referrals
    }
    assert len(hashes) == 1


def test_ten_thousand_rows_are_read_in_less_than_ten_seconds() -> None:
    rows = [GOOD | {"AHV-Nr.": None, "Name": f"Name{n}a"} for n in range(10_000)]
    start = time.process_time()
    intake = take(*rows)
    assert time.process_time() - start < 10
    assert len(intake.referrals) == 10_000
    assert not [defect for defect in intake.defects if defect.severity is Severity.REFUSED]
