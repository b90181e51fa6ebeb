"""What must be refused is tried twice: by the journey, which says why, and by SQL as the role of the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from ciiz.foundation.errors import DomainError

from ..play import Who

REFUSED = "42501"  # insufficient_privilege: privileges, row-level security, guards


@dataclass(frozen=True, slots=True)
class Refusal:
    """One attempt and what came of it on both ways."""

    what: str
    step: str
    who: str
    role: str
    on: date
    error: str
    message: str
    expected: tuple[str, ...]
    rows: int | None
    database: str

    @property
    def by_journey(self) -> bool:
        """The journey refused, and for the reason that it has to give."""
        return self.error in self.expected

    @property
    def by_sql(self) -> bool:
        """No row was reached, or the database refused the statement."""
        return self.rows == 0 or self.database == REFUSED

    @property
    def held(self) -> bool:
        """Refused on both ways."""
        return self.by_journey and self.by_sql

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "what": self.what,
            "step": self.step,
            "who": self.who,
            "role": self.role,
            "on": self.on.isoformat(),
            "journey": {"error": self.error, "message": self.message, "expected": list(self.expected)},
            "sql": {"rows": self.rows, "error": self.database},
            "held": self.held,
        }


def describe(what: str) -> str:
    """The attempt in words."""
    return {
        "wrong_role": _("by somebody whose role it is not"),
        "foreign_institution": _("by an institution that does not take part"),
        "other_region": _("by the coordination of another region"),
        "no_consent": _("without a consent"),
        "expired_consent": _("after the consent has ended"),
        "no_contact_person": _("with a case manager who is no contact person"),
        "no_session_result": _("without a round table or an assessment"),
        "not_ready": _("before everything is done"),
    }[what]


def attempt(
    what: str,
    step: str,
    who: Who,
    on: date,
    *,
    verb: Callable[[], object],
    codes: tuple[str, ...],
    sql: str,
    values: dict[str, Any],
    reader: Who | None = None,
) -> Refusal:
    """Tries both ways and undoes whatever came of it, also if it was not refused.

    `reader` is who tries the SQL, if another: what a case manager cannot order, the ordered institution cannot read.
    """
    error, message = _by_journey(verb)
    rows, database = _by_sql(reader or who, on, sql, values)
    return Refusal(what, step, str(who), who.role.value, on, error, message, codes, rows, database)


def _by_journey(verb: Callable[[], object]) -> tuple[str, str]:
    error, message = "", ""
    with transaction.atomic():
        try:
            verb()
        except DomainError as refusal:
            error, message = refusal.code, str(refusal)
        transaction.set_rollback(True)
    return error, message


def _by_sql(who: Who, on: date, sql: str, values: dict[str, Any]) -> tuple[int | None, str]:
    rows: int | None = None
    database = ""
    with transaction.atomic():
        try:
            with who.acting(on, "walkthrough") as actor, connection.cursor() as cursor:
                cursor.execute(sql, {"me": actor.membership_id, "mine": actor.institution_id, "today": on, **values})
                rows = cursor.rowcount
        except DatabaseError as refusal:
            database = getattr(refusal.__cause__, "sqlstate", "") or "error"
        transaction.set_rollback(True)
    return rows, database
