"""The readable history: events as sentences, journal entries as they were written."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import ngettext

from ciiz.domain.access.public import Category
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.journal.public import Entry as JournalEntry
from ciiz.domain.timeline.public import Event
from ciiz.foundation.i18n.phrases import colon
from ciiz.journeys.tell import Names, sentence
from ciiz.web.components.data import Entry, Kind

TOLD_BY_ENTRY = ("talk_held", "journal_entry")
CHIPS: dict[str, Kind] = {
    "case_closed": "ok",
    "plan_validated": "ok",
    "consent_withdrawn": "bad",
    "consent_ran_out": "bad",
    "case_broken_off": "bad",
    "process.deviated": "warn",
    "plan_sent_back": "warn",
    "plan_withdrawn": "warn",
    "referral_returned": "warn",
}


def history(events: Sequence[Event], entries: Sequence[JournalEntry], names: Names, limit: int) -> list[Entry]:
    """Latest first; an event that an entry tells in full is left out, the same sentence of a day stands once."""
    written = {entry.id: entry for entry in entries}
    lines: list[tuple[date, object, Entry]] = []
    seen: set[tuple[date, str, str]] = set()
    for event in events:
        if event.kind in TOLD_BY_ENTRY and event.subject_id in written:
            continue
        line = _event(event, names)
        key = (line.day, str(line.text), str(line.note))
        if key not in seen:
            seen.add(key)
            lines.append((event.occurred_on, event.recorded_at, line))
    lines += [(entry.occurred_on, entry.recorded_at, _entry(entry)) for entry in entries]
    lines.sort(key=lambda line: line[:2], reverse=True)
    return [line[2] for line in lines[:limit]]


def _event(event: Event, names: Names) -> Entry:
    who = event.actor.user.full_name if event.actor else ""
    chip = str(Category(event.category).label) if event.category != Category.BASIC else ""
    kind = CHIPS.get(event.kind, "")
    if kind and not chip:
        chip = event.step
    return Entry(
        day=event.occurred_on,
        text=sentence(event, names),
        note=", ".join(part for part in (who, str(event.contributor)) if part),
        chip=chip,
        chip_kind=kind if chip else "",
    )


def _entry(entry: JournalEntry) -> Entry:
    minutes = ngettext("%(n)d minute", "%(n)d minutes", entry.minutes) % {"n": entry.minutes} if entry.minutes else ""
    head = str(EntryKind(entry.kind).label)
    if minutes:
        head = f"{head} ({minutes})"
    if entry.employer:
        head = f"{head}, {entry.employer}"
    shared = Visibility(entry.visibility).label
    return Entry(
        day=entry.occurred_on,
        text=colon(head, entry.text),
        note=", ".join((entry.author.user.full_name, str(entry.contributor))) + f" · {shared}",
        chip=str(Category(entry.category).label),
        url="",
    )


def own(events: Sequence[Event], institution_id: int) -> list[Event]:
    """What one institution contributed."""
    return [event for event in events if event.contributor_id == institution_id]
