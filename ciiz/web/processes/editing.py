"""What the editor of a process offers: words of its tools, and the journeys, roles, tasks and terms it may name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Actor
from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.processes.journeys import JOURNEYS, Outcome
from ciiz.domain.tasks.enums import Kind
from ciiz.journeys.terms import lengths
from ciiz.web.components.data import Text

from .presenting import ROLES, lasting

VERBS: Mapping[str, Text] = {
    "assign.name_case_manager": gettext_lazy("Name the case manager"),
    "breakoff.break_off": gettext_lazy("Break off"),
    "change.decide": gettext_lazy("Decide whether the plan changes"),
    "change.event": gettext_lazy("Record an event that affects the plan"),
    "close.close": gettext_lazy("Close the case"),
    "close.end_coaching": gettext_lazy("End the coaching"),
    "close.request": gettext_lazy("Ask for closing"),
    "coaching.decide_result": gettext_lazy("Say what the coaching has led to"),
    "coaching.define_plan": gettext_lazy("Define the plan of the coaching"),
    "coaching.evaluate": gettext_lazy("Agree on goals and decide whether to evaluate employability"),
    "coaching.follow_up": gettext_lazy("Follow up at the workplace"),
    "coaching.hand_back": gettext_lazy("Record what the evaluation showed"),
    "coaching.hold_talk": gettext_lazy("Hold the three-way talk"),
    "coaching.prepare_talk": gettext_lazy("Prepare the three-way talk"),
    "coaching.register": gettext_lazy("Register the person and enter the keyword for the coaching"),
    "coaching.set_up_measure": gettext_lazy("Set up the evaluation of employability"),
    "coaching.talk": gettext_lazy("Talk about how the coaching goes on"),
    "contact.log": gettext_lazy("Log a contact"),
    "finish.decide": gettext_lazy("Decide whether the plan is finished"),
    "implement.advance_measure": gettext_lazy("Record how a measure goes on"),
    "implement.log_talk": gettext_lazy("Record a talk"),
    "implement.progress": gettext_lazy("Record how the plan goes on"),
    "plan.accept_part": gettext_lazy("Answer for the own institution's part of the plan"),
    "plan.draft": gettext_lazy("Draft the plan"),
    "plan.sign": gettext_lazy("Sign the plan"),
    "plan.validate": gettext_lazy("Validate the action plan"),
    "refer.check": gettext_lazy("Check whether IIZ is indicated"),
    "refer.complete": gettext_lazy("Complete the referral"),
    "refer.forward": gettext_lazy("Forward the referral"),
    "report.write": gettext_lazy("Write the exit report"),
    "session.ask_for": gettext_lazy("Ask for a session"),
    "session.record_result": gettext_lazy("Record the result of a session"),
    "stocktake.record": gettext_lazy("Take stock"),
    "triage.accept": gettext_lazy("Accept the referral"),
    "triage.ask_back": gettext_lazy("Ask back"),
    "triage.return_case": gettext_lazy("Return the referral"),
}
"""Every journey that a step may name, as the office reads it."""

ANSWERS: Mapping[Outcome, Text] = {
    Outcome.DONE: gettext_lazy("done"),
    Outcome.YES: gettext_lazy("yes"),
    Outcome.NO: gettext_lazy("no"),
    Outcome.NOT_INDICATED: gettext_lazy("IIZ is not indicated"),
    Outcome.NETWORK: gettext_lazy("network"),
    Outcome.COMPLEX: gettext_lazy("complex case"),
    Outcome.ROUND_TABLE: gettext_lazy("round table"),
    Outcome.ASSESSMENT: gettext_lazy("assessment"),
    Outcome.COACHING: gettext_lazy("coaching"),
    Outcome.ASK_BACK: gettext_lazy("a question comes first"),
    Outcome.RETURNED: gettext_lazy("returned"),
    Outcome.CASE_MANAGEMENT: gettext_lazy("case management"),
    Outcome.BILATERAL: gettext_lazy("bilateral cooperation"),
    Outcome.OTHER_DISPOSITIF: gettext_lazy("another dispositif"),
    Outcome.GOING_ON: gettext_lazy("going on"),
    Outcome.STAGE_DONE: gettext_lazy("stage done"),
    Outcome.CHANGE: gettext_lazy("the plan changes"),
    Outcome.ENDED: gettext_lazy("ended without integration"),
}
"""What a journey reports, as the office reads it."""

KINDS: Mapping[str, Mapping[str, Text]] = {
    "session.record_result": {kind.value: kind.label for kind in MeetingKind if kind.is_session},
    "contact.log": {kind.value: kind.label for kind in InformalKind},
}
"""Kinds of things that a journey may be about, where it knows several."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of the file and what the office reads."""

    value: str
    label: str


