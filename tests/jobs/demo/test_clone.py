"""A clone is its original, column by column, but for what makes it another case."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import md5
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models

from ciiz.foundation.db.protect import protection_of
from ciiz.foundation.db.protection import Kind
from ciiz.jobs.demo import clone as cloning
from ciiz.jobs.demo.clone import MAPPED, Copy, protected_models

from .conftest import Ordered

pytestmark = pytest.mark.usefixtures("demo")


def _rows(sql: str, *values: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)  # type: ignore[arg-type]
        return list(cursor.fetchall())


Row = dict[str, Any]
LISTED = {
    "access_grant.givers",
    "access_consentscope.givers",
    "access_statute.givers",
    "cases_referral.partners",
    "consent_consent.givers",
    "consent_consent.receivers",
    "plans_stocktaking.present",
}
"""Columns that list institutions."""
TOLD = {
    "membership": "membership",
    "region": "region",
    "institution": "institution",
    "receiver": "institution",
}
"""Codes of an event that hold the number of somebody or something, and what kind of number it is."""
NUMBERS = {"met", "minutes", "number", "percent", "theme"}
"""Codes of an event whose numbers stay: counts, and themes, which are those of the whole canton."""


class Expected:
    """What a clone must be, told by its original: the rule a second time, over rows as JSON, in plain Python."""

    def __init__(self, copy: Copy, swaps: dict[tuple[str, int, int], int]) -> None:
        self.copy = copy
        self.swaps = swaps
        self.after = timedelta(days=copy.days)
        self.numbers: set[str] = set()

    def row(self, model: type[models.Model], row: Row) -> Row:
        """The clone of a row."""
        return {
            str(field.column): self._value(model._meta.db_table, field, row)
            for field in model._meta.concrete_fields
            if not _counted(field)
        }

    def uuid(self, value: str | None) -> str | None:
        """Another identifier, the same one wherever it is named."""
        if value is None:
            return None
        return str(UUID(md5(f"{value}{self.copy.number}".encode(), usedforsecurity=False).hexdigest()))

    def number(self, kind: str, value: int | None) -> int | None:
        """Who or what stands for it there."""
        return None if value is None else self.swaps.get((kind, self.copy.place, value), value)

    def day(self, value: str | None) -> str | None:
        """As many days later; what never ends never ends."""
        if value is None or value.endswith("infinity"):
            return value
        return (date.fromisoformat(value) + self.after).isoformat()

    def moment(self, value: str | None) -> str | None:
        """As many days later at the same time."""
        return None if value is None else (datetime.fromisoformat(value) + self.after).isoformat()

    def _value(self, table: str, field: "models.Field[Any, Any]", row: Row) -> Any:
        column, kind = str(field.column), field.db_type(connection) or ""
        value = row[column]
        special: dict[str, Callable[[], Any]] = {
            "cases_case.number": lambda: self.copy.case_number,
            "cases_case.running": lambda: self.copy.case_number.split("-")[2],
            "timeline_event.codes": lambda: {key: self._told(key, code) for key, code in value.items()},
            "plans_measure.shares": lambda: [
                {**share, "institution": self.number("institution", share["institution"])} for share in value
            ],
            "processes_instance.entered": lambda: {step: self.day(on) for step, on in value.items()},
        }
        target = field.related_model
        if f"{table}.{column}" in special:
            return special[f"{table}.{column}"]()
        if table == "persons_person" and column in self._person():
            return self._person()[column]
        if isinstance(target, type) and target._meta.label in MAPPED:
            return self.number(MAPPED[target._meta.label], value)
        if isinstance(target, type) and protection_of(target).kind is not Kind.PROTECTED:
            return value
        if kind == "bigint[]":
            assert f"{table}.{column}" in LISTED
            return None if value is None else sorted(self.number("institution", one) or 0 for one in value)
        by_kind = {"uuid": self.uuid, "date": self.day, "timestamp with time zone": self.moment}
        return by_kind[kind](value) if kind in by_kind else value

    def _told(self, key: str, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            self.numbers.add(key)
            return self.number(TOLD[key], value) if key in TOLD else value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return self.day(value)
        if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", value):
            return self.uuid(value)
        return value

    def _person(self) -> Row:
        """Another invented person."""
        who = self.copy.identity
        return {
            "family_name": who.family_name,
            "given_names": who.given_names,
            "sex": who.sex,
            "birth_date": who.birth_date.isoformat(),
            "nationality": who.nationality,
            "permit": who.permit,
            "correspondence": who.language,
            "languages": [who.language],
            "commune": who.commune,
            "ahv_number": who.ahv_number,
            "tokens": self.copy.tokens,
        }


def _counted(field: "models.Field[Any, Any]") -> bool:
    """A key that the database counts up: it says nothing."""
    return field.primary_key and field.get_internal_type() == "BigAutoField"


def _fetch(model: type[models.Model], cases: dict[str, str]) -> dict[str, list[Row]]:
    """Dossier → its rows of a table; `cases` are dossiers with their persons."""
    columns = {str(field.column) for field in model._meta.concrete_fields}
    key = next((name for name in ("dossier_id", "subject_id") if name in columns), "id")
    by_person = model._meta.label == "persons.Person"
    owner = {person if by_person else dossier: dossier for dossier, person in cases.items()}
    found: dict[str, list[Row]] = {dossier: [] for dossier in cases}
    for (text,) in _rows(
        f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t WHERE {key} = ANY(%s::uuid[])", list(owner)
    ):
        row = json.loads(text)
        found[owner[row[key]]].append(row)
    return found


def _alike(model: type[models.Model], row: Row) -> Row:
    """A row as it is compared: without what is counted, times in one notation, lists of institutions in order."""
    fields = [field for field in model._meta.concrete_fields if not _counted(field)]
    told = {str(field.column): row[str(field.column)] for field in fields}
    for field in fields:
        value, kind = told[str(field.column)], field.db_type(connection)
        if value is not None and kind == "timestamp with time zone":
            told[str(field.column)] = datetime.fromisoformat(value).isoformat()
        if value is not None and kind == "bigint[]":
            told[str(field.column)] = sorted(value)
    return told


def _told(rows: list[Row], model: type[models.Model]) -> dict[str, Row]:
    """Rows by their key, or by all that they say if the key is counted."""
    told = [_alike(model, row) for row in rows]
    key = model._meta.pk
    if key is None or _counted(key):
        return {repr(sorted(row.items())): row for row in told}
    return {row[str(key.column)]: row for row in told}


def _difference(expected: Row | None, found: Row | None) -> list[str]:
    """In which columns a row is not what it must be."""
    if expected is None or found is None:
        return [f"{'found' if expected is None else 'missing'}: {expected or found}"]
    return [
        f"{column}: {found[column]!r} instead of {value!r}"
        for column, value in expected.items()
        if found[column] != value
    ]


PLAYED_AFTERWARDS = "SELECT dossier_id FROM meetings_agendaitem UNION SELECT dossier_id FROM privacy_personalpage"
"""Cases with meetings and people who use their page: after the cloning."""


def test_clones_equal_their_originals_column_by_column(ordered: Ordered) -> None:
    copies, swaps = ordered
    stands_for = {(swap.kind, swap.place, swap.from_id): swap.to_id for swap in swaps}
    met = {str(dossier) for (dossier,) in _rows(PLAYED_AFTERWARDS)}
    expected_of = {str(copy.dossier_id): Expected(copy, stands_for) for copy in copies}
    chosen = {key: one for key, one in expected_of.items() if not {key, one.uuid(key)} & met}
    assert len(chosen) > 30
    originals = {dossier: str(clone.copy.person_id) for dossier, clone in chosen.items()}
    clones = {clone.uuid(dossier) or "": clone.uuid(originals[dossier]) or "" for dossier, clone in chosen.items()}
    compared = 0
    for model in protected_models():
        before, after = _fetch(model, originals), _fetch(model, clones)
        for dossier, clone in chosen.items():
            expected = _told([clone.row(model, row) for row in before[dossier]], model)
            found = _told(after[clone.uuid(dossier) or ""], model)
            assert len(before[dossier]) == len(after[clone.uuid(dossier) or ""]), (model._meta.label, dossier)
            wrong = [_difference(expected.get(key), found.get(key)) for key in expected.keys() | found.keys()]
            assert not any(wrong), (model._meta.label, dossier, [one for one in wrong if one])
            compared += len(found)
    assert compared > 3_000
    assert set().union(*(clone.numbers for clone in chosen.values())) <= {*TOLD, *NUMBERS}


def test_whom_and_until_when_an_event_names_is_what_the_clone_holds() -> None:
    wrong = _rows(
        "SELECT count(*) FROM timeline_event e JOIN consent_consent c ON c.id = e.subject_id "
        "WHERE e.kind IN ('consent_signed', 'consent_renewed') AND (e.codes ->> 'until')::date <> c.valid_to - 1"
    )
    assert wrong == [(0,)]
    wrong = _rows(
        "SELECT count(*) FROM timeline_event e WHERE e.kind = 'case_manager_named' AND NOT EXISTS (SELECT FROM "
        "cases_assignment a WHERE a.dossier_id = e.dossier_id AND a.membership_id = (e.codes ->> 'membership')::bigint)"
    )
    assert wrong == [(0,)]


def test_measures_are_paid_by_institutions_of_the_case() -> None:
    strangers = _rows(
        "SELECT count(*) FROM plans_measure m, jsonb_array_elements(m.shares) AS s WHERE NOT EXISTS (SELECT FROM "
        "access_participation p WHERE p.dossier_id = m.dossier_id "
        "AND p.institution_id = (s ->> 'institution')::bigint)"
    )
    assert strangers == [(0,)]


def test_no_reference_of_a_clone_leads_nowhere() -> None:
    keys = _rows(
        "SELECT conrelid::regclass::text, confrelid::regclass::text, "
        "array_agg(a.attname::text ORDER BY place), array_agg(f.attname::text ORDER BY place) "
        "FROM pg_constraint c, unnest(conkey, confkey) WITH ORDINALITY AS pair (own, other, place) "
        "JOIN pg_attribute a ON a.attnum = own JOIN pg_attribute f ON f.attnum = other "
        "WHERE contype = 'f' AND connamespace = 'public'::regnamespace "
        "AND a.attrelid = conrelid AND f.attrelid = confrelid GROUP BY c.oid"
    )
    assert len(keys) > 50
    assert any(len(columns) > 1 for _table, _target, columns, _others in keys)
    for table, target, columns, others in keys:
        named = " AND ".join(f't."{column}" IS NOT NULL' for column in columns)
        same = " AND ".join(f'f."{other}" = t."{column}"' for column, other in zip(columns, others, strict=True))
        lost = _rows(
            f"SELECT count(*) FROM {table} t WHERE {named} AND NOT EXISTS (SELECT FROM {target} f WHERE {same})"
        )
        assert lost == [(0,)], (table, columns)


def test_grants_of_clones_are_what_the_rule_would_derive() -> None:
    count = "SELECT count(*), sum(hashtext(concat_ws('|', audience_id, dossier_id, category, givers, valid_from, "
    count += "valid_to, origin, origin_id, seat_id, opened_on))::bigint) FROM access_grant"
    before = _rows(count)
    _rows("SELECT access_derive((SELECT array_agg(id) FROM access_dossier))")
    assert _rows(count) == before


def test_words_for_the_search_are_those_of_the_new_name() -> None:
    wrong = _rows(
        "SELECT count(*) FROM persons_person p JOIN persons_subject s ON s.person_id = p.id WHERE p.tokens <> "
        "(SELECT array_agg(token ORDER BY array_position(p.tokens, token::varchar)) FROM persons_nametoken t "
        "WHERE t.dossier_id = s.dossier_id)"
    )
    assert wrong == [(0,)]
    assert {"persons_nametoken"} == cloning.DERIVED
