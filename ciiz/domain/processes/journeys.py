"""The journeys that complete steps or start events, with the outcomes they may report; a file may name no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


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


@dataclass(frozen=True, slots=True)
class Journey:
    """A verb of `ciiz.journeys`, "module.function", and how it may end."""

    name: str
    outcomes: tuple[Outcome, ...] = (Outcome.DONE,)
    starts_event: bool = False


_ALL = (
    Journey("refer.check", (Outcome.NOT_INDICATED, Outcome.NETWORK, Outcome.COMPLEX)),
    Journey("refer.complete"),
    Journey("refer.forward"),
    Journey("triage.accept", (Outcome.ROUND_TABLE, Outcome.ASSESSMENT, Outcome.COACHING)),
    Journey("triage.ask_back", (Outcome.ASK_BACK,)),
    Journey("triage.return_case", (Outcome.RETURNED,)),
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
    ),
    Journey("assign.name_case_manager"),
    Journey("plan.sign"),
    Journey("plan.validate", (Outcome.YES, Outcome.NO)),
    Journey("implement.progress", (Outcome.GOING_ON, Outcome.STAGE_DONE)),
    Journey("stocktake.record"),
    Journey("change.decide", (Outcome.YES, Outcome.NO)),
    Journey("finish.decide", (Outcome.YES, Outcome.NO)),
    Journey("report.write"),
    Journey("close.close"),
    Journey("breakoff.break_off", starts_event=True),
    Journey("change.event", starts_event=True),
)

JOURNEYS: Mapping[str, Journey] = MappingProxyType({journey.name: journey for journey in _ALL})
"""All legal journeys by name."""


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


def outcomes_by_journey() -> dict[str, tuple[str, ...]]:
    """The registry as the engine takes it."""
    return {journey.name: tuple(journey.outcomes) for journey in _ALL}
