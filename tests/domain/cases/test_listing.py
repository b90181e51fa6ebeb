"""Lists: each actor finds their own cases, page by page, in one statement."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.models import Case
from ciiz.domain.cases.public import Cursor, Filters, case, count, is_number, listing
from ciiz.domain.cases.queries.numbers import numbered
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db


@pytest.fixture
def four() -> list[UUID]:
    """Opened one after the other: a draft, a forwarded, an accepted, an assigned case."""
    days = [TODAY - timedelta(days=back) for back in (60, 50, 40, 30)]
    return [scene.begun(days[0]), scene.forwarded(days[1]), scene.accepted(days[2]), scene.assigned(days[3])]


def ids(who: str, filters: Filters | None = None) -> list[UUID]:
    return [line.dossier_id for line in listing(become(who), filters).lines]


def test_each_finds_their_own_latest_first(four: list[UUID]) -> None:
    draft, forwarded, accepted, assigned = four
    assert ids("rav.front") == [assigned, accepted, forwarded, draft]
    assert ids("rav.front2") == [assigned, accepted, forwarded, draft]
    assert ids("regional") == [assigned, accepted, forwarded]
    assert ids("officer") == [assigned, accepted, forwarded]
    assert ids("smz.contact") == [assigned, accepted]
    assert ids("iv.front") == [assigned, accepted]
    for stranger in ("regional.other", "thematic", "legal", "steering", "national"):
        assert ids(stranger) == []


def test_pages_follow_each_other_without_gap_or_repetition(four: list[UUID]) -> None:
    actor = become("rav.contact")
    seen: list[UUID] = []
    cursor = None
    for _ in range(4):
        page = listing(actor, None, cursor, limit=1)
        seen += [line.dossier_id for line in page.lines]
        cursor = page.next
    assert seen == list(reversed(four))
    assert cursor is None


def test_a_cursor_travels_in_an_address() -> None:
    cursor = Cursor(TODAY, UUID(int=7))
    assert Cursor.read(str(cursor)) == cursor
    assert Cursor.read("nonsense") is None


def test_filters_keep_what_they_say(four: list[UUID]) -> None:
    draft, forwarded, accepted, assigned = four
    assert ids("rav.front", Filters(stages=(Stage.DRAFT, Stage.ACCEPTED))) == [accepted, draft]
    assert ids("regional", Filters(stages=(Stage.RUNNING,))) == []
    assert ids("smz.contact", Filters(mine=True)) == [assigned]
    assert ids("rav.contact", Filters(mine=True)) == [assigned]
    assert ids("iv.contact", Filters(mine=True)) == []
    assert ids("officer", Filters(form="multilateral")) == [accepted]
    assert ids("officer", Filters(institution_id=institution("SMZ").id)) == []
    assert ids("officer", Filters(opened_to=TODAY - timedelta(days=45))) == [forwarded]
    assert ids("officer", Filters(dossiers=(draft, accepted))) == [accepted]


@pytest.mark.parametrize("written", ["{}", "ZZ-{2}", "{1}-{2}", "{2}", "{3}", " {2} ", "zz-{1}-{2}"])
def test_a_case_is_found_by_its_number_or_the_end_of_it(four: list[UUID], written: str) -> None:
    number = case(become("officer"), four[2]).number
    canton, year, running = number.split("-")
    text = written.format(number, year, running, running[1:])
    assert is_number(text)
    assert ids("officer", Filters(number=text)) == [four[2]]
    assert count(become("officer"), Filters(number=text)) == 1
    assert ids("regional.other", Filters(number=text)) == [], "who may not see the case does not find it"
    assert canton == "ZZ"


@pytest.mark.parametrize("other", ["XX-{1}-{2}", "1999-{2}", "XX-{2}", "9{2}"])
def test_another_canton_or_year_is_another_number(four: list[UUID], other: str) -> None:
    _canton, year, running = case(become("officer"), four[2]).number.split("-")
    assert ids("officer", Filters(number=other.format("", year, running))) == []


@pytest.mark.parametrize("text", ["12", "2026-", "VS-12", "anna", "1-2-3", "", "12345678 9", "٠١٢٣"])
def test_what_is_no_number_is_looked_for_as_a_name(text: str) -> None:
    assert not is_number(text)


def test_the_beginning_of_a_running_number_finds_all_that_begin_so(four: list[UUID]) -> None:
    running = [case(become("rav.contact"), one).running for one in four]
    beginning = running[0][:3]
    expected = [one for one, text in reversed(list(zip(four, running, strict=True))) if text.startswith(beginning)]
    assert ids("rav.contact", Filters(number=beginning)) == expected


def test_the_running_number_is_that_of_the_number(four: list[UUID]) -> None:
    become("regional")
    with pytest.raises(IntegrityError, match="case_runs_under_its_number"), transaction.atomic():
        Case.objects.filter(dossier_id=four[2]).update(running="0999")


def test_a_search_by_number_starts_from_its_index(four: list[UUID]) -> None:
    become("officer")
    condition, values = numbered("0184")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT c.dossier_id FROM cases_case c WHERE {condition}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "case_running" in plan, plan


def test_other_sorts_are_possible_while_few_are_left(four: list[UUID]) -> None:
    found = listing(become("rav.front"), Filters(sort="stage"))
    assert [line.stage for line in found.lines] == [Stage.DRAFT, Stage.FORWARDED, Stage.ACCEPTED, Stage.ASSIGNED]
    assert found.sorted_by_wish
    assert ids("rav.front", Filters(sort="number", descending=True)) == list(reversed(four))


def test_a_line_tells_who_refers_who_manages_and_where(four: list[UUID]) -> None:
    line = listing(become("regional")).lines[0]
    assert (str(line.referred_by), str(line.region), line.case_manager) == ("RAV Test", "upper", "Test smz.contact")


def test_counting_is_one_statement(four: list[UUID]) -> None:
    actor = become("rav.front")
    with CaptureQueriesContext(connection) as queries:
        assert count(actor) == 4
        assert count(actor, Filters(stages=(Stage.DRAFT,))) == 1
    assert len(queries) == 2


def test_a_list_is_one_statement(four: list[UUID]) -> None:
    actor = become("rav.front")
    with CaptureQueriesContext(connection) as queries:
        listing(actor)
    assert len(queries) == 1
