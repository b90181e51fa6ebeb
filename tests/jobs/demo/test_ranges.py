"""The demo canton is plausible: shares and durations lie where published figures lie."""

import pytest
from django.db import connection

from ciiz.domain.tasks.enums import Kind
from ciiz.jobs.demo.archetypes import STEPS

from .conftest import CASES

pytestmark = pytest.mark.usefixtures("demo")

HERE = "number LIKE 'VS-%'"
"""In the demo canton: the others show a case at each step and are not made to be plausible in number."""

ENDED = "FROM cases_case WHERE closed_on IS NOT NULL"
OVERDUE = "FROM tasks_task WHERE state = 'open' AND coalesce(due_on, set_on) < '2026-11-22'::date -"
RANGES: dict[str, tuple[str, float, float]] = {
    "cases in all": (f"SELECT count(*) FROM cases_case WHERE {HERE}", CASES + len(STEPS), CASES + len(STEPS)),
    "cases opened in the first twelve months back from today": (
        f"SELECT count(*) FROM cases_case WHERE {HERE} AND opened_on > '2026-11-22'::date - 365 "
        "AND opened_on <= '2026-11-22'::date - 0 AND stage <> 'checked'", 160, 240,
    ),
    "cases opened in the second twelve months back from today": (
        f"SELECT count(*) FROM cases_case WHERE {HERE} AND opened_on > '2026-11-22'::date - 730 "
        "AND opened_on <= '2026-11-22'::date - 365 AND stage <> 'checked'", 160, 240,
    ),
    "cases opened in the third twelve months back from today": (
        f"SELECT count(*) FROM cases_case WHERE {HERE} AND opened_on > '2026-11-22'::date - 1095 "
        "AND opened_on <= '2026-11-22'::date - 730 AND stage <> 'checked'", 160, 240,
    ),
    "open tasks of a closed case, but for survey and hand-over": (
        "SELECT count(*) FROM tasks_task t JOIN cases_case c USING (dossier_id) WHERE t.state = 'open' "
        "AND c.stage IN ('closed', 'returned') AND t.kind NOT IN ('survey', 'answer_hand_over')", 0, 0,
    ),
    "open tasks overdue by more than half a year": (f"SELECT count(*) {OVERDUE} 183", 0, 0),
    "open tasks overdue by more than 60 days": (f"SELECT count(*) {OVERDUE} 60", 0, 60),
    **{
        f"open tasks overdue by more than 60 days: {kind}": (
            f"SELECT count(*) {OVERDUE} 60 AND kind = '{kind}'", 0, 45 if kind == Kind.TAKE_STOCK_TEAM else 15,
        )
        for kind in Kind
    },
    "share of referrals returned": (
        "SELECT avg((stage = 'returned')::int) FROM cases_case WHERE stage NOT IN ('draft', 'completed')", 0.08, 0.2,
    ),
    "share of ended cases integrated": (f"SELECT avg((result = 'integrated')::int) {ENDED}", 0.4, 0.7),
    "share of ended cases with another dispositif": (
        f"SELECT avg((result = 'other_dispositif')::int) {ENDED}", 0.08, 0.25,
    ),
    "share of ended cases without cooperation": (
        "SELECT avg((r.exit_reason = 'no_cooperation')::int) FROM cases_closing c "
        "JOIN cases_exitreport r ON r.id = c.report_id WHERE c.closed_on IS NOT NULL AND c.annulled_on IS NULL",
        0.05, 0.2,
    ),
    "median days from opening to the end": (
        f"SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY closed_on - opened_on) {ENDED}", 120, 400,
    ),
    "open cases": (
        f"SELECT count(*) FROM cases_case WHERE {HERE} AND stage NOT IN ('closed', 'returned')", 100, 320,
    ),
    "institutions that refer": (f"SELECT count(DISTINCT contributor_id) FROM cases_case WHERE {HERE}", 14, 22),
    "regions with cases": (f"SELECT count(DISTINCT region_id) FROM cases_case WHERE {HERE}", 5, 5),
    "themes with cases": (f"SELECT count(DISTINCT theme_id) FROM cases_case WHERE {HERE}", 2, 2),
    "dispositifs that take part": (
        "SELECT count(DISTINCT d.dispositif_id) FROM access_participation p "
        "JOIN organisations_carries d ON d.institution_id = p.institution_id", 7, 7,
    ),
    "mean institutions in a case": (
        "SELECT avg(n) FROM (SELECT count(*) AS n FROM access_participation p JOIN cases_case c USING (dossier_id) "
        "WHERE p.member_id IS NULL AND c.accepted_on IS NOT NULL GROUP BY p.dossier_id) AS parties", 2, 3.5,
    ),
    "share of women": ("SELECT avg((sex = 'female')::int) FROM persons_person", 0.4, 0.6),
    "share of foreign nationals": ("SELECT avg((nationality <> 'CH')::int) FROM persons_person", 0.2, 0.5),
    "share of French-speaking files": ("SELECT avg((correspondence = 'fr')::int) FROM persons_person", 0.4, 0.85),
    "youngest": ("SELECT min(extract(year FROM age(c.opened_on, p.birth_date))) FROM persons_person p "
                 "JOIN persons_subject s ON s.person_id = p.id JOIN cases_case c USING (dossier_id)", 17, 25),
    "oldest": ("SELECT max(extract(year FROM age(c.opened_on, p.birth_date))) FROM persons_person p "
               "JOIN persons_subject s ON s.person_id = p.id JOIN cases_case c USING (dossier_id)", 55, 64),
    "cases opened in the future": ("SELECT count(*) FROM cases_case WHERE opened_on > '2026-11-22'", 0, 0),
    "things that happened in the future": (
        "SELECT count(*) FROM timeline_event WHERE occurred_on > '2026-11-22'", 0, 0,
    ),
    "cases in coaching": ("SELECT count(*) FROM cases_case WHERE stage = 'coaching'", 4, 40),
    "coachings that have ended": (
        "SELECT count(*) FROM cases_case WHERE wished_form = 'coaching' AND closed_on IS NOT NULL", 6, 50,
    ),
    "share of checks in which nothing is indicated": (
        "SELECT avg((indicated = 'none')::int) FROM cases_iizcheck", 0.02, 0.12,
    ),
    "share of checks that find a network enough": (
        "SELECT avg((indicated = 'network')::int) FROM cases_iizcheck", 0.02, 0.12,
    ),
    "stages at which cases stand": ("SELECT count(DISTINCT stage) FROM cases_case", 10, 20),
}  # fmt: skip


@pytest.mark.parametrize("name", RANGES)
def test_the_demo_is_plausible(name: str) -> None:
    sql, least, most = RANGES[name]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        value = float(cursor.fetchone()[0])
    assert least <= value <= most, f"{name}: {value}"
