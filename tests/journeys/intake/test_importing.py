"""Rows become the same cases that people would enter by hand, once, and never stop one another."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from ciiz.domain.access.public import Category, exists
from ciiz.domain.cases.enums import Domain, Occasion, Stage
from ciiz.domain.cases.public import Case, Referral, WrongRole, case, notes, referral
from ciiz.domain.consent.enums import Recurrence
from ciiz.domain.consent.public import Terms, grant
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.values.files import CANTONS, read_folder
from ciiz.domain.persons.enums import Absence, CapacityBasis
from ciiz.domain.persons.public import judge_capacity, person, register_with, registrations, situation
from ciiz.domain.tasks.public import Task, of_case
from ciiz.foundation.db.protect import tables
from ciiz.foundation.db.protection import Kind
from ciiz.journeys import refer
from ciiz.journeys.intake import ReferralRow
from ciiz.journeys.intake.importing import Landing, import_rows
from ciiz.journeys.intake.resolving import resolver
from ciiz.journeys.intake.rows import content_hash, from_json, identity_hash, to_json
from ciiz.journeys.intake.situation import identity
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db

ON = TODAY - timedelta(days=20)


def row(line: int = 2, **changes: Any) -> ReferralRow:
    """A referral of RAV that wants SMZ at the table."""
    values: dict[str, Any] = {
        "last_name": "Zeilenmatt",
        "first_name": "Rosa",
        "birth_date": date(1984, 3, 14),
        "institution": institution("RAV").id,
        "sex": "female",
        "nationality": "CH",
        "ahv_number": "756.9999.0000.17",
        "language": "fr",
        "npa": "3900",
        "commune": "Oberdorf",
        "permit": "swiss",
        "referral_date": ON,
        "wished_form": "round_table",
        "partners": (institution("SMZ").id,),
        "criteria": ("motivation", "Zusammenarbeit nötig"),
        "situation": {"work": "Ohne Stelle.", "health": "Rückenweh."},
        "dispositif": "ALV",
        "file_number": "ALV-1",
        "registered_since": ON - timedelta(days=300),
        "work_capacity": 50,
        "consent_signed_on": ON - timedelta(days=3),
        "consent_valid_until": ON + timedelta(days=100),
        "consent_institutions": (institution("SMZ").id,),
        "motive": "Wer führt?",
        **changes,
    }
    values = {name: value for name, value in values.items() if value is not None}
    return ReferralRow(line=line, content_hash=content_hash(values), identity_hash=identity_hash(values), **values)


def by_hand(given: ReferralRow) -> Any:
    """The same facts by the single journeys."""
    actor = become("rav.contact")
    begun = refer.check(
        actor=actor,
        on=ON,
        occasion=Occasion.MANDATE,
        criteria={"motivation": True, "coordination": True},
        indicated=CaseForm.ROUND_TABLE,
        identity={
            "family_name": given.last_name,
            "given_names": given.first_name,
            "birth_date": given.birth_date,
            "sex": "female",
            "nationality": "CH",
            "ahv_number": given.ahv_number,
            "correspondence": "fr",
            "commune": "Oberdorf",
            "permit": "swiss",
            "postcode": "3900",
            "town": "Oberdorf",
        },
        notes={Domain.REASON: "Wer führt?", Domain.WORK: "Ohne Stelle.", Domain.HEALTH: "Rückenweh."},
        partners=given.partners,
    )
    refer.save(
        actor=actor,
        dossier_id=begun.dossier_id,
        expected_version=1,
        talked_with_id=actor.membership_id,
        talked_on=ON,
    )
    refer.complete(actor=actor, dossier_id=begun.dossier_id, on=ON)
    register_with(
        actor=actor,
        dossier_id=begun.dossier_id,
        dispositif_id="ALV",
        institution_id=actor.institution_id,
        file_number="ALV-1",
        since=given.registered_since,
    )
    judge_capacity(
        actor=actor,
        dossier_id=begun.dossier_id,
        percent=50,
        judged_on=ON,
        basis=CapacityBasis.TALK,
        starting_point=True,
    )
    assert given.consent_signed_on is not None
    terms = Terms(
        givers=frozenset({given.institution}),
        receivers=frozenset(given.consent_institutions),
        directions_stated=False,
        valid_from=given.consent_signed_on,
        until=given.consent_valid_until,
        recurrence=Recurrence.RECURRING,
        language="fr",
    )
    grant(actor=actor, dossier_id=begun.dossier_id, terms=terms, signed_on=given.consent_signed_on)
    return begun.dossier_id


def rows_of(dossier_id: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row of a dossier as the contact person sees it, without identifiers and moments."""
    found: dict[str, list[dict[str, Any]]] = {}
    for model, protection in tables():
        names = {field.attname for field in model._meta.concrete_fields}
        if protection.kind is not Kind.PROTECTED or "dossier_id" not in names or "audience_id" in names:
            continue
        plain = [
            field.attname
            for field in model._meta.concrete_fields
            if "uuid" not in str(field.rel_db_type(connection) if field.is_relation else field.db_type(connection))
            and field.get_internal_type() != "DateTimeField"
            and field.attname not in ("number", "running", "origin_id")
        ]
        rows = [dict(values) for values in model._default_manager.filter(dossier_id=dossier_id).values(*plain)]
        if model is Task:
            rows = [row for row in rows if row["state"] == "open"]
        found[model._meta.label] = sorted(rows, key=str)
    return found


