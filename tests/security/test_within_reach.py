"""No day of a dossier has a mistyped year, whoever writes it: asked of the catalogue, then tried."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ciiz.foundation.clock import FIRST_DAY, LAST_DAY
from ciiz.journeys import hand_over
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

DAYS = """
SELECT c.relname::text, a.attname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relforcerowsecurity
  AND a.atttypid = 'date'::regtype AND c.relname <> 'access_grant'
"""
HELD = """
SELECT k.conrelid::regclass::text, a.attname::text FROM pg_constraint k
JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
WHERE starts_with(k.conname, 'within_reach_') AND k.convalidated
"""


@pytest.mark.django_db
def test_each_day_of_a_dossier_is_held() -> None:
    with connection.cursor() as cursor:
        cursor.execute(DAYS)
        days = set(cursor.fetchall())
        cursor.execute(HELD)
        held = set(cursor.fetchall())
    assert days
    assert days == held


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "stands"),
    [
        (date(20, 3, 1), False),
        (FIRST_DAY - timedelta(days=1), False),
        (FIRST_DAY, True),
        (LAST_DAY, True),
        (LAST_DAY + timedelta(days=1), False),
    ],
)
def test_a_day_out_of_reach_is_refused_to_whoever_calls_the_journey(day: date, stands: bool) -> None:
    dossier_id = scene.assigned()
    refusal = nullcontext() if stands else pytest.raises(IntegrityError, match="within_reach_")
    with refusal, transaction.atomic():
        hand_over.propose(
            actor=become("smz.contact"),
            dossier_id=dossier_id,
            receiver_id=institution("IV").id,
            on=TODAY,
            talk_on=day,
            why="Rente prüfen",
        )
