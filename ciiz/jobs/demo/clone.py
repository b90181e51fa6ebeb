"""Copies played cases set-based, so that a demo canton fills in seconds and still holds only what journeys can make.

A clone of a dossier is every protected row of it with other identifiers, other dates, other institutions and people of
the same kind, and another invented person. Identifiers are remapped by one rule everywhere (`md5(id, number)`), so
references stay whole without knowing them; whole numbers that point to organisations are mapped by `clone_map`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from ciiz.foundation.db.protect import protection_of, tables
from ciiz.foundation.db.protection import Kind
from ciiz.jobs.progress import Progress, Silent

from .people import Identity
from .places import Swap

PREPARE = """
CREATE TEMP TABLE clone_map (kind text, place integer, from_id bigint, to_id bigint);
CREATE TEMP TABLE clone_list (place integer, from_ids bigint[], to_ids bigint[]);
CREATE TEMP TABLE clone_plan (
    dossier_id uuid, person_id uuid, number integer, days integer, place integer, case_number text,
    family_name text, given_names text, sex text, birth_date date, nationality text, permit text, language text,
    commune text, ahv_number text, tokens text[]
);
CREATE OR REPLACE FUNCTION pg_temp.other(id uuid, number integer) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT md5(id::text || number)::uuid $$;
-- Codes of an event that name somebody or a day: who stands there, and when it is there.
CREATE OR REPLACE FUNCTION pg_temp.told(codes jsonb, there integer, days integer) RETURNS jsonb
LANGUAGE sql STABLE STRICT AS $$
    SELECT jsonb_object_agg(c.key, CASE
        WHEN c.key = 'until' AND c.value <> 'null' THEN to_jsonb((c.value #>> '{}')::date + days)
        ELSE coalesce(to_jsonb(m.to_id), c.value) END)
    FROM jsonb_each(codes) AS c
    LEFT JOIN clone_map m ON m.place = there AND m.from_id = CASE WHEN jsonb_typeof(c.value) = 'number'
        THEN (c.value #>> '{}')::bigint END
        AND m.kind = CASE c.key WHEN 'membership' THEN 'membership' WHEN 'region' THEN 'region'
            WHEN 'institution' THEN 'institution' WHEN 'receiver' THEN 'institution' END
$$;
CREATE OR REPLACE FUNCTION pg_temp.shared(shares jsonb, there integer) RETURNS jsonb
LANGUAGE sql STABLE STRICT AS $$
    SELECT coalesce(jsonb_agg(s.share || jsonb_build_object('institution',
        coalesce(m.to_id, (s.share ->> 'institution')::bigint)) ORDER BY s.place), '[]')
    FROM jsonb_array_elements(shares) WITH ORDINALITY AS s (share, place)
    LEFT JOIN clone_map m ON m.kind = 'institution' AND m.place = there
        AND m.from_id = (s.share ->> 'institution')::bigint
$$;
CREATE OR REPLACE FUNCTION pg_temp.entered(steps jsonb, days integer) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT coalesce(jsonb_object_agg(key, to_jsonb(value::date + days)), '{}') FROM jsonb_each_text(steps)
$$;
"""
INDEX = "CREATE INDEX ON clone_map (kind, place, from_id); ANALYZE clone_map; ANALYZE clone_plan"
LIST = "bigint[]"
LISTS = """
TRUNCATE clone_list;
INSERT INTO clone_list
SELECT there.place, held.ids, array_agg(coalesce(m.to_id, id) ORDER BY coalesce(m.to_id, id))
FROM (SELECT DISTINCT place FROM clone_plan) AS there
CROSS JOIN (SELECT DISTINCT t.{column} AS ids FROM {table} t WHERE t.{column} IS NOT NULL) AS held
CROSS JOIN unnest(held.ids) AS id
LEFT JOIN clone_map m ON m.kind = 'institution' AND m.place = there.place AND m.from_id = id
GROUP BY 1, 2;
ANALYZE clone_list
"""
"""Lists of institutions are few, rows that hold one are many: each is mapped once a place."""
FINISH = "DROP TABLE clone_map, clone_list, clone_plan"

MAPPED = {
    "organisations.Institution": "institution",
    "organisations.Membership": "membership",
    "organisations.Region": "region",
    "access.Audience": "audience",
}
OVERRIDES: Mapping[tuple[str, str], str] = {
    ("cases_case", "number"): "p.case_number",
    ("cases_case", "running"): "split_part(p.case_number, '-', 3)",
    **{
        ("persons_person", column): f"p.{expression or column}"
        for column, expression in {
            "family_name": "",
            "given_names": "",
            "sex": "",
            "birth_date": "",
            "nationality": "",
            "permit": "",
            "correspondence": "language",
            "commune": "",
            "ahv_number": "",
            "tokens": "",
        }.items()
    },
    ("persons_person", "languages"): "ARRAY[p.language]",
    ("timeline_event", "codes"): (
        "CASE WHEN t.codes ?| '{membership,region,institution,receiver,until}' "
        "THEN pg_temp.told(t.codes, p.place, p.days) ELSE t.codes END"
    ),
    ("plans_measure", "shares"): "pg_temp.shared(t.shares, p.place)",
    ("processes_instance", "entered"): "pg_temp.entered(t.entered, p.days)",
}
"""Columns that a clone does not take over, as SQL over `t` (the row) and `p` (its plan)."""
MOVED = {
    "uuid": "pg_temp.other({column}, p.number)",
    "date": "CASE WHEN isfinite({column}) THEN {column} + p.days ELSE {column} END",
    "timestamp with time zone": "{column} + make_interval(days => p.days)",
}
"""How a column of a type moves with its case."""
TOKENS = """
INSERT INTO persons_nametoken (id, dossier_id, contributor_id, token)
SELECT gen_random_uuid(), s.dossier_id, s.contributor_id, word
FROM clone_plan p
JOIN persons_subject s ON s.dossier_id = pg_temp.other(p.dossier_id, p.number), unnest(p.tokens) AS word
"""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
MANY = 5000
"""From so many copies on, indexes are made afterwards, in one go: identifiers of clones arrive in no order."""
DERIVED = frozenset({"persons_nametoken"})


@dataclass(frozen=True, slots=True)
class Copy:
    """One clone to make: of which dossier, under which number, how many days earlier or later, where and who."""

    dossier_id: UUID
    person_id: UUID
    number: int
    days: int
    place: int
    case_number: str
    identity: Identity
    tokens: list[str]


def protected_models() -> Iterator[type[models.Model]]:
    """The tables that are cloned: everything that hangs on a dossier, and persons."""
    for model, protection in tables():
        if protection.kind is Kind.PROTECTED and model._meta.db_table not in DERIVED and _of_cases(model):
            yield model


def _of_cases(model: type[models.Model]) -> bool:
    """Hangs on a dossier, is one, or is a person: files that somebody has brought in do not."""
    columns = {field.column for field in model._meta.concrete_fields}
    return "dossier_id" in columns or model._meta.label in ("access.Dossier", "persons.Person")


def expression(field: "models.Field[object, object]") -> tuple[str, str]:
    """How a column of a clone follows from the original: SQL, and the join that it needs."""
    column = f't."{field.column}"'
    target = field.related_model
    if isinstance(target, type) and target._meta.label in MAPPED:
        alias = f"m_{field.column}"
        return (
            f"coalesce({alias}.to_id, {column})",
            f" LEFT JOIN clone_map {alias} ON {alias}.kind = '{MAPPED[target._meta.label]}' "
            f"AND {alias}.place = p.place AND {alias}.from_id = {column}",
        )
    if isinstance(target, type) and protection_of(target).kind is not Kind.PROTECTED:
        return column, ""
    if field.db_type(connection) == LIST:
        alias = f"l_{field.column}"
        return (
            f"coalesce({alias}.to_ids, {column})",
            f" LEFT JOIN clone_list {alias} ON {alias}.place = p.place AND {alias}.from_ids = {column}",
        )
    return MOVED.get(field.db_type(connection) or "", "{column}").format(column=column), ""


def statement(model: type[models.Model]) -> str:
    """The INSERT that makes all planned clones of one table's rows."""
    table = model._meta.db_table
    columns, values, joins = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.get_internal_type() == "BigAutoField":
            continue
        value, join = expression(field)
        columns.append(f'"{field.column}"')
        values.append(OVERRIDES.get((table, str(field.column)), value))
        joins.append(join if values[-1] == value else "")
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "  # noqa: S608 - names from _meta
        f"FROM {table} t JOIN clone_plan p ON {_whose(model)}{''.join(joins)} ORDER BY {_written(model)}p.number"
    )


def _written(model: type[models.Model]) -> str:
    """Rows lie in a table as people would have written them: day after day, on each day case after case."""
    days = (field for field in model._meta.concrete_fields if field.db_type(connection) == "date" and not field.null)
    return next((f"t.{field.column} + p.days, " for field in days), "p.days, ")


def _whose(model: type[models.Model]) -> str:
    """How a row is found from the plan."""
    if any(field.column == "dossier_id" for field in model._meta.concrete_fields):
        return "p.dossier_id = t.dossier_id"
    return "p.dossier_id = t.id" if model._meta.label == "access.Dossier" else "p.person_id = t.id"


@contextmanager
def without_indexes(cursor: CursorWrapper, table: str, *, really: bool) -> Iterator[None]:
    """Inside, the table has no indexes but those of its constraints."""
    held: list[tuple[str, str]] = []
    if really:
        cursor.execute(INDEXES, [table])
        held = cursor.fetchall()
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '128MB'")
    for name, _definition in held:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in held:
        cursor.execute(definition)


def _copy_rows(cursor: CursorWrapper, model: type[models.Model]) -> int:
    for field in model._meta.concrete_fields:
        if field.db_type(connection) == LIST:
            cursor.execute(LISTS.format(table=model._meta.db_table, column=field.column))
    cursor.execute(statement(model))
    return int(cursor.rowcount)


@transaction.atomic
def clone(copies: Iterable[Copy], swaps: Iterable[Swap], progress: Progress | None = None) -> int:
    """Makes the copies; returns the number of rows. As the embedded server's administrator: triggers and foreign keys
    rest meanwhile (grants are rows and are cloned like others; the audit trail holds what people do, not copies).
    """
    made = 0
    progress = progress or Silent()
    planned = list(copies)  # whoever makes them asks the database, which is busy while it is copied to
    with connection.cursor() as cursor:
        cursor.execute(PREPARE)
        with cursor.copy("COPY clone_map FROM STDIN") as copy:
            for swap in swaps:
                copy.write_row((swap.kind, swap.place, swap.from_id, swap.to_id))
        with cursor.copy("COPY clone_plan FROM STDIN") as copy:
            for c in planned:
                who = c.identity
                copy.write_row(
                    (c.dossier_id, c.person_id, c.number, c.days, c.place, c.case_number, who.family_name,
                     who.given_names, who.sex, who.birth_date, who.nationality, who.permit, who.language, who.commune,
                     who.ahv_number, c.tokens)
                )  # fmt: skip
        cursor.execute(INDEX)
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in progress.through(f"making {len(planned)} more cases of them", list(protected_models())):
            with without_indexes(cursor, model._meta.db_table, really=len(planned) >= MANY):
                made += _copy_rows(cursor, model)
        cursor.execute(TOKENS)
        made += int(cursor.rowcount)
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(FINISH)
    return made
