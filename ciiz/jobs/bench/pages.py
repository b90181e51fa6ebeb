"""Pages as the server makes them: Django's own client in the same process, all middleware, as the pages' role."""

import json
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client

from ciiz.domain.cases.public import listing
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import User

from ..play import Who
from .ground import Ground
from .report import Figure
from .timing import Taken, measure, middle, repeat, statements

RUNS = 21
LIST, LIST_QUERIES, LIST_SQL = 25.0, 10, 1.5
CASE = START = 40.0
SIZES = """
SELECT a.institution_id, count(DISTINCT g.dossier_id) FROM access_audience a
JOIN access_grant g ON g.audience_id = a.id AND g.category = 'basic'
WHERE a.kind = 'contacts' GROUP BY 1 ORDER BY 2
"""
SOME = """
SELECT c.dossier_id FROM cases_case c
JOIN access_grant g ON g.dossier_id = c.dossier_id AND g.category = 'basic'
JOIN access_audience a ON a.id = g.audience_id AND a.membership_id = %s
WHERE c.stage = 'running' GROUP BY 1 ORDER BY md5(c.dossier_id::text) LIMIT 25
"""


def figures(ground: Ground) -> list[Figure]:
    """Lists, start pages and case pages of the people who differ most."""
    everybody = people(ground)
    found: list[Figure] = []
    for name, who in everybody.items():
        if name != "front line":
            found += _list(ground, name, who)
    for name, who in everybody.items():
        taken = repeat(page(who, "/"), RUNS)
        found.append(Figure(f"start page: {name}", taken.milliseconds, "ms", _queries(taken), START))
    return found + _case_pages(ground)


def people(ground: Ground) -> dict[str, Who]:
    """Somebody of the smallest and the largest institution, coordinators with a region and a theme, the office."""
    sizes = [(ground.people, institution, size) for institution, size in ground.rows_of(SIZES)]
    contacts = {who.institution_id: who for who in reversed(ground.people.everybody) if who.role is Role.CONTACT}
    ranked = [contacts[institution] for _people, institution, _size in sizes if institution in contacts]
    largest = ranked[-1]
    everybody = [who for who in ground.people.everybody if who.holds(ground.today)]
    front = [who for who in everybody if who.role is Role.FRONT_LINE and who.institution_id == largest.institution_id]
    return {
        "smallest institution": ranked[0],
        "largest institution": largest,
        **({"front line": front[0]} if front else {}),
        "coordinator of a region": next(who for who in everybody if who.role is Role.REGIONAL),
        "coordinator of a theme": next(who for who in everybody if who.role is Role.THEMATIC),
        "office": next(who for who in everybody if who.role is Role.OFFICER),
    }


class page:  # noqa: N801 - used like a function
    """A page asked for by somebody who is signed in; its answer must be 200."""

    def __init__(self, who: Who, path: str) -> None:
        self.path = path
        self.client = Client(SERVER_NAME="127.0.0.1")
        self.client.force_login(User.objects.get(id=who.user_id))
        session = self.client.session
        session["membership"] = who.membership_id
        session.save()

    def __call__(self, path: str = "") -> object:
        answer = self.client.get(path or self.path)
        if answer.status_code != 200:
            raise LookupError(f"{path or self.path}: {answer.status_code}")
        return answer

    def sent(self, **values: str) -> str:
        """Where a form that is sent to the page leads."""
        return str(self.client.post(self.path, values).headers["Location"])


def _queries(taken: Taken) -> str:
    return f"median of {RUNS} in process, all middleware, {taken.queries} queries with session and log of readings"


def _list(ground: Ground, name: str, who: Who) -> list[Figure]:
    taken = repeat(page(who, "/cases/"), RUNS)
    return [
        Figure(f"list of 50: {name}", taken.milliseconds, "ms", _queries(taken), LIST),
        Figure(f"list of 50: {name}, queries", taken.queries, "queries", "all of the request", LIST_QUERIES),
        Figure(f"list of 50: {name}, SQL", _list_sql(ground, who), "ms", "EXPLAIN (ANALYZE), its statement", LIST_SQL),
    ]


def _list_sql(ground: Ground, who: Who) -> float:
    """The server's time for the list's statement, policies included."""
    with who.acting(ground.today, "bench") as actor:
        with statements() as sent:
            listing(actor, counted=True)
        sql, params = sent.sent[0]
        return median(explained(sql, params) for _ in range(RUNS))


def explained(sql: str, params: Any) -> float:
    """Milliseconds that the server needs to execute a statement."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (plan,) = cursor.fetchone() or ("[]",)
    told = json.loads(plan) if isinstance(plan, str) else plan
    return float(told[0]["Execution Time"])


def _case_pages(ground: Ground) -> list[Figure]:
    managers = ground.rows_of(
        "SELECT case_manager_id, count(*) FROM cases_case WHERE stage = 'running' GROUP BY 1 ORDER BY 2 DESC LIMIT 5"
    )
    by_membership = {who.membership_id: who for who in ground.people.everybody}
    taken: list[Taken] = []
    for membership_id, _count in managers:
        show = page(by_membership[membership_id], "")
        paths = [f"/cases/{dossier_id}/" for (dossier_id,) in ground.rows_of(SOME, membership_id)]
        for path in paths[:2]:
            show(path)
        taken += [measure(lambda show=show, path=path: show(path)) for path in paths]  # type: ignore[misc]
    if not taken:
        return []
    whole = middle(taken)
    note = f"{len(taken)} running cases, each once, their case managers; {whole.queries} queries"
    return [Figure("case page", whole.milliseconds, "ms", note, CASE)]
