"""The database lets through exactly what the oracle says, over generated worlds and boundary days."""

import random
import uuid
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from ciiz.domain.cases.models import Closing, ExitReport, IizCheck, Referral
from ciiz.domain.organisations.models import Institution, Membership
from ciiz.domain.timeline.models import Reason
from ciiz.foundation.db.prepared import prepared
from tests import worlds

from . import oracle

WORLDS = 40
START = date(2026, 1, 1)
Reasons = Counter[str]
RESERVED_ROWS = (
    (
        "timeline_event",
        "kind, category, occurred_on, recorded_at, legal_basis, step, codes",
        "'match_found', 'basic', '2026-01-01', now(), '', '', '{}'",
    ),
    (
        "tasks_task",
        "kind, step, role, institution_id, set_on, state",
        "'compare_cases', '', 'officer', (SELECT id FROM organisations_institution WHERE code = 'IIZ'), "
        "'2026-01-01', 'open'",
    ),
)
"""What only the coordination learns, even if the founding institution had written it."""
PROBED = ("timeline_event", "timeline_reason", "cases_iizcheck", "tasks_task")
SEEN = " UNION ALL ".join(f"SELECT id FROM {table} WHERE dossier_id = ANY(%s::uuid[])" for table in PROBED)
"""All that is let through, in one statement that the server keeps: planning the policies is most of the work."""


def _span(dice: random.Random) -> tuple[date, date]:
    begins = START + timedelta(days=dice.randrange(0, 40))
    ends = date.max if dice.random() < 0.3 else begins + timedelta(days=dice.randrange(0, 60))
    return begins, ends


class Board:
    """Real people and institutions of the test canton, and a hand for writing sources as owner."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner
        self.people = [
            oracle.Person(m.id, m.role, m.institution_id, m.region_id, m.theme_id, begins=m.valid_from)
            for m in Membership.objects.select_related("institution")
        ]
        self.users = dict(Membership.objects.values_list("id", "user_id"))
        self.institutions = list(Institution.objects.exclude(code="IIZ").values_list("id", flat=True))
        self.office = worlds.institution("IIZ").id
        self.audiences = {
            (row[1], row[2], row[3]): row[0]
            for row in owner.execute(
                "SELECT id, region_id, theme_id, CASE kind WHEN 'office' THEN institution_id END FROM access_audience"
            ).fetchall()
        }

    def dossier(self, dice: random.Random) -> tuple[uuid.UUID, oracle.Dossier, dict[tuple[str, int], uuid.UUID]]:
        """Writes one random dossier with a row of every category by every institution; returns it as the oracle's."""
        identifier = uuid.uuid4()
        canton = "ZZ"
        self.owner.execute(
            "INSERT INTO access_dossier (id, canton_id, opened_on) VALUES (%s, %s, %s)", [identifier, canton, START]
        )
        founder, *partners = dice.sample(self.institutions, 3)
        seats = [self._seat(identifier, founder, None, "founding", dice)]
        for partner in partners[: dice.randrange(0, 3)]:
            seats.append(self._seat(identifier, partner, None, dice.choice(["partner", "leading"]), dice))
        for person in dice.sample(self.people, 3):
            if person.institution != self.office:
                standing = dice.choice(["partner", "leading"])
                seats.append(self._seat(identifier, person.institution, person.id, standing, dice))
        cares = [self._care(identifier, dice) for _ in range(dice.randrange(0, 3))]
        openings = [self._opening(identifier, dice) for _ in range(dice.randrange(0, 5))]
        rows = {}
        for category in oracle.CATEGORIES:
            for contributor in [*self.institutions, self.office]:
                rows[category, contributor] = uuid.uuid4()
                self.owner.execute(
                    "INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, "
                    "recorded_at, legal_basis, step, codes) VALUES (%s, %s, %s, 'probe', %s, %s, now(), '', '', '{}')",
                    [rows[category, contributor], identifier, contributor, category, START],
                )
        for table, columns, values in RESERVED_ROWS:
            rows["reserved", len(rows)] = row = uuid.uuid4()
            self.owner.execute(
                f"INSERT INTO {table} (id, dossier_id, contributor_id, {columns}) VALUES (%s, %s, %s, {values})",
                [row, identifier, founder],
            )
        for contributor in [*self.institutions, self.office]:
            rows["managed", contributor] = row = uuid.uuid4()
            self.owner.execute(
                "INSERT INTO cases_iizcheck (id, dossier_id, contributor_id, occasion, definition, criteria, "
                "indicated, done_on, done_by_id) VALUES (%s, %s, %s, 'change', 'probe', '[]', 'none', %s, %s)",
                [row, identifier, contributor, START, self.people[0].id],
            )
            rows["why", contributor] = row = uuid.uuid4()
            self.owner.execute(
                "INSERT INTO timeline_reason (id, dossier_id, contributor_id, event_id, code, words) "
                "VALUES (%s, %s, %s, %s, 'probe', '')",
                [row, identifier, contributor, rows["basic", contributor]],
            )
        return identifier, oracle.Dossier(tuple(seats), tuple(cares), tuple(openings)), rows

    def _seat(
        self, dossier: uuid.UUID, institution: int, member: int | None, standing: str, dice: random.Random
    ) -> oracle.Seat:
        begins, ends = _span(dice)
        _, standing_ends = _span(dice)
        until, standing_until = (None if day == date.max else day for day in (ends, standing_ends))
        self.owner.execute(
            "INSERT INTO access_participation (id, dossier_id, institution_id, member_id, standing, valid_from, "
            "valid_to, standing_to) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, %s, %s)",
            [dossier, institution, member, standing, begins, until, standing_until],
        )
        return oracle.Seat(institution, member, standing, begins, ends, standing_ends)

    def _care(self, dossier: uuid.UUID, dice: random.Random) -> oracle.Care:
        begins, ends = _span(dice)
        region, theme, office = dice.choice([key for key in self.audiences if any(key)])
        self.owner.execute(
            "INSERT INTO access_mandate (id, dossier_id, institution_id, audience_id, valid_from, valid_to) "
            "VALUES (gen_random_uuid(), %s, %s, %s, %s, %s)",
            [dossier, self.office, self.audiences[region, theme, office], begins, None if ends == date.max else ends],
        )
        return oracle.Care(self.office, region, theme, begins, ends)

    def _opening(self, dossier: uuid.UUID, dice: random.Random) -> oracle.Opening:
        begins, ends = _span(dice)
        parties = [*self.institutions, self.office]
        opening = oracle.Opening(
            dice.choice(parties),
            frozenset(dice.sample(parties, dice.randrange(1, 4))),
            frozenset({"basic", *dice.sample(oracle.CATEGORIES, dice.randrange(0, 5))}),
            begins,
            ends,
        )
        self.owner.execute(
            "INSERT INTO access_statute (id, dossier_id, article, purpose, receiver_id, givers, categories, "
            "valid_from, valid_to) VALUES (gen_random_uuid(), %s, 'probe', 'probe', %s, %s, %s, %s, %s)"
            if dice.random() < 0.5 and ends != date.max
            else "INSERT INTO access_consentscope (id, dossier_id, consent_id, receiver_id, givers, categories, "
            "valid_from, valid_to) VALUES (gen_random_uuid(), %s, gen_random_uuid(), %s, %s, %s, %s, %s)",
            [
                dossier,
                opening.receiver,
                sorted(opening.givers),
                sorted(opening.categories),
                begins,
                None if ends == date.max else ends,
            ],
        )
        return opening


