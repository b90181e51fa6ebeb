"""Who the person is: entered, checked, masked, corrected, seen."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import Actor, found
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import Absence
from ciiz.domain.persons.errors import BornInFuture, InvalidAhvNumber, NameMissing, SavedMeanwhile, UnknownCode
from ciiz.domain.persons.identity import languages
from ciiz.domain.persons.models import IdentityDigest, NameToken, Person, Subject
from ciiz.foundation.errors import NotAllowed, NotFound
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
AHV = "756.9217.0769.85"
IDENTITY: dict[str, Any] = {
    "family_name": "Zenklusen-Rüfli",
    "given_names": "Andrea",
    "birth_date": date(1984, 3, 14),
    "sex": "female",
    "nationality": "ch",
    "languages": ["de"],
    "correspondence": "de",
    "commune": "Naters",
    "permit": "swiss",
    "ahv_number": AHV,
}


def new_dossier(actor: Actor, **changes: Any) -> UUID:
    dossier = found(actor=actor, opened_on=TODAY)
    persons.enter_person(actor=actor, dossier_id=dossier.id, identity=IDENTITY | changes)
    return dossier.id


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_nationalities_begin_near_and_are_sorted_as_people_read(language: str) -> None:
    listed = persons.countries(language)
    assert (next(iter(listed)), set(list(listed)[1:6])) == ("CH", {"AT", "DE", "FR", "IT", "LI"})
    assert not set(listed) & {"AC", "CP", "DG", "EA", "IC", "TA", "EU", "ZZ"}
    assert "XK" in listed
    if language == "de":
        order = list(listed)
        assert order.index("AF") < order.index("EG") < order.index("AL") < order.index("ZW")


def test_who_enters_a_person_sees_them_with_a_masked_number() -> None:
    actor = become("rav.front")
    person = persons.person(actor, new_dossier(actor))
    assert person is not None
    assert (str(person), person.nationality, person.masked_ahv_number) == (
        "Zenklusen-Rüfli Andrea", "CH", "756.••••.••••.85",
    )  # fmt: skip


def test_an_institution_outside_the_dossier_sees_nothing_of_the_person() -> None:
    actor = become("rav.front")
    dossier = new_dossier(actor)
    for name in ("smz.contact", "iv.contact", "regional", "officer", "steering"):
        other = become(name)
        assert persons.person(other, dossier) is None
        assert not Person.objects.exists()
        assert not NameToken.objects.exists()
        assert persons.search(other, "Zenklusen") == []


@pytest.mark.parametrize("number", ["756.9217.0769.84", "757.9217.0769.85", "756", "ohne", "7569217076985 1"])
def test_a_wrong_ahv_number_is_refused_and_nothing_is_kept(number: str) -> None:
    actor = become("rav.front")
    with pytest.raises(InvalidAhvNumber) as refusal, transaction.atomic():
        new_dossier(actor, ahv_number=number)
    assert refusal.value.field == "ahv_number"
    assert not Person.objects.exists()


def test_a_birth_date_after_today_is_refused() -> None:
    actor = become("rav.front")
    new_dossier(actor, birth_date=TODAY)
    with pytest.raises(BornInFuture), transaction.atomic():
        new_dossier(actor, birth_date=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"family_name": " "}, NameMissing),
        ({"given_names": ""}, NameMissing),
        ({"nationality": "XQ"}, UnknownCode),
        ({"languages": ["de", "quenya"]}, UnknownCode),
        ({"sex": "x"}, UnknownCode),
        ({"permit": "Z"}, UnknownCode),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(change: dict[str, Any], error: type[Exception]) -> None:
    actor = become("rav.front")
    with pytest.raises(error), transaction.atomic():
        new_dossier(actor, **change)


def test_an_empty_field_holds_the_reason_why() -> None:
    actor = become("rav.front")
    dossier = found(actor=actor, opened_on=TODAY)
    persons.enter_person(
        actor=actor,
        dossier_id=dossier.id,
        identity={"family_name": "Imhof", "given_names": "Ugo", "ahv_number": Absence.UNKNOWN, "sex": Absence.REFUSED},
    )
    person = Person.objects.get()
    assert person.told("ahv_number") is Absence.UNKNOWN
    assert person.told("sex") is Absence.REFUSED
    assert person.told("birth_date") is Absence.NOT_ASKED


@pytest.mark.parametrize(
    "change",
    ['absent = absent || \'{"sex": "unknown"}\'', "commune = ''", "absent = '{}', commune = ''", "languages = '{}'"],
)
def test_the_database_insists_on_a_value_or_a_reason(change: str) -> None:
    new_dossier(become("rav.front"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE persons_person SET {change}")


def test_two_who_save_at_once_see_both_versions() -> None:
    actor = become("rav.front")
    dossier = new_dossier(actor)
    persons.correct_identity(actor=actor, dossier_id=dossier, expected_version=1, changes={"commune": "Brig"})
    with pytest.raises(SavedMeanwhile) as refusal, transaction.atomic():
        persons.correct_identity(actor=actor, dossier_id=dossier, expected_version=1, changes={"commune": "Visp"})
    assert refusal.value.current.commune == "Brig"
    assert Person.objects.get().commune == "Brig"


def test_correcting_a_hidden_person_is_like_correcting_nobody() -> None:
    dossier = new_dossier(become("rav.front"))
    with pytest.raises(NotFound), transaction.atomic():
        persons.correct_identity(
            actor=become("smz.contact"), dossier_id=dossier, expected_version=1, changes={"commune": "Visp"}
        )


def test_a_value_may_give_way_to_a_reason() -> None:
    actor = become("rav.front")
    dossier = new_dossier(actor)
    person = persons.correct_identity(
        actor=actor, dossier_id=dossier, expected_version=1, changes={"ahv_number": Absence.UNKNOWN}
    )
    assert (person.ahv_number, person.told("ahv_number")) == ("", Absence.UNKNOWN)


def test_the_same_number_in_two_dossiers_shows_nothing_to_the_second_typist() -> None:
    new_dossier(become("rav.front"))
    actor = become("smz.front")
    new_dossier(actor)
    assert Person.objects.count() == 1


def test_pages_cannot_read_the_digests() -> None:
    new_dossier(become("rav.front"))
    with pytest.raises(DatabaseError), transaction.atomic():
        list(IdentityDigest.objects.all())


def test_nobody_opens_a_person_by_pointing_a_dossier_of_their_own_at_them() -> None:
    rav = become("rav.front")
    person = persons.person(rav, new_dossier(rav))
    assert person is not None
    actor = become("smz.front")
    dossier = found(actor=actor, opened_on=TODAY)
    with pytest.raises(NotFound), transaction.atomic():
        persons.same_person(actor=actor, dossier_id=dossier.id, person_id=person.id)
    with pytest.raises(DatabaseError), transaction.atomic():
        Subject(dossier=dossier, contributor_id=actor.institution_id, person_id=person.id).save(force_insert=True)
    assert not Person.objects.exists()


def test_a_second_dossier_of_a_person_shares_identity_and_search() -> None:
    actor = become("rav.front")
    first = new_dossier(actor)
    person = persons.person(actor, first)
    assert person is not None
    second = found(actor=actor, opened_on=TODAY)
    persons.same_person(actor=actor, dossier_id=second.id, person_id=person.id)
    assert persons.dossiers_of(actor, person.id) == sorted([first, second.id])
    assert {hit.dossier_id for hit in persons.search(actor, "zenk")} == {first, second.id}
    assert set(persons.people(actor, [first, second.id])) == {first, second.id}


def test_who_sees_the_person_without_managing_a_dossier_may_not_change_the_identity(
    partner_sees: Any,
) -> None:
    dossier = new_dossier(become("rav.contact"))
    partner = partner_sees(dossier)
    assert persons.person(partner, dossier) is not None
    with pytest.raises(NotAllowed), transaction.atomic():
        persons.correct_identity(actor=partner, dossier_id=dossier, expected_version=1, changes={"commune": "Visp"})


@pytest.mark.parametrize("code", ["de", "rm", "rom", "sh", "sq", "ti", "kab", "sgg"])
def test_languages_that_people_speak_or_sign_are_offered(code: str) -> None:
    assert languages("de")[code]


@pytest.mark.parametrize("code", ["ang", "grc", "la", "eo", "zxx", "und", "tlh", "akk"])
def test_languages_of_nobody_are_not(code: str) -> None:
    assert code not in languages("de")
