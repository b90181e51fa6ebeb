"""Search by name: normalised words, ranges, one statement."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import Actor, found
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.models import NameToken
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def enter(actor: Actor, family_name: str, given_names: str) -> UUID:
    dossier = found(actor=actor, opened_on=TODAY)
    persons.enter_person(
        actor=actor, dossier_id=dossier.id, identity={"family_name": family_name, "given_names": given_names}
    )
    return dossier.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Müller", ["muller"]),
        ("D'Angelo-Żółć Éloïse", ["d", "angelo", "zolc", "eloise"]),
        ("  von   Strauß ", ["von", "strauss"]),
        ("Anna anna ANNA", ["anna"]),
        ("Ødegård Đorđević", ["odegard", "dordevic"]),
        ("%_';--", []),
    ],
)
def test_names_become_plain_words(name: str, expected: list[str]) -> None:
    assert persons.words(name) == expected


@pytest.mark.parametrize("text", ["mul", "MÜLLER", "zoe", "zo mü", "müller zoë", "Zoe-Muller"])
def test_a_person_is_found_by_beginnings_of_their_names(text: str) -> None:
    actor = become("rav.front")
    dossier = enter(actor, "Müller", "Zoë Maria")
    enter(actor, "Meier", "Beat")
    assert [hit.dossier_id for hit in persons.search(actor, text)] == [dossier]


@pytest.mark.parametrize("text", ["", " ", "uller", "%", "müller beat", "m_ller", "zzz"])
def test_what_does_not_begin_a_word_finds_nothing(text: str) -> None:
    actor = become("rav.front")
    enter(actor, "Müller", "Zoë")
    enter(actor, "Meier", "Beat")
    assert persons.search(actor, text) == []


def test_namesakes_have_the_family_name_and_the_birth_date_and_are_found_in_one_statement() -> None:
    actor = become("rav.front")
    born = date(1984, 3, 14)
    for family_name, birth_date in (("Müller-Roth", born), ("Müller", born), ("Müller-Roth", date(1984, 3, 15))):
        dossier = found(actor=actor, opened_on=TODAY)
        identity = {"family_name": family_name, "given_names": "Roth", "birth_date": birth_date}
        persons.enter_person(actor=actor, dossier_id=dossier.id, identity=identity)
    with CaptureQueriesContext(connection) as queries:
        hits = persons.namesakes(actor, "muller ROTH", born)
    assert [(hit.family_name, hit.birth_date) for hit in hits] == [("Müller-Roth", born)]
    assert len(queries) == 1
    assert persons.namesakes(actor, "%", born) == []
    assert persons.namesakes(become("smz.contact"), "muller roth", born) == []


def test_a_search_is_one_statement_and_bounded() -> None:
    actor = become("rav.front")
    for number in range(5):
        enter(actor, f"Imboden{'abcde'[number]}", "Imelda")
    with CaptureQueriesContext(connection) as queries:
        hits = persons.search(actor, "im", limit=3)
    assert (len(queries), len(hits)) == (1, 3)


def test_a_corrected_name_is_found_and_the_former_one_is_not() -> None:
    actor = become("rav.front")
    dossier = enter(actor, "Müller", "Zoë")
    persons.correct_identity(actor=actor, dossier_id=dossier, expected_version=1, changes={"family_name": "Tscherrig"})
    assert persons.search(actor, "müller") == []
    assert [hit.dossier_id for hit in persons.search(actor, "tsch zo")] == [dossier]


def test_words_cannot_be_written_past_the_names() -> None:
    actor = become("rav.front")
    dossier = enter(actor, "Müller", "Zoë")
    row = NameToken(dossier_id=dossier, contributor_id=actor.institution_id, token="false")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)