def _boundaries(dossiers: list[oracle.Dossier], dice: random.Random) -> list[date]:
    """First days, last days and the days around them, and some others."""
    days: set[date] = set()
    for dossier in dossiers:
        sources: list[oracle.Seat | oracle.Care | oracle.Opening] = [*dossier.seats, *dossier.cares, *dossier.openings]
        for source in sources:
            days |= {source.begins, source.begins - timedelta(days=1)}
            ends = [source.ends, source.standing_ends] if isinstance(source, oracle.Seat) else [source.ends]
            days |= {day - timedelta(days=back) for day in ends if day != date.max for back in (0, 1)}
    return [*dice.sample(sorted(days), 8), START + timedelta(days=dice.randrange(0, 120))]


@pytest.mark.django_db(transaction=True)
def test_the_database_agrees_with_the_oracle(owner_connection: Any) -> None:
    board = Board(owner_connection)
    decided: Reasons = Counter()
    for seed in range(WORLDS):
        dice = random.Random(seed)  # noqa: S311 - a repeatable world, no secret
        made = [board.dossier(dice) for _ in range(3)]
        for day in _boundaries([dossier for _, dossier, _ in made], dice):
            with transaction.atomic():
                for person in board.people:
                    decided += _compare(board, made, person, day)
    hidden = decided.pop("hidden")
    assert sum(decided.values()) + hidden > 100_000
    assert decided.pop("looks after") > 100
    assert min(decided.pop("manages"), decided.pop("said it")) > 500
    assert set(decided) == {"own contribution", "founds, leads or coordinates", "consent or statute"}
    assert min(decided.values()) > 1_000
    assert sum(decided.values()) / (sum(decided.values()) + hidden) > 0.035


def test_what_decides_about_a_case_and_why_is_kept_to_those_who_manage_it() -> None:
    assert all(model.protection.managed for model in (IizCheck, Referral, ExitReport, Closing, Reason))


def _compare(board: Board, made: list[Any], person: oracle.Person, day: date) -> Reasons:
    ids = [identifier for identifier, _, _ in made]
    with prepared() as cursor:
        cursor.execute("SELECT access_enter(%s, %s, %s, true)", [person.id, board.users[person.id], day])
        cursor.execute(SEEN, [ids] * len(PROBED))
        seen = {row for (row,) in cursor.fetchall()}
    reasons: Reasons = Counter()
    for identifier, dossier, rows in made:
        for (category, contributor), row in rows.items():
            if category == "reserved":
                reason = oracle.why_reserved(person, dossier, day)
            elif category in ("managed", "why"):
                reason = oracle.why_managed(person, dossier, contributor, day)
            else:
                reason = oracle.why(person, dossier, category, contributor, day)
            assert (row in seen) is (reason is not None), (person, identifier, category, contributor, day, reason)
            reasons[reason or "hidden"] += 1
    return reasons
