"""Paths of some cases counted from their rows in plain Python, to hold against what the database counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from ciiz.domain.paths.public import Figure, Key, Passage, count

Asked = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
"""Runs a statement past the policies and gives its rows."""

PASSAGES = """
SELECT r.dossier_id, r.code, r.entered_on, r.done_on, r.done_by_id::text,
       CASE WHEN i.kind = 'office' THEN '' ELSE i.id::text END, r.outcome <> '', r.stays, r.deviation, r.definition_id
FROM processes_steprecord r JOIN organisations_institution i ON i.id = r.contributor_id
WHERE r.dossier_id = ANY (%s::uuid[]) ORDER BY r.dossier_id, r.place
"""
INSTANCES = """
SELECT dossier_id, definition_id, ARRAY(SELECT jsonb_array_elements_text(state -> 'active')), state ->> 'ended',
       ended_on IS NULL
FROM processes_instance
WHERE dossier_id = ANY (%s::uuid[])
"""
RETURNED = """
SELECT c.dossier_id, c.opened_on, f.closed_on FROM cases_case c JOIN cases_case f ON f.dossier_id = c.follows_id
    OR EXISTS (SELECT FROM persons_match m WHERE m.outcome = 'same'
               AND (m.dossier_id, m.other_id) IN ((c.dossier_id, f.dossier_id), (f.dossier_id, c.dossier_id)))
WHERE c.dossier_id = ANY (%s::uuid[]) AND f.closed_on IS NOT NULL
"""


def figures(ask: Asked, dossiers: Collection[UUID], definitions: Collection[UUID]) -> dict[Key, Figure]:
    """All figures of these cases within these versions; those of nothing are left out."""
    wanted = [list(dossiers)]
    rows = ask(PASSAGES, wanted)
    passages = [Passage(*row[:9]) for row in rows]
    versions = {id(passage): row[9] for passage, row in zip(passages, rows, strict=True)}
    found = count(passages, lambda one: versions[id(one)] in definitions)
    tally: Counter[Key] = Counter()
    cases: defaultdict[Key, set[UUID]] = defaultdict(set)
    for dossier, definition, active, ended, running in ask(INSTANCES, wanted):
        if definition not in definitions:
            continue
        keys: list[Key] = [("all", "", "")]
        keys += [("running", "", ""), *(("stands", code, "") for code in active)] if running else [("end", ended, "")]
        for key in keys:
            tally[key] += 1
            cases[key].add(dossier)
    for dossier, opened_on, closed_on in ask(RETURNED, wanted):
        if dossier in cases["all", "", ""] and closed_on <= opened_on < _a_year_after(closed_on):
            tally["returned", "", ""] += 1
            cases["returned", "", ""].add(dossier)
    whole = {"all", "running", "returned"}
    return found | {
        key: Figure(len(cases[key]) if key[0] in whole else number, len(cases[key])) for key, number in tally.items()
    }


def _a_year_after(day: date) -> date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
