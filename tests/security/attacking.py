"""Raw SQL of the pages' role in the context of a real membership: how many rows somebody reaches."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from tests.worlds import PEOPLE, TODAY, become, institution, membership

REFUSED = {"42501", "23514"}  # privileges, policies and guards; constraints and rules of what may be written


def values(dossier: UUID, who: str) -> dict[str, Any]:
    me = membership(who)
    people = {name: membership(name).id for name in PEOPLE if name.startswith(("rav.", "smz."))}
    institutions = {code: institution(code).id for code in ("RAV", "SMZ", "IV", "IIZ")}
    return {"dossier": dossier, "today": TODAY, "me": me.id, "mine": me.institution_id, **people, **institutions}


def rows(who: str, dossier: UUID, sql: str) -> int:
    """Rows that somebody reached; 0 also if the database refused."""
    become(who)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.replace("{{", "{").replace("}}", "}"), values(dossier, who))
            return int(cursor.rowcount)
    except DatabaseError as refusal:
        if getattr(refusal.__cause__, "sqlstate", "") not in REFUSED:
            raise
        return 0
