"""A long command says what it does and how far it is."""

import io

from ciiz.jobs.progress import Progress, Silent


def test_each_part_is_told_once_and_then_how_far_it_is() -> None:
    told = io.StringIO()
    assert list(Progress(told, every=0).through("playing", ["a", "b", "c", "d"])) == ["a", "b", "c", "d"]
    assert [line.strip() for line in told.getvalue().splitlines()] == [
        "playing",
        "playing: 25 %",
        "playing: 50 %",
        "playing: 75 %",
    ]


def test_what_goes_quickly_is_told_once() -> None:
    told = io.StringIO()
    assert list(Progress(told, every=60).through("playing", range(100))) == list(range(100))
    assert told.getvalue().count("playing") == 1


def test_a_terminal_that_has_gone_away_stops_nobody_s_work() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    assert list(Progress(Gone(), every=0).through("playing", [1, 2])) == [1, 2]


def test_where_nobody_waits_nothing_is_said() -> None:
    told = io.StringIO()
    assert list(Silent(told, every=0).through("playing", [1, 2])) == [1, 2]
    assert told.getvalue() == ""
