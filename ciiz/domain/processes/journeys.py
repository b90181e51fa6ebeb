"""The journeys that a file may name: the outcomes that they may report, the task that asks for them, who does it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ciiz.domain.tasks.enums import Kind


class Outcome(StrEnum):
    """Every outcome that a journey can report; a choice branches on these and on nothing else."""

    DONE = "done"
    YES = "yes"
    NO = "no"
    NOT_INDICATED = "not_indicated"
    NETWORK = "network"
    COMPLEX = "complex"
    ROUND_TABLE = "round_table"
    ASSESSMENT = "assessment"
    COACHING = "coaching"
    ASK_BACK = "ask_back"
    RETURNED = "returned"
    CASE_MANAGEMENT = "case_management"
    BILATERAL = "bilateral"
    OTHER_DISPOSITIF = "other_dispositif"
    GOING_ON = "going_on"
    STAGE_DONE = "stage_done"
    CHANGE = "change"
    ENDED = "ended"


class LaneRole(StrEnum):
    """Roles that a lane may stand for; case manager and tandem are relations to one case."""

    FRONT_LINE = "front_line"
    CONTACT = "contact"
    CASE_MANAGER = "case_manager"
    COORDINATOR = "coordinator"
    SECRETARIAT = "secretariat"
    OFFICER = "officer"
    LEGAL = "legal"
    TANDEM = "tandem"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Journey:
    """A verb of `ciiz.journeys`, "module.function", and how it may end.

    `kind` is the task that asks for it, `also` are tasks outside of the drawing that it completes; `lane` does it where
    no drawing says who, `recorded_by` writes down what those of the drawn lane decide together.
    """

    name: str
    outcomes: tuple[Outcome, ...] = (Outcome.DONE,)
    kind: Kind | None = None
    lane: LaneRole = LaneRole.CASE_MANAGER
    also: tuple[Kind, ...] = ()
    recorded_by: LaneRole | None = None
    starts_event: bool = False


_WRITTEN = (Kind.WRITE_REFERRAL, Kind.ANSWER_QUESTION)
_ALL = (
    Journey("contact.log", (Outcome.DONE, Outcome.GOING_ON), lane=LaneRole.CONTACT),
    Journey("refer.check", (Outcome.NOT_INDICATED, Outcome.NETWORK, Outcome.COMPLEX)),
    Journey("refer.complete", kind=Kind.COMPLETE_REFERRAL, lane=LaneRole.CONTACT, also=_WRITTEN),
    Journey("refer.forward", kind=Kind.COMPLETE_REFERRAL, lane=LaneRole.CONTACT, also=_WRITTEN),
    Journey(
        "triage.accept",
        (Outcome.ROUND_TABLE, Outcome.ASSESSMENT, Outcome.COACHING),
        kind=Kind.DECIDE_REFERRAL,
        lane=LaneRole.COORDINATOR,
    ),
    Journey("triage.ask_back", (Outcome.ASK_BACK,), kind=Kind.DECIDE_REFERRAL, lane=LaneRole.COORDINATOR),
    Journey("triage.return_case", (Outcome.RETURNED,), kind=Kind.DECIDE_REFERRAL, lane=LaneRole.COORDINATOR),
    Journey(
        "session.record_result",
        (
            Outcome.CASE_MANAGEMENT,
            Outcome.COACHING,
            Outcome.ASSESSMENT,
            Outcome.BILATERAL,
            Outcome.OTHER_DISPOSITIF,
            Outcome.RETURNED,
        ),
        kind=Kind.HOLD_SESSION,
        lane=LaneRole.COORDINATOR,
        also=(Kind.PREPARE_SESSION,),
    ),
    Journey(
        "session.ask_for",
        (Outcome.NETWORK, Outcome.ROUND_TABLE, Outcome.ASSESSMENT),
        starts_event=True,
    ),
    Journey(
        "assign.name_case_manager",
        kind=Kind.NAME_CASE_MANAGER,
        lane=LaneRole.COORDINATOR,
        recorded_by=LaneRole.COORDINATOR,
    ),
    Journey("plan.draft", kind=Kind.DRAW_UP_PLAN),
    Journey("plan.sign", kind=Kind.DRAW_UP_PLAN, also=(Kind.FIRST_TALK,)),
    Journey("plan.accept_part", kind=Kind.ACCEPT_PART, lane=LaneRole.CONTACT),
    Journey("plan.validate", (Outcome.YES, Outcome.NO), kind=Kind.VALIDATE_PLAN, lane=LaneRole.COORDINATOR),
    Journey("implement.log_talk"),
    Journey("implement.advance_measure"),
    Journey("implement.progress", (Outcome.GOING_ON, Outcome.STAGE_DONE), kind=Kind.CARRY_OUT_PLAN),
    Journey("stocktake.record", kind=Kind.TAKE_STOCK, also=(Kind.CARRY_OUT_PLAN,)),
    Journey("change.decide", (Outcome.YES, Outcome.NO, Outcome.GOING_ON), kind=Kind.DECIDE_CHANGE),
    Journey("finish.decide", (Outcome.YES, Outcome.NO), kind=Kind.DECIDE_FINISH),
    Journey("report.write", kind=Kind.WRITE_REPORT),
    Journey("coaching.register", kind=Kind.REGISTER_COACHING, lane=LaneRole.TANDEM),
    Journey("coaching.prepare_talk", kind=Kind.PREPARE_TALK, lane=LaneRole.TANDEM),
    Journey("coaching.hold_talk", kind=Kind.HOLD_TALK, lane=LaneRole.TANDEM),
    Journey("coaching.evaluate", (Outcome.YES, Outcome.NO), kind=Kind.EVALUATE_EMPLOYABILITY, lane=LaneRole.TANDEM),
    Journey("coaching.set_up_measure", kind=Kind.SET_UP_MEASURE, lane=LaneRole.TANDEM),
    Journey("coaching.hand_back", kind=Kind.HAND_BACK_EVALUATION, lane=LaneRole.TANDEM, recorded_by=LaneRole.TANDEM),
    Journey("coaching.define_plan", kind=Kind.DEFINE_COACHING_PLAN, lane=LaneRole.TANDEM),
    Journey("coaching.talk", kind=Kind.HOLD_COACHING_TALK, lane=LaneRole.TANDEM),
    Journey(
        "coaching.decide_result",
        (Outcome.YES, Outcome.NO, Outcome.CHANGE, Outcome.ENDED),
        kind=Kind.DECIDE_INTEGRATION,
        lane=LaneRole.TANDEM,
    ),
    Journey("coaching.follow_up", kind=Kind.FOLLOW_UP_AT_WORK, lane=LaneRole.TANDEM),
    Journey("close.end_coaching", lane=LaneRole.TANDEM),
    Journey("close.request", kind=Kind.REQUEST_CLOSING),
    Journey("close.close", kind=Kind.CLOSE_CASE, lane=LaneRole.OFFICER, also=(Kind.REQUEST_CLOSING,)),
    Journey("breakoff.break_off", starts_event=True),
    Journey("change.event", starts_event=True),
)

JOURNEYS: Mapping[str, Journey] = MappingProxyType({journey.name: journey for journey in _ALL})
"""All legal journeys by name."""


def outcomes_by_journey() -> dict[str, tuple[str, ...]]:
    """The registry as the engine takes it."""
    return {journey.name: tuple(journey.outcomes) for journey in _ALL}