def choices(actor: Actor, called: Mapping[str, Mapping[str, str]], code: str) -> dict[str, list[Choice]]:
    """What the lists of the form offer; `called` are the published processes with their ends."""
    verbs = sorted((Choice(name, str(VERBS[name])) for name in JOURNEYS), key=lambda one: one.label.casefold())
    return {
        "journeys": verbs,
        "roles": [Choice(role.value, str(label)) for role, label in ROLES.items()],
        "tasks": [Choice(kind.value, str(kind.label)) for kind in Kind],
        "terms": [Choice(name, length) for name, length in _terms(canton_values(actor.canton)).items()],
        "calls": [Choice(one, one) for one in sorted(called) if one != code],
    }


def rules(actor: Actor, called: Mapping[str, Mapping[str, str]], code: str) -> dict[str, Any]:
    """What of the registries the form needs to know while somebody draws."""
    return {
        "code": code,
        "journeys": {
            name: {"outcomes": list(journey.outcomes), "event": journey.starts_event}
            for name, journey in JOURNEYS.items()
        },
        "outcomes": {outcome.value: str(label) for outcome, label in ANSWERS.items()},
        "kinds": {name: {kind: str(label) for kind, label in kinds.items()} for name, kinds in KINDS.items()},
        "calls": called,
        "terms": _terms(canton_values(actor.canton)),
    }


def _terms(values: CantonValues) -> dict[str, str]:
    """The terms whose length the canton gives, in words."""
    return {code: lasting(term) for code, term in lengths(values).items()}


def texts() -> dict[str, Any]:
    """The words of the drawing's tools."""
    return {
        "hand": _("Move the drawing"),
        "lasso": _("Choose several"),
        "space": _("Make or take away room"),
        "connect": _("Connect"),
        "start": _("Start event"),
        "step": _("Step"),
        "call": _("Call of a process"),
        "choice": _("Choice"),
        "parallel": _("Fork or join"),
        "end": _("End event"),
        "event": _("Event"),
        "pool": _("Pool"),
        "term": _("Term"),
        "above": _("Lane above"),
        "below": _("Lane below"),
        "delete": _("Remove"),
        "canton": _("The canton says: %s."),
        "drawn": _("The canton gives no length for this; the drawn one counts."),
        "kinds": {
            "bpmn:Process": _("Process"),
            "bpmn:Participant": _("Pool"),
            "bpmn:Lane": _("Lane"),
            "bpmn:StartEvent": _("Start event"),
            "bpmn:UserTask": _("Step"),
            "bpmn:CallActivity": _("Call of a process"),
            "bpmn:ExclusiveGateway": _("Choice"),
            "bpmn:ParallelGateway": _("Fork or join"),
            "bpmn:SequenceFlow": _("Arrow"),
            "bpmn:BoundaryEvent": _("Term"),
            "bpmn:SubProcess": _("Event"),
            "bpmn:EndEvent": _("End event"),
            "bpmn:TextAnnotation": _("Remark"),
        },
        "drawing": {
            "flow elements must be children of pools/participants": _(
                "A step, a choice or an event belongs into a lane of the process."
            ),
        },
    }