def grants(dossier_id: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audience_id, category, givers, valid_from, valid_to::text, origin, opened_on"
            " FROM access_grant WHERE dossier_id = %s ORDER BY 1, 2, 6, 3::text",
            [dossier_id],
        )
        return list(cursor.fetchall())


def test_an_imported_row_is_what_people_would_have_entered_by_hand() -> None:
    given = row()
    hand = by_hand(given)
    (landed,) = import_rows(actor=become("rav.contact"), rows=[given])
    assert landed.landing is Landing.IMPORTED
    imported, entered = rows_of(landed.dossier_id), rows_of(hand)
    assert len(imported.pop("cases.ImportedRow")) == 1
    assert entered.pop("cases.ImportedRow") == []
    assert imported == entered
    assert grants(landed.dossier_id) == grants(hand)


def test_a_row_imported_twice_is_there_once() -> None:
    given = row()
    (first,) = import_rows(actor=become("rav.contact"), rows=[given])
    (again,) = import_rows(actor=become("rav.contact2"), rows=[replace(given, line=9)])
    assert (again.landing, again.dossier_id) == (Landing.THERE, first.dossier_id)
    assert Case.objects.count() == 1


def test_a_corrected_row_is_told_apart_and_not_doubled() -> None:
    import_rows(actor=become("rav.contact"), rows=[row()])
    (again,) = import_rows(actor=become("rav.contact"), rows=[row(motive="Anders gesagt.")])
    assert again.landing is Landing.CHANGED
    assert Case.objects.count() == 1


def test_two_institutions_may_refer_the_same_person() -> None:
    import_rows(actor=become("rav.contact"), rows=[row()])
    other = row(institution=institution("SMZ").id, partners=(), consent_signed_on=None, dispositif="SH")
    (landed,) = import_rows(actor=become("smz.contact"), rows=[other])
    assert landed.landing is Landing.IMPORTED


def test_rows_of_another_institution_are_refused_by_name() -> None:
    landed = import_rows(actor=become("smz.contact"), rows=[row()])
    assert [one.error.code for one in landed if one.error] == ["other_institution"]
    assert Case.objects.count() == 0


def test_one_bad_row_never_stops_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [row(line, file_number=f"ALV-{line}", first_name=f"Rosa{'abcdefghij'[line]}") for line in range(2, 9)]
    many = [replace(one, ahv_number="", content_hash=f"c{one.line}", identity_hash=f"i{one.line}") for one in many]
    too_long = replace(many[3], consent_valid_until=ON + timedelta(days=5000))
    broken = replace(many[5], file_number="X" * 300)
    given = [*many[:3], too_long, many[4], broken, many[6]]
    landed = import_rows(actor=become("rav.contact"), rows=given)
    assert {one.row.line: one.error.code for one in landed if one.error} == {5: "too_long", 7: "not_importable"}
    assert sum(one.landing is Landing.IMPORTED for one in landed) == 5
    assert Case.objects.count() == Referral.objects.count() == 5
    again = import_rows(actor=become("rav.contact"), rows=given)
    assert sum(one.landing is Landing.THERE for one in again) == 5


def test_a_row_without_reason_waits_to_be_completed() -> None:
    (landed,) = import_rows(actor=become("rav.contact"), rows=[row(motive=None)])
    assert landed.dossier_id is not None
    actor = become("rav.contact")
    assert case(actor, landed.dossier_id).stage == Stage.DRAFT
    assert [task.kind for task in of_case(actor, landed.dossier_id)] == ["complete_referral"]


