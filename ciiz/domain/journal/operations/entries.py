"""Writing, correcting and opening entries."""

from datetime import date
from uuid import UUID

from django.db import ProgrammingError, transaction
from psycopg.errors import InsufficientPrivilege

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.timeline.public import record
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotAllowed, NotFound

from .. import policies
from ..enums import EntryKind, Visibility
from ..errors import EntryEmpty, EntryInFuture
from ..models import Entry


@atomic
def log(
    *,
    actor: Actor,
    dossier_id: UUID,
    kind: EntryKind,
    occurred_on: date,
    text: str,
    category: Category = Category.WORK,
    visibility: Visibility = Visibility.TEAM,
    minutes: int | None = None,
    employer: str = "",
    withheld_reason: str = "",
    step: str = "",
) -> Entry:
    """Writes an entry; what only the own institution reads leaves no trace on the shared timeline."""
    _check(text=text, occurred_on=occurred_on, today=actor.today)
    entry = Entry(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        author_id=actor.membership_id,
        category=category,
        visibility=visibility,
        kind=kind,
        occurred_on=occurred_on,
        minutes=minutes,
        text=text.strip(),
        employer=employer.strip(),
        withheld=bool(withheld_reason.strip()),
        withheld_reason=withheld_reason.strip(),
        step=step,
    )
    _insert(entry)
    if visibility is Visibility.TEAM:
        _tell(actor, entry)
    return entry


@atomic
def correct(
    *, actor: Actor, entry_id: UUID, expected_version: int, text: str, minutes: int | None, occurred_on: date
) -> Entry:
    """Corrects an own entry; the audit keeps the former words."""
    entry = _mine(actor, entry_id)
    _check(text=text, occurred_on=occurred_on, today=actor.today)
    _save(entry, expected_version, text=text.strip(), minutes=minutes, occurred_on=occurred_on)
    return entry


@atomic
def share(*, actor: Actor, entry_id: UUID, expected_version: int) -> Entry:
    """Opens an own entry to the case team."""
    entry = _mine(actor, entry_id)
    if not policies.may_share(actor, author_id=entry.author_id, visibility=entry.visibility):
        raise NotAllowed
    _save(entry, expected_version, visibility=Visibility.TEAM)
    _tell(actor, entry)
    return entry


def _insert(entry: Entry) -> None:
    """The database knows who reads the category and may therefore write in it; others are told so."""
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except ProgrammingError as refused:
        if isinstance(refused.__cause__, InsufficientPrivilege):
            raise NotAllowed from refused
        raise


def _check(*, text: str, occurred_on: date, today: date) -> None:
    if not text.strip():
        raise EntryEmpty(field="text")
    if occurred_on > today:
        raise EntryInFuture(field="occurred_on")


def _mine(actor: Actor, entry_id: UUID) -> Entry:
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is None:
        raise NotFound
    if not policies.may_correct(actor, author_id=entry.author_id):
        raise NotAllowed
    return entry


def _save(entry: Entry, expected_version: int, **values: object) -> None:
    changed = Entry.objects.filter(id=entry.id, version=expected_version).update(version=expected_version + 1, **values)
    if not changed:
        raise Conflict
    for name, value in (*values.items(), ("version", expected_version + 1)):
        setattr(entry, name, value)


def _tell(actor: Actor, entry: Entry) -> None:
    record(
        actor=actor,
        kind="talk_held" if EntryKind(entry.kind).meets_person else "journal_entry",
        dossier_id=entry.dossier_id,
        category=Category(entry.category),
        occurred_on=entry.occurred_on,
        subject_id=entry.id,
        step=entry.step,
        entry=EntryKind(entry.kind).value,
        minutes=entry.minutes,
    )
