"""Lists of cases, cut from the grant index: fifty for each audience of the actor, merged.

Row-level security decides what is there; the statement only asks in an order that the index has (design: lists).
Other sorts than by opening day work on at most 2,000 cases, counts stop at 1,000.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.prepared import prepared
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.reading import register

from ..enums import Stage
from .numbers import numbered

PAGE = 50
BOUND = 1000
SORTABLE = 2000
SLACK = 10
"""So many more dossiers than lines are cut from the grants: some may hold no case that the actor sees."""
SORTS = {
    "number": "c.number",
    "stage": "array_position(ARRAY['{}'], c.stage::text)".format("','".join(Stage.values)),
    "opened": "c.opened_on",
    "manager": "u.sort_name",
    "institution": "i.code",
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last line shown: lists go on after it."""

    opened_on: date
    dossier_id: UUID

    def __str__(self) -> str:
        return f"{self.opened_on.isoformat()}_{self.dossier_id.hex}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """A cursor from an address; None if it is none."""
        day, _, hexes = text.partition("_")
        try:
            return cls(date.fromisoformat(day), UUID(hexes))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list keeps; empty ones let everything through. `mine` keeps cases the actor manages or coordinates."""

    stages: tuple[str, ...] = ()
    mine: bool = False
    region_id: int | None = None
    theme_id: int | None = None
    institution_id: int | None = None
    form: str = ""
    number: str = ""
    opened_from: date | None = None
    opened_to: date | None = None
    dossiers: tuple[UUID, ...] | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list; the person's name is asked of the persons context."""

    dossier_id: UUID
    number: str
    opened_on: date
    stage: Stage
    form: str
    wished_form: str
    region: TranslatedText | None
    theme: TranslatedText | None
    referred_by: TranslatedText
    case_manager: str
    closed_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of lines and where the next begins; `sorted_by_wish` is false where too many cases were left to sort.

    `number`: how many cases there are in all, at most 1,001; None where `count` has to be asked.
    """

    lines: Sequence[Line]
    next: Cursor | None
    sorted_by_wish: bool = True
    number: int | None = None


HELD = """c.dossier_id, c.number, c.opened_on, c.stage, c.form, c.wished_form, c.closed_on, c.result,
    c.region_id, c.theme_id, c.contributor_id, c.case_manager_id"""
COLUMNS = """c.dossier_id, c.number, c.opened_on, c.stage, c.form, c.wished_form, c.closed_on, c.result,
    r.name, t.name, i.name, coalesce(u.last_name || ' ' || u.first_name, '')"""
JOINS = """JOIN organisations_institution i ON i.id = c.contributor_id
    LEFT JOIN organisations_region r ON r.id = c.region_id LEFT JOIN organisations_theme t ON t.id = c.theme_id
    LEFT JOIN organisations_membership m ON m.id = c.case_manager_id
    LEFT JOIN organisations_user u ON u.id = m.user_id"""
RARE = frozenset(Stage.values) - {Stage.CHECKED, Stage.RETURNED, Stage.RUNNING, Stage.CLOSED}
"""Stages that cases pass quickly: few stand there at any time."""
AUDIENCES = "unnest(nullif(current_setting('ciiz.audiences', true), '')::bigint[])"


def _conditions(actor: Actor, filters: Filters) -> tuple[str, list[Any]]:
    parts: list[str] = []
    values: list[Any] = []

    def add(part: str, *given: Any) -> None:
        parts.append(part)
        values.extend(given)

    if filters.stages:
        add("c.stage = ANY (%s)", list(filters.stages))
    if filters.mine:
        me = actor.membership_id
        add("(c.case_manager_id = %s OR c.deputy_id = %s OR c.coordinator_id = %s)", me, me, me)
    if filters.region_id is not None:
        add("c.region_id = %s", filters.region_id)
    if filters.theme_id is not None:
        add("c.theme_id = %s", filters.theme_id)
    if filters.institution_id is not None:
        add("c.contributor_id = %s", filters.institution_id)
    if filters.form:
        add("c.form = %s", filters.form)
    if filters.number:
        condition, written = numbered(filters.number)
        add(condition, *written)
    if filters.opened_from is not None:
        add("c.opened_on >= %s", filters.opened_from)
    if filters.opened_to is not None:
        add("c.opened_on <= %s", filters.opened_to)
    if filters.dossiers is not None:
        add("c.dossier_id = ANY (%s)", list(filters.dossiers))
    return "".join(f" AND {part}" for part in parts), values


def _selective(filters: Filters) -> bool:
    """The filter names few cases by an index of their own, so that the list starts from them."""
    rare = bool(filters.stages) and RARE.issuperset(filters.stages)
    return bool(rare or filters.mine or filters.number or filters.dossiers is not None)


def _page(where: str, *, cursor: bool, limit: int) -> str:
    """The page's cases: from each audience's grants in index order, joined while cutting, then merged."""
    after = "AND (g.opened_on, g.dossier_id) < (%s, %s)" if cursor else ""
    return f"""SELECT DISTINCT ON (p.sorted_on, p.dossier_id) p.*
        FROM {AUDIENCES} AS a (id) CROSS JOIN LATERAL (
            SELECT DISTINCT ON (g.opened_on, g.dossier_id) g.opened_on AS sorted_on, {HELD}
            FROM access_grant g JOIN cases_case c ON c.dossier_id = g.dossier_id
            WHERE g.audience_id = a.id AND g.category = 'basic' {after}{where}
            ORDER BY g.opened_on DESC, g.dossier_id DESC LIMIT {limit}) p
        ORDER BY p.sorted_on DESC, p.dossier_id DESC LIMIT {limit}"""  # noqa: S608


def _cut(*, cursor: bool, limit: int) -> str:
    """The latest dossiers that some grant opens, from each audience's grants in index order, then merged.

    Grants alone are cheap; whether a row is let through is asked only of what is left.
    """
    after = "AND (g.opened_on, g.dossier_id) < (%s, %s)" if cursor else ""
    return f"""SELECT DISTINCT d.opened_on, d.dossier_id FROM {AUDIENCES} AS a (id) CROSS JOIN LATERAL (
            SELECT DISTINCT g.opened_on, g.dossier_id FROM access_grant g
            WHERE g.audience_id = a.id AND g.category = 'basic' {after}
            ORDER BY g.opened_on DESC, g.dossier_id DESC LIMIT {limit}) d
        ORDER BY d.opened_on DESC, d.dossier_id DESC LIMIT {limit}"""  # noqa: S608


MANY = f"""EXISTS (SELECT FROM {AUDIENCES} AS a (id) WHERE (SELECT count(*) FROM (
    SELECT DISTINCT g.opened_on, g.dossier_id FROM access_grant g
    WHERE g.audience_id = a.id AND g.category = 'basic' LIMIT {BOUND + 1}) d) > {BOUND})"""  # noqa: S608
COUNTED = f"""(SELECT CASE WHEN {MANY} THEN {BOUND + 1} ELSE (
    WITH every AS MATERIALIZED ({_cut(cursor=False, limit=BOUND + 1)})
    SELECT CASE WHEN (SELECT count(*) FROM every) > {BOUND} THEN {BOUND + 1}
        ELSE (SELECT count(*) FROM every d JOIN cases_case c ON c.dossier_id = d.dossier_id) END) END)"""  # noqa: S608
"""Where grants open more than 1,000 dossiers, those of one audience alone mostly, that is the answer; otherwise their
cases are counted, each let through or not."""


def _first_page(cursor: Cursor | None, limit: int, *, counted: bool) -> tuple[list[Line], bool, int]:
    """An unfiltered page, whether it is whole (dossiers without a case may have left too few lines), and the count."""
    most = limit + SLACK
    lines, cut, number = _lines(
        f"WITH cut AS MATERIALIZED ({_cut(cursor=cursor is not None, limit=most)}), "  # noqa: S608
        f"page AS MATERIALIZED (SELECT d.opened_on AS sorted_on, {HELD} FROM cut d "
        "JOIN cases_case c ON c.dossier_id = d.dossier_id "
        f"ORDER BY d.opened_on DESC, d.dossier_id DESC LIMIT {limit}) "
        f"SELECT {COLUMNS}, (SELECT count(*) FROM cut), {COUNTED if counted else 0} FROM page c {JOINS} "
        "ORDER BY c.sorted_on DESC, c.dossier_id DESC",
        [cursor.opened_on, cursor.dossier_id] if cursor else [],
    )
    return lines, len(lines) == limit or cut < most, number


def _statement(
    filters: Filters, where: str, values: list[Any], cursor: Cursor | None, limit: int
) -> tuple[str, list[Any]]:
    if _selective(filters):
        after = " AND (c.opened_on, c.dossier_id) < (%s, %s)" if cursor else ""
        given = [*values, *((cursor.opened_on, cursor.dossier_id) if cursor else ())]
        return (
            f"SELECT {COLUMNS} FROM cases_case c {JOINS} WHERE true{where}{after} "  # noqa: S608
            f"ORDER BY c.opened_on DESC, c.dossier_id DESC LIMIT {limit}",
            given,
        )
    given = [*((cursor.opened_on, cursor.dossier_id) if cursor else ()), *values]
    return (
        f"WITH page AS MATERIALIZED ({_page(where, cursor=cursor is not None, limit=limit)}) "  # noqa: S608
        f"SELECT {COLUMNS} FROM page c {JOINS} ORDER BY c.sorted_on DESC, c.dossier_id DESC",
        given,
    )


def listing(
    actor: Actor,
    filters: Filters | None = None,
    cursor: Cursor | None = None,
    limit: int = PAGE,
    *,
    counted: bool = False,
) -> Listing:
    """A page of cases, latest first or as wished; one statement, two where another sort is wished.

    `counted`: count along, where the same statement can (the unfiltered first page).
    """
    filters = filters or Filters()
    where, values = _conditions(actor, filters)
    if filters.sort in SORTS:
        wished = _sorted(filters, where, values, limit)
        if wished is not None:
            return wished
    counted = counted and cursor is None
    lines, whole, number = ([], False, 0) if where else _first_page(cursor, limit + 1, counted=counted)
    known = number if counted and whole and lines else None
    if not whole:
        lines, *_counts = _lines(*_statement(filters, where, values, cursor, limit + 1))
    register([line.dossier_id for line in lines[:limit]], "basic")
    last = Cursor(lines[limit - 1].opened_on, lines[limit - 1].dossier_id) if len(lines) > limit else None
    return Listing(lines[:limit], last, sorted_by_wish=filters.sort not in SORTS, number=known)


def _sorted(filters: Filters, where: str, values: list[Any], limit: int) -> Listing | None:
    """The first page in the wished order, or None where more cases are left than may be sorted."""
    direction = "DESC" if filters.descending else "ASC"
    sql, given = _statement(filters, where, values, None, SORTABLE + 1)
    ids = f"SELECT dossier_id FROM ({sql}) AS found"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(ids, given)
        found = [row[0] for row in cursor.fetchall()]
    if len(found) > SORTABLE:
        return None
    lines, *_counts = _lines(
        f"SELECT {COLUMNS} FROM cases_case c {JOINS} WHERE c.dossier_id = ANY (%s) "  # noqa: S608
        f"ORDER BY {SORTS[filters.sort]} {direction} NULLS LAST, c.dossier_id LIMIT {limit}",
        [found],
    )
    register([line.dossier_id for line in lines], "basic")
    return Listing(lines, None)


def _lines(sql: str, given: list[Any]) -> tuple[list[Line], int, int]:
    """The lines, and the two numbers behind the last column where the statement has them."""
    with prepared() as cursor:
        cursor.execute(sql, given)
        rows = cursor.fetchall()
    text = cache(_text)  # fifty lines name a handful of institutions
    lines = [
        Line(
            dossier_id=row[0],
            number=row[1],
            opened_on=row[2],
            stage=Stage(row[3]),
            form=row[4],
            wished_form=row[5],
            closed_on=row[6],
            result=row[7],
            region=text(row[8]),
            theme=text(row[9]),
            referred_by=text(row[10]) or TranslatedText(),
            case_manager=row[11],
        )
        for row in rows
    ]
    cut, number = rows[0][12:] if rows and len(rows[0]) > 12 else (0, 0)
    return lines, int(cut), int(number)


def _text(value: Any) -> TranslatedText | None:
    """A translated text as the driver hands it over: Django leaves jsonb of raw statements as text."""
    if value is None:
        return None
    return TranslatedText(json.loads(value) if isinstance(value, str) else value)


def count(actor: Actor, filters: Filters | None = None) -> int:
    """How many cases the filters leave, at most 1,001; one statement."""
    filters = filters or Filters()
    where, values = _conditions(actor, filters)
    if not where:
        with prepared() as cursor:
            cursor.execute(f"SELECT {COUNTED}")
            (number,) = cursor.fetchone() or (0,)
        return int(number)
    if _selective(filters):
        sql = f"SELECT c.dossier_id FROM cases_case c WHERE true{where} LIMIT {BOUND + 1}"  # noqa: S608
    else:
        sql = _page(where, cursor=False, limit=BOUND + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", values)  # noqa: S608
        (number,) = cursor.fetchone() or (0,)
    return int(number)