def test_a_network_case_keeps_all_that_the_row_says() -> None:
    (landed,) = import_rows(actor=become("rav.contact"), rows=[row(wished_form="network")])
    assert landed.dossier_id is not None
    actor = become("rav.contact")
    assert case(actor, landed.dossier_id).stage == Stage.CHECKED
    assert referral(actor, landed.dossier_id) is None
    told = {statement.aspect: statement.text for statement in situation(actor, landed.dossier_id)}
    assert told == {"last_job": "Ohne Stelle.", "health": "Rückenweh."}
    entries = apps.get_model("journal", "Entry")._default_manager.values_list("text", flat=True)
    assert list(entries) == ["Wer führt?"]


def test_reasons_for_absent_values_are_kept() -> None:
    given = row(
        sex=None,
        ahv_number=None,
        absences={"sex": "refused", "ahv_number": "unknown", "health": "refused", "file_number": "unknown"},
        file_number=None,
    )
    (landed,) = import_rows(actor=become("rav.contact"), rows=[given])
    assert landed.dossier_id is not None
    actor = become("rav.contact")
    who = person(actor, landed.dossier_id)
    assert who is not None
    assert (who.told("sex"), who.told("ahv_number")) == (Absence.REFUSED, Absence.UNKNOWN)
    (registration,) = registrations(actor, landed.dossier_id)
    assert registration.told("file_number") == Absence.UNKNOWN
    assert {one.absent for one in situation(actor, landed.dossier_id)} == {"refused"}


def test_words_that_have_no_field_are_added_to_the_reason() -> None:
    given = row(criteria=("motivation", "Frisch erfunden"), reporter="Frau Muster", language="de")
    (landed,) = import_rows(actor=become("rav.contact"), rows=[given])
    assert landed.dossier_id is not None
    assert Domain.REASON in notes(become("rav.contact"), landed.dossier_id).by_domain()
    texts = apps.get_model("cases", "ReferralNote")._default_manager.values_list("text", flat=True)
    assert any("Frisch erfunden" in text and "Frau Muster" in text for text in texts)


def test_a_consent_opens_basic_data_to_whom_it_names_and_nothing_more() -> None:
    (landed,) = import_rows(actor=become("rav.contact"), rows=[row()])
    assert landed.dossier_id is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT receiver_id, givers, categories FROM access_consentscope WHERE dossier_id = %s",
            [landed.dossier_id],
        )
        opened = cursor.fetchall()
    assert opened == [(institution("SMZ").id, [institution("RAV").id], [Category.BASIC.value])]
    assert not exists(become("smz.contact"), landed.dossier_id)


def test_the_office_imports_nothing() -> None:
    with pytest.raises(WrongRole):
        import_rows(actor=become("officer"), rows=[row()])


def test_institutions_are_known_by_code_and_name_in_any_language_but_the_office_is_not() -> None:
    known = resolver("ZZ")
    assert known("rav") == known("RAV Test") == institution("RAV").id
    assert known("IIZ Test") is None
    assert known("Atlantis") is None


def test_a_digest_cannot_be_found_by_trying_numbers_out() -> None:
    given = row()
    import_rows(actor=become("rav.contact"), rows=[given])
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, identity FROM cases_importedrow")
        assert given.content_hash not in cursor.fetchone()


def test_the_database_itself_refuses_a_second_row_of_the_same_content() -> None:
    import_rows(actor=become("rav.contact"), rows=[row()])
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_importedrow SELECT gen_random_uuid(), content, identity, imported_on, contributor_id,"
            " dossier_id, imported_by_id FROM cases_importedrow"
        )


def test_a_row_that_waited_is_the_same_row() -> None:
    for given in (row(), row(wished_form="network", partners=(), absences={"commune": "unknown"}, work_capacity=0)):
        assert from_json(json.loads(json.dumps(to_json(given)))) == given


@pytest.mark.parametrize(
    ("npa", "commune", "meant"), [("3930", "", "Visp"), ("3930", "Elsewhere", "Elsewhere"), ("9999", "", "")]
)
def test_a_postcode_alone_means_the_commune_of_the_canton(npa: str, commune: str, meant: str) -> None:
    values = read_folder(CANTONS / "VS").typed
    told = identity(row(npa=npa, commune=commune), language="de", values=values)
    assert told["town"] == meant
    assert told["commune"] == (meant or Absence.NOT_ASKED)
