"""Writes of the context."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import NotFound

from .enums import State
from .models import Import, Portion

FILE_NAME = 110


@atomic
def keep(
    *,
    actor: Actor,
    file_name: str,
    rows: int,
    portions: Sequence[Sequence[dict[str, Any]]],
    there: int,
    changed: int,
    refused: int,
    findings: Sequence[dict[str, Any]],
) -> Import:
    """Keeps what was found in a file, and the rows that could be imported, in portions; without any it is done."""
    kept = Import(
        brought_by_id=actor.membership_id,
        file_name=file_name[-FILE_NAME:],
        state=State.WAITING if portions else State.DONE,
        rows=rows,
        ready=sum(map(len, portions)),
        there=there,
        changed=changed,
        refused=refused,
        findings=list(findings),
    )
    kept.save(force_insert=True)
    Portion.objects.bulk_create(
        Portion(of=kept, number=number, rows=list(some)) for number, some in enumerate(portions)
    )
    return kept


def lock(actor: Actor, import_id: UUID) -> Import:
    """The import, kept from others until the transaction ends; a hidden one does not exist."""
    del actor
    found = Import.objects.select_for_update().filter(id=import_id).first()
    if found is None:
        raise NotFound
    return found


def next_portion(actor: Actor, kept: Import) -> Portion | None:
    """The first rows that have not had their turn."""
    del actor
    return Portion.objects.filter(of=kept, rows__isnull=False).order_by("number").first()


@atomic
def landed(
    *,
    actor: Actor,
    kept: Import,
    portion: Portion,
    imported: int,
    there: int,
    changed: int,
    refused: int,
    findings: Sequence[dict[str, Any]],
) -> None:
    """Counts what became of a portion and forgets its rows."""
    kept.tried += len(portion.rows or ())
    kept.imported += imported
    kept.there += there
    kept.changed += changed
    kept.refused += refused
    kept.findings = sorted([*kept.findings, *findings], key=lambda one: int(one["line"]))
    portion.rows = None
    portion.save(update_fields=["rows"])
    kept.state = State.RUNNING if next_portion(actor, kept) else State.DONE
    kept.save(update_fields=["tried", "imported", "there", "changed", "refused", "findings", "state"])


@atomic
def drop(*, actor: Actor, kept: Import) -> None:
    """Forgets the rows that have not been imported."""
    del actor
    Portion.objects.filter(of=kept, rows__isnull=False).update(rows=None)
    kept.state = State.DROPPED
    kept.save(update_fields=["state"])


@atomic
def forget_old(*, rows_before: datetime, reports_before: datetime) -> int:
    """By the platform: rows that nobody imported, and reports that nobody needs any more; returns how many imports."""
    late = Import.objects.filter(state__in=(State.WAITING, State.RUNNING), brought_at__lt=rows_before)
    dropped = late.update(state=State.DROPPED)
    Portion.objects.filter(of__brought_at__lt=rows_before).delete()
    return dropped + Import.objects.filter(brought_at__lt=reports_before).delete()[0]
