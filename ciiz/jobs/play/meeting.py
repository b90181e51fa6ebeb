"""Cases about which a meeting can be arranged: everybody who takes part may sit there on its day."""

from datetime import date
from uuid import UUID

from django.db import connection

READY = """
SELECT c.dossier_id, c.number FROM cases_case c
WHERE c.stage = 'accepted' AND (%(region)s::bigint IS NULL OR c.region_id = %(region)s) AND NOT EXISTS (
    SELECT FROM access_participation p
    WHERE p.dossier_id = c.dossier_id AND p.member_id IS NULL AND p.valid_to IS NULL
      AND NOT meetings_open(c.dossier_id, p.institution_id, %(on)s))
ORDER BY c.opened_on DESC, c.number LIMIT %(most)s
"""


def ready(*, region_id: int | None, on: date, most: int) -> list[tuple[UUID, str]]:
    """Dossier and number of accepted cases that whoever acts sees, latest first."""
    with connection.cursor() as cursor:
        cursor.execute(READY, {"region": region_id, "on": on, "most": most})
        return list(cursor.fetchall())
