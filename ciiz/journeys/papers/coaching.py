"""Papers of a coaching by tandem."""

from typing import Any

from ciiz.domain.access.public import Category
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import CoachingResult, Payer
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.organisations.public import looking_after
from ciiz.domain.processes.public import last_done
from ciiz.domain.timeline.public import Event, events
from ciiz.foundation.reading import register

from .. import coaching
from ..consent import letterhead
from .about import Filled, Subject
from .ending import ended, notes

TALKS = 30
"""Talks that a balance tells: two a month for more than a year."""


def talk_minutes(about: Subject) -> Filled | None:
    """Goals and plan in force, as they stand in AVAM."""
    found = coaching.minutes(about.actor, about.dossier_id)
    if found is None:
        return None
    return Filled(_head(about) | {"on": found.on, "goals": found.goals, "plan": found.plan}, found.on)


def employability(about: Subject) -> Filled | None:
    """What the evaluation showed, with the goals it was to serve and the plan that followed."""
    told_on = last_done(about.actor, about.dossier_id, "coaching.hand_back")
    if told_on is None:
        return None
    agreed = {event.subject_id for event in _told(about) if event.kind in (coaching.GOALS, coaching.PLAN)}
    written = [
        entry.text
        for entry in journal.entries(about.actor, about.dossier_id, kind=EntryKind.MINUTES)
        if entry.id not in agreed and entry.occurred_on == told_on and _for_all(entry)
    ]
    if not written:
        return None
    set_up = _latest(about, "coaching_measure_set_up")
    found = coaching.minutes(about.actor, about.dossier_id)
    data = _head(about) | {
        "told_on": told_on,
        "set_up_on": set_up.occurred_on if set_up else None,
        "payer": str(Payer(set_up.codes["payer"]).label) if set_up else "",
        "evaluation": written[0],
        "goals": found.goals if found else "",
        "plan": found.plan if found else "",
    }
    return Filled(data, told_on)


def integration(about: Subject) -> Filled | None:
    """What the office was told when the coaching led to integration: the case, and not whose."""
    told = _integrated(about)
    if told is None:
        return None
    case, office = about.case, letterhead(about.case.canton)
    region = None if case.theme_id else case.region_id
    copy = ""
    if case.theme_id or region:
        place, people = looking_after(about.actor, region_id=region, theme_id=case.theme_id, office_id=None)
        copy = ", ".join([place, *(one.user.full_name for one in people)])
    data: dict[str, Any] = {
        "office": office,
        "recipient": [office["name"], *office["lines"]],
        "window": about.values.letter_head.window,
        "place": str(about.values.letter_head.place),
        "reference": case.number,
        "on": told.occurred_on,
        "copy": copy,
        "signatory": told.actor.user.full_name if told.actor else "",
        "signing_institution": str(told.actor.institution) if told.actor else "",
    }
    return Filled(data, told.occurred_on)


def coaching_balance(about: Subject) -> Filled | None:
    """The balance of a coaching that came to its end: goals, plan, talks, result."""
    if not about.case.coached:
        return None
    ending = cases.ending(about.actor, about.dossier_id)
    if ending.report is None:
        return None
    found = coaching.minutes(about.actor, about.dossier_id)
    registered, integrated = _latest(about, "coaching_registered"), _integrated(about)
    talks = journal.entries(about.actor, about.dossier_id, kind=EntryKind.TALK, limit=TALKS)
    data = _head(about) | {
        "registered_on": registered.occurred_on if registered else None,
        "goals": found.goals if found else "",
        "plan": found.plan if found else "",
        "talks": [{"on": one.occurred_on, "text": one.text} for one in reversed(talks) if _for_all(one)],
        "integrated_on": integrated.occurred_on if integrated else None,
        **ended(about, ending.report),
        "notes": notes(ending),
    }
    return Filled(data, ending.report.written_on)


def _head(about: Subject) -> dict[str, Any]:
    return about.head() | {"tandem": about.institutions}


def _for_all(entry: journal.Entry) -> bool:
    """Not what an institution keeps for itself, nor what the person wants withheld."""
    return entry.visibility == Visibility.TEAM and not entry.withheld


def _told(about: Subject) -> list[Event]:
    found = list(events(about.actor, about.dossier_id).filter(kind__startswith="coaching_")[:100])
    for category in {Category(event.category) for event in found}:
        register([about.dossier_id], category)
    return found


def _latest(about: Subject, kind: str) -> Event | None:
    return next((event for event in _told(about) if event.kind == kind), None)


def _integrated(about: Subject) -> Event | None:
    """The result of the coaching, if it is that the person is integrated."""
    result = _latest(about, "coaching_result")
    return result if result is not None and result.codes["result"] == CoachingResult.INTEGRATED else None
