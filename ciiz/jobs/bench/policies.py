"""Five statements under the policies against the same condition written out by hand, without policies."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection

from ciiz.domain.cases.public import listing

from .ground import Ground
from .pages import people
from .report import Figure
from .timing import clock, statements

RUNS = 60
MOST = 1.5
GRANT = (
    "g.audience_id = ANY (%(audiences)s::bigint[]) AND g.valid_from <= %(today)s::date "
    "AND %(today)s::date < g.valid_to AND g.category = ANY (%(categories)s::text[])"
)
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement, and the same with its condition written out."""

    name: str
    under_policies: str
    by_hand: str


def opens(table: str, category: str) -> str:
    """The condition that a policy adds, by hand."""
    return (
        f"EXISTS (SELECT FROM access_grant g WHERE g.dossier_id = {table}.dossier_id AND g.category = {category} "
        f"AND (g.givers IS NULL OR {table}.contributor_id = ANY (g.givers)) AND {GRANT})"
    )


def pair(name: str, table: str, category: str, where: str, rest: str) -> Pair:
    """A statement on one table."""
    head = f"SELECT * FROM {table} WHERE {where}"  # noqa: S608 - our own texts
    return Pair(name, f"{head} {rest}", f"{head} AND {opens(table, category)} {rest}")


PAIRS = (
    pair("one case", "cases_case", "'basic'", "cases_case.dossier_id = %(dossier)s", ""),
    pair(
        "journal of a case", "journal_entry", "journal_entry.category", "journal_entry.dossier_id = %(dossier)s",
        "ORDER BY occurred_on DESC, id DESC LIMIT 50",
    ),
    pair(
        "open tasks of a member", "tasks_task", "'basic'", "tasks_task.membership_id = %(member)s AND state = 'open'",
        "ORDER BY due_on, set_on, id LIMIT 50",
    ),
    pair(
        "names by beginning", "persons_nametoken", "'basic'",
        "persons_nametoken.token >= %(beginning)s AND persons_nametoken.token < %(beginning_end)s",
        "ORDER BY token, dossier_id LIMIT 40",
    ),
)  # fmt: skip


def figures(ground: Ground) -> list[Figure]:
    """The ratio of each, as somebody of the largest institution with a running case."""
    rows = ground.rows_of(
        """SELECT c.dossier_id, c.case_manager_id FROM cases_case c WHERE c.stage = 'running' AND c.case_manager_id =
           (SELECT case_manager_id FROM cases_case WHERE stage = 'running' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)
           ORDER BY md5(c.dossier_id::text) LIMIT 1"""
    )
    if not rows:
        return []
    dossier_id, manager = rows[0]
    who = next(one for one in ground.people.everybody if one.membership_id == manager)
    found: list[Figure] = []
    with who.acting(ground.today, "bench") as actor:
        values = _values(dossier_id, manager, actor.today.isoformat())
        for one in PAIRS:
            found.append(_figure(ground, one, values))
        with statements() as sent:
            listing(actor)
        under, given = sent.sent[0]
    largest = people(ground)["largest institution"]
    with largest.acting(ground.today, "bench") as actor:
        values = _values(dossier_id, manager, actor.today.isoformat())
        found.append(_figure(ground, Pair("list of 50", under, _list_by_hand(under)), values, given))
    return found


def _values(dossier_id: UUID, member: int, today: str) -> Values:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('ciiz.audiences'), current_setting('ciiz.categories')")
        audiences, categories = cursor.fetchone() or ("{}", "{}")
        cursor.execute("SELECT left(token, 3) FROM persons_nametoken ORDER BY md5(token) LIMIT 1")
        (beginning,) = cursor.fetchone() or ("ber",)
    return {
        "dossier": dossier_id,
        "member": member,
        "today": today,
        "audiences": audiences,
        "categories": categories,
        "beginning": beginning,
        "beginning_end": beginning + "\U0010ffff",
    }


def _list_by_hand(sql: str) -> str:
    """The list's statement with the conditions of grants and cases in their places."""
    grants, cases = "WHERE g.audience_id = a.id AND g.category = 'basic'", "ON c.dossier_id = d.dossier_id"
    if grants not in sql or cases not in sql or "%s" in sql:
        raise LookupError("the list's statement has changed: write its condition out anew")
    case = opens("c", "'basic'").replace("access_grant g", "access_grant h").replace("g.", "h.")
    settings = "nullif(current_setting('ciiz.audiences', true), '')::bigint[]"
    by_hand = sql.replace(grants, f"{grants} AND {GRANT}").replace(cases, f"{cases} AND {case}")
    return by_hand.replace(settings, "%(audiences)s::bigint[]")


def _figure(ground: Ground, one: Pair, values: Values, given: Any = None) -> Figure:
    def under() -> Any:
        with connection.connection.cursor() as cursor:  # the driver's own, as on the other side
            cursor.execute(one.under_policies, values if given is None else given or None)
            return cursor.fetchall()

    def hand() -> Any:
        return ground.above.execute(one.by_hand, values).fetchall()

    left, right = under(), hand()
    if len(left) != len(right):
        raise LookupError(f"{one.name}: {len(left)} rows under policies, {len(right)} by hand")
    with_policies, by_hand = _alternate(under, hand)
    note = f"{with_policies:.2f} ms with policies, {by_hand:.2f} ms by hand as superuser; {len(left)} rows, {RUNS} runs"
    return Figure(f"policies: {one.name}", with_policies / by_hand, "times", note, MOST)


def _alternate(left: Callable[[], Any], right: Callable[[], Any]) -> tuple[float, float]:
    """Medians of both, run in turns, so that a busy machine slows both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(RUNS):
        for held, action in zip(times, (left, right), strict=True):
            with clock() as passed:
                action()
            held.append(passed[0])
    return median(times[0]), median(times[1])
