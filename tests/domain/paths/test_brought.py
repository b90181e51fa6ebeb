"""Event logs from elsewhere: recognised whatever their columns, counted as plain Python does, faults named by row."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciiz.domain.paths import brought, columns
from ciiz.domain.paths.brought import Refused, read
from ciiz.domain.paths.counting import Passage, count, followed

DAY = date(2026, 3, 2)
LOG = """case,activity,time,person,institution
1,Intake,2026-03-02,Ada,RAV
1,Talk,2026-03-06,Ada,RAV
1,Talk,2026-03-08,Ben,SMZ
1,Close,2026-03-18,Cyd,RAV
2,Intake,2026-03-03,Ada,RAV
2,Close,2026-03-04,Ada,RAV
"""
WRITTEN: Sequence[Callable[[date], str]] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day:%d/%m/%Y} 07:05",
    lambda day: f"{day.isoformat()}T10:20:30.123+01:00",
)
texts = st.text("ABCabc019äöüéèàç=+-@\"';,.<>&", min_size=1, max_size=8)
events = st.lists(
    st.tuples(st.integers(1, 4), texts, st.integers(0, 400), texts, st.sampled_from(["", "RAV", "SMZ", "Büro"])),
    min_size=1,
    max_size=30,
)


def table(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A file of these rows."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue().encode(encoding)


def figures(content: str | bytes, offices: Sequence[str] = ()) -> dict[tuple[str, str, str], list[Any]]:
    """The figures of a log by their key."""
    told = read(content if isinstance(content, bytes) else content.encode(), offices)
    return {(what, code, other): rest for what, code, other, *rest in told["figures"]}


def faults(*rows: str) -> list[tuple[int, str, str, str]]:
    """What is wrong with rows below a sound one."""
    found = read("\n".join(["case;activity;time;start", "1;A;2026-01-01;", *rows]).encode(), ())
    assert found["more"] == 0
    assert found["events"] == 1
    return list(found["problems"])


def test_steps_times_loops_and_hand_overs_are_counted() -> None:
    told = figures(LOG)
    assert told["step", "Intake", ""] == [2, 2, None, None]
    assert told["step", "Talk", ""] == [2, 1, 2, 4]
    assert told["step", "Close", ""] == [2, 2, 1, 10]
    assert told["again", "Talk", ""] == [1, 1, None, None]
    assert told["person", "", ""] == [2, 1, None, None]
    assert told["handing", "RAV", "SMZ"] == [1, 1, None, None]
    assert told["back", "", ""] == [1, 1, None, None]
    assert told["returning", "SMZ", "RAV"] == [1, 1, None, None]


def test_what_followed_what_has_a_beginning_and_an_end() -> None:
    told = read(LOG.encode(), ())
    found = {(before, after): number for before, after, number, *_rest in told["followed"]}
    assert found == {
        ("", "Intake"): 2,
        ("Intake", "Talk"): 1,
        ("Talk", "Talk"): 1,
        ("Talk", "Close"): 1,
        ("Intake", "Close"): 1,
        ("Close", ""): 2,
    }
    assert told["order"] == ["Intake", "Talk", "Close"]


@given(
    events,
    st.permutations(range(5)),
    st.tuples(st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "latin-1"])),
    st.sampled_from(WRITTEN),
    st.sampled_from(
        [
            ("case", "activity", "time", "person", "institution"),
            ("Fall-Nr.", "Schritt", "Erledigt am", "Zuständig", "Amt"),
            ("Numéro de cas", "Étape", "Date", "Responsable", "Organisme"),
            ("Numero del caso", "Attività", "Data", "Responsabile", "Istituzione"),
            ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "org:group"),
            ("CASE_ID", "Activity_Name", "Complete Timestamp", "Resource", "Organisation"),
        ]
    ),
)
def test_a_log_says_the_same_however_it_is_written(
    drawn: list[tuple[int, str, int, str, str]],
    order: list[int],
    form: tuple[str, str],
    written: Callable[[date], str],
    headings: Sequence[str],
) -> None:
    rows = [
        (f"n{case}", step, written(DAY + timedelta(days=days)), person, "" if held == "Büro" else held)
        for case, step, days, person, held in drawn
    ]
    mixed = [[row[place] for place in order] for row in [headings, *rows]]
    told = read(table(mixed, *form), ["Büro"])
    passages, last = [], dict[int, date]()
    for case, step, days, person, held in sorted(drawn, key=lambda one: one[2]):
        on = DAY + timedelta(days=days)
        holder = "" if held == "Büro" else held
        completed = case in last
        passages.append(Passage(case, step, last.get(case, on), on, person, holder, completed=completed))
        last[case] = on
    assert told["problems"] == []
    assert {(what, code, other): rest for what, code, other, *rest in told["figures"]} == {
        key: [one.number, one.cases, one.middle, one.ninth] for key, one in count(passages).items()
    }
    assert told["order"] == followed(passages).order


def test_every_heading_is_known_as_it_is_compared() -> None:
    assert [heading for heading in columns.KNOWN if columns.plain(heading) != heading] == []
    names = [heading for headings in columns.HEADINGS.values() for heading in headings]
    assert len(names) == len(set(names))


def test_of_two_columns_that_say_the_same_one_is_read_wherever_it_stands() -> None:
    one = figures("case,activity,date,timestamp\n1,A,2020-01-01,2026-01-01\n1,B,2020-01-01,2026-01-05\n")
    other = figures("timestamp,date,case,activity\n2026-01-01,2020-01-01,1,A\n2026-01-05,2020-01-01,1,B\n")
    assert one == other
    assert one["step", "B", ""][2] == 4


def test_the_time_at_which_a_step_was_reached_counts_where_it_is_there() -> None:
    told = figures("case,activity,time,entered\n1,A,2026-01-10,2026-01-01\n1,B,2026-01-12,\n")
    assert told["step", "A", ""][2] == 9
    assert told["step", "B", ""][2] == 2


def test_rows_stand_in_the_order_of_time_whatever_that_of_the_file() -> None:
    head, *rows = LOG.splitlines()
    assert figures("\n".join([head, *reversed(rows)])) == figures(LOG)


def test_a_moment_elsewhere_is_one_of_the_clock_in_switzerland() -> None:
    told = figures("case,activity,time\n1,A,2026-01-01T08:00\n1,B,2026-01-01T23:30:00Z\n")
    assert told["step", "B", ""][2] == 1


def test_steps_that_were_not_left_yet_are_not_counted_and_cut_off_ones_count_no_days() -> None:
    log = "case,activity,time,lifecycle:transition\n1,A,2026-01-01,start\n"
    log += "1,A,2026-01-02,complete\n1,B,2026-01-05,ate_abort\n"
    told = read(log.encode(), ())
    assert told["underway"] == 1
    assert [row[3:] for row in told["figures"] if row[0] == "step"] == [[1, 1, None, None], [1, 1, None, None]]


def test_steps_of_the_office_are_no_hand_overs() -> None:
    assert ("handed", "", "") in figures(LOG)
    assert ("handed", "", "") not in figures(LOG, ["smz"])


def test_formulas_are_text() -> None:
    told = figures('case,activity,time\n1,"=HYPERLINK(""http://x"")",2026-01-01\n')
    assert ("step", '=HYPERLINK("http://x")', "") in told


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";A;2026-01-01;", (3, "case", "missing", "")),
        ("1;;2026-01-01;", (3, "activity", "missing", "")),
        ("1;A;;", (3, "time", "missing", "")),
        ("1;A;31.2.2026;", (3, "time", "time", "31.2.2026")),
        ("1;A;yesterday;", (3, "time", "time", "yesterday")),
        ("1;A;3.2.26;", (3, "time", "time", "3.2.26")),
        ("1;A;1.1.0026;", (3, "time", "time", "1.1.0026")),
        ("1;A;9999-12-31T23:59:00Z;", (3, "time", "time", "9999-12-31T23:59:00Z")),
        ("1;A;0001-01-01T00:00:00+14:00;", (3, "time", "time", "0001-01-01T00:00:00+14:00")),
        ("1;A;2026-01-01;soon", (3, "start", "time", "soon")),
        ("1;A;2026-01-01;2026-01-02", (3, "start", "before", "2026-01-02")),
        (f"1;{'A' * 201};2026-01-01;", (3, "activity", "long", "A" * 40)),
        ('1;"A;2026-01-01;', (3, "", "broken_quotes", "")),
        ("1;A;2026-01-01;;x", (3, "", "too_many_cells", "")),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_left_out(row: str, fault: tuple[int, str, str, str]) -> None:
    assert faults(row) == [fault]


def test_the_first_faults_are_named_and_the_rest_counted() -> None:
    told = read(("case,activity,time\n1,A,2026-01-01\n" + "1,A,never\n" * 60).encode(), ())
    assert len(told["problems"]) == 50
    assert told["problems"][-1][0] == 52
    assert told["more"] == 10


@pytest.mark.parametrize(
    ("content", "code", "values"),
    [
        (b"", "empty", {}),
        (b"case,activity,time\n", "empty", {}),
        (b"a,b\n1,2\n", "headings", {"missing": ["case", "activity", "time"]}),
        (b"case,activity\n1,2\n", "headings", {"missing": ["time"]}),
        (b"case,activity,time,case\n1,A,2026-01-01,2\n", "twice", {"heading": "case"}),
        (b"%PDF-1.7 case,activity,time", "no_csv", {}),
        (b"PK\x03\x04 case,activity,time", "no_csv", {}),
        (b"case,activity,time\n" + b"\x00\x01" * 400, "no_csv", {}),
        (b"x" * (10 * 1024 * 1024 + 1), "events", {}),
    ],
)
def test_a_file_that_is_no_log_is_refused(content: bytes, code: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        read(content, ())
    assert (refused.value.code, refused.value.values) == (code, values)


def test_a_log_without_a_single_sound_row_is_refused_with_its_faults() -> None:
    with pytest.raises(Refused) as refused:
        read(b"case,activity,time\n1,A,never\n", ())
    assert refused.value.code == "nothing"
    assert refused.value.values == {"problems": [(2, "time", "time", "never")], "more": 0}


def test_more_events_than_are_counted_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brought, "MOST_EVENTS", 6)
    assert read(LOG.encode(), ())["events"] == 6
    with pytest.raises(Refused, match="events"):
        read(f"{LOG}3,Intake,2026-03-03,Ada,RAV\n".encode(), ())


@pytest.mark.parametrize("heading", ["activity", "institution"])
def test_a_column_of_which_every_value_differs_is_refused(heading: str) -> None:
    row = {"activity": "{0},2026-01-01,RAV", "institution": "A,2026-01-01,{0}"}[heading]
    rows = "\n".join(f"1,{row.format(f'n{number}')}" for number in range(201))
    with pytest.raises(Refused) as refused:
        read(f"case,activity,time,institution\n{rows}".encode(), ())
    assert refused.value.values == {"heading": heading, "number": 201, "most": 200}
