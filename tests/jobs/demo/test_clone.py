"""A clone is its original, column by column, but for what makes it another case."""

from typing import Any

import pytest
from django.db import connection, models

from ciiz.jobs.demo import clone
from ciiz.jobs.demo.clone import MAPPED, OVERRIDES, protected_models

pytestmark = pytest.mark.usefixtures("demo")


def _rows(sql: str, *values: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)  # type: ignore[arg-type]
        return list(cursor.fetchall())


def _originals() -> dict[str, int]:
    """Original dossier → number of one of its clones, for every played case that has one."""
    dossiers = [
        row[0]
        for row in _rows("SELECT dossier_id FROM cases_case WHERE dossier_id IN (SELECT dossier_id FROM audit.entry)")
    ]
    found = {}
    for dossier in dossiers:
        for number in range(70, 700):
            found_here = _rows("SELECT 1 FROM access_dossier WHERE id = md5(%s::text || %s)::uuid", dossier, number)
            if found_here:
                found[str(dossier)] = number
                break
    return found


def _same_but_for(field: "models.Field[Any, Any]") -> str:
    """What must be equal in original and clone: everything that is no identifier, date, person or place."""
    target = field.related_model
    kind = field.db_type(connection) or ""
    if isinstance(target, type) and target._meta.label in MAPPED:
        return f'("{field.column}" IS NULL)'
    if kind in {"uuid", "bigint[]", "date"} or kind.startswith("timestamp"):
        return f'("{field.column}" IS NULL)'
    return f'"{field.column}"'


def test_clones_equal_their_originals_column_by_column() -> None:
    originals = _originals()
    assert len(originals) > 30
    for model in protected_models():
        columns = {field.column for field in model._meta.concrete_fields}
        if "dossier_id" not in columns:
            continue
        compared = [
            _same_but_for(field)
            for field in model._meta.concrete_fields
            if (model._meta.db_table, field.column) not in OVERRIDES
            and not (field.primary_key and field.get_internal_type() == "BigAutoField")
        ]
        sql = f"SELECT {', '.join(compared)} FROM {model._meta.db_table} WHERE dossier_id = %s::uuid"
        for dossier, number in list(originals.items())[:12]:
            other = _rows("SELECT md5(%s::uuid::text || %s)::uuid", dossier, number)[0][0]
            before, after = _rows(sql, dossier), _rows(sql, str(other))
            assert sorted(map(repr, before)) == sorted(map(repr, after)), model._meta.label


def test_all_dates_of_a_clone_are_moved_by_the_same_days() -> None:
    dossier, number = next(iter(_originals().items()))
    moved = _rows(
        "SELECT DISTINCT c.occurred_on - o.occurred_on, (c.recorded_at - o.recorded_at) = "
        "make_interval(days => c.occurred_on - o.occurred_on) FROM timeline_event o "
        "JOIN timeline_event c ON c.id = md5(o.id::text || %s)::uuid WHERE o.dossier_id = %s::uuid",
        number,
        dossier,
    )
    assert len(moved) == 1
    assert moved[0][1] is True


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
        "SELECT conrelid::regclass::text, a.attname, confrelid::regclass::text, f.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = conkey[1] "
        "JOIN pg_attribute f ON f.attrelid = confrelid AND f.attnum = confkey[1] "
        "WHERE contype = 'f' AND connamespace = 'public'::regnamespace"
    )
    assert len(keys) > 50
    for table, column, target, key in keys:
        lost = _rows(
            f'SELECT count(*) FROM {table} t WHERE t."{column}" IS NOT NULL '
            f'AND NOT EXISTS (SELECT FROM {target} f WHERE f."{key}" = t."{column}")'
        )
        assert lost == [(0,)], (table, column)


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
    assert {"persons_nametoken"} == clone.DERIVED
