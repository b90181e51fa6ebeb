"""Entries are for the own institution or for the case team, and only their author corrects them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import Category
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.models import Entry
from ciiz.domain.journal.public import EntryEmpty, EntryInFuture, correct, entries, entry, log, share
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import Conflict, NotAllowed, NotFound
from tests.domain.plans.scene import UNTIL, dossier
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db


def write(case: UUID, who: str = "smz.contact", **values: Any) -> Entry:
    """An entry of today, by default a talk for the team."""
    values = {"kind": EntryKind.TALK, "occurred_on": TODAY, "text": "Sleeps better", **values}
    return log(actor=become(who), dossier_id=case, **values)


def texts(who: str, case: UUID, **filters: Any) -> list[str]:
    """What somebody reads."""
    return [found.text for found in entries(become(who, filters.pop("today", TODAY)), case, **filters)]


def test_the_case_team_reads_what_consent_covers() -> None:
    case = dossier()
    write(case, text="About work")
    write(case, text="About health", category=Category.HEALTH)
    assert set(texts("iv.contact", case)) == {"About work", "About health"}
    assert texts("rav.contact", case) == ["About work"]
    assert texts("regional", case) == ["About work"]
    assert texts("regional.other", case) == []
    assert texts("iv.contact", case, today=UNTIL) == []


def test_an_own_entry_is_absent_for_everybody_else() -> None:
    case = dossier()
    own = write(case, visibility=Visibility.OWN, text="For us only")
    assert texts("smz.contact", case) == ["For us only"]
    for who in ("iv.contact", "rav.contact", "regional", "officer"):
        assert texts(who, case) == []
        assert entry(become(who), own.id) is None
        kinds = [event.kind for event in events(become(who), case)]
        assert "journal_entry" not in kinds


def test_an_own_entry_can_be_opened_to_the_team_but_not_closed_again() -> None:
    case = dossier()
    own = write(case, visibility=Visibility.OWN, text="Now for all")
    share(actor=become("smz.contact"), entry_id=own.id, expected_version=1)
    assert texts("iv.contact", case) == ["Now for all"]
    with pytest.raises(NotAllowed):
        share(actor=become("smz.contact"), entry_id=own.id, expected_version=2)


def test_only_the_author_corrects() -> None:
    case = dossier()
    written = write(case)
    values: dict[str, Any] = {"text": "Slept badly", "minutes": 30, "occurred_on": TODAY}
    with pytest.raises(NotAllowed):
        correct(actor=become("iv.contact"), entry_id=written.id, expected_version=1, **values)
    with pytest.raises(NotFound):
        correct(actor=become("regional.other"), entry_id=written.id, expected_version=1, **values)
    correct(actor=become("smz.contact"), entry_id=written.id, expected_version=1, **values)
    with pytest.raises(Conflict):
        correct(actor=become("smz.contact"), entry_id=written.id, expected_version=1, **values)
    assert texts("iv.contact", case) == ["Slept badly"]


@pytest.mark.parametrize("who", ["iv.contact", "smz.front", "regional", "legal"])
def test_the_database_lets_nobody_else_change_an_entry(who: str) -> None:
    written = write(dossier())
    become(who)
    assert Entry.objects.filter(id=written.id).update(text="Changed") == 0


def test_the_database_refuses_an_entry_in_anothers_name() -> None:
    case = dossier()
    for contributor, author in (("SMZ", "iv.contact"), ("IV", "smz.contact")):
        become("iv.contact")
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry(
                dossier_id=case,
                contributor_id=institution(contributor).id,
                author_id=membership(author).id,
                category="work",
                kind=EntryKind.NOTE,
                occurred_on=TODAY,
                text="Forged",
            ).save(force_insert=True)


def test_entries_are_never_deleted() -> None:
    case = dossier()
    write(case)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE dossier_id = %s", [case])


def test_an_entry_says_something_that_has_happened() -> None:
    case = dossier()
    with pytest.raises(EntryEmpty):
        write(case, text="  ")
    with pytest.raises(EntryInFuture):
        write(case, occurred_on=TODAY + timedelta(days=1))


def test_a_withheld_note_has_its_reason() -> None:
    case = dossier()
    note = write(case, kind=EntryKind.NOTE, withheld_reason="Protects a third person")
    assert note.withheld
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(id=note.id).update(withheld_reason="")


def test_entries_come_in_pages_latest_first() -> None:
    case = dossier()
    for day in range(5):
        write(case, occurred_on=TODAY - timedelta(days=day // 2), text=str(day))
    shown: list[str] = []
    last: Entry | None = None
    while True:
        page = entries(become("iv.contact"), case, limit=2, before=(last.occurred_on, last.id) if last else None)
        if not page:
            break
        shown += [found.text for found in page]
        last = page[-1]
    assert shown == ["1", "0", "3", "2", "4"]


def test_entries_are_filtered_by_kind_category_and_own_institution() -> None:
    case = dossier()
    write(case, text="Talk")
    write(case, "iv.contact", kind=EntryKind.EMPLOYER, employer="Werkstatt Test", text="Employer")
    assert texts("smz.contact", case, kind=EntryKind.EMPLOYER) == ["Employer"]
    assert texts("smz.contact", case, own_institution=True) == ["Talk"]
    assert texts("smz.contact", case, category="health") == []
