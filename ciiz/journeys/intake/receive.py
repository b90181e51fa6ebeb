"""Somebody brings in a file: it is read and judged, then imported a portion at a time, or dropped.

A portion is what one request imports in a few seconds. Whatever happens in between, a portion is imported wholly or
not at all, and the next request goes on where the last one ended.
"""

from collections import Counter
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.imports import public as imports
from ciiz.domain.imports.public import Import
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import DomainError
from ciiz.foundation.sheets import read

from . import findings
from .headings import is_heading
from .importing import Landing, import_rows, judge
from .parse import parse
from .resolving import resolver
from .rows import from_json, to_json

PORTION = 500


class NothingWaits(DomainError):
    """All rows have had their turn, or were dropped."""

    code = "nothing_waits"
    message = _("No row of this file waits any more. What was imported is there; the report says what was not.")


@atomic
def receive(*, actor: Actor, file_name: str, content: bytes) -> Import:
    """Reads a file and says what could be imported; nothing becomes a case yet.

    Raises a `SheetError` when the file as a whole cannot be read.
    """
    if not cases.may_check(actor):
        raise cases.WrongRole
    intake = parse(read(content, heading=is_heading), actor.today, resolver(actor.canton))
    judged = judge(actor, intake.referrals)
    count = Counter(one.landing for one in judged)
    ready = [to_json(one.row) for one in judged if one.landing is Landing.READY]
    found = findings.of_defects(intake.defects) + findings.of_landed(judged)
    return imports.keep(
        actor=actor,
        file_name=file_name,
        rows=intake.rows,
        portions=[ready[start : start + PORTION] for start in range(0, len(ready), PORTION)],
        there=count[Landing.THERE],
        changed=count[Landing.CHANGED],
        refused=len(intake.refused_lines) + count[Landing.REFUSED],
        findings=sorted(found, key=lambda one: int(one["line"])),
    )


@atomic
def go_on(*, actor: Actor, import_id: UUID) -> Import:
    """Imports the next portion; rows that have become cases meanwhile are not entered a second time."""
    kept = imports.lock(actor, import_id)
    portion = imports.next_portion(actor, kept) if kept.waits else None
    if portion is None:
        raise NothingWaits
    landed = import_rows(actor=actor, rows=[from_json(plain) for plain in portion.rows or ()])
    count = Counter(one.landing for one in landed)
    imports.landed(
        actor=actor,
        kept=kept,
        portion=portion,
        imported=count[Landing.IMPORTED],
        there=count[Landing.THERE],
        changed=count[Landing.CHANGED],
        refused=count[Landing.REFUSED],
        findings=findings.of_landed(landed),
    )
    return kept


@atomic
def drop(*, actor: Actor, import_id: UUID) -> None:
    """The rows that have not been imported are forgotten; the report stays."""
    kept = imports.lock(actor, import_id)
    if not kept.waits:
        raise NothingWaits
    imports.drop(actor=actor, kept=kept)
