"""What a journey does besides the facts: the process follows, tasks that are done go, the next ones are set.

Where a canton has drawn no process, or a case has left it, the journey itself names the next task (`then`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case, NotNow
from ciiz.domain.organisations.enums import Part
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.processes.enums import Deviation
from ciiz.domain.processes.journeys import JOURNEYS, Journey, LaneRole, Outcome
from ciiz.domain.processes.public import (
    Advance,
    Course,
    Deadline,
    NoProcess,
    NotForeseen,
    complete_step,
    course,
    interrupt,
    may_deviate,
)
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Place, Wanted, cancel, settle
from ciiz.domain.timeline.public import record
from ciiz.foundation.terms import Term, ends_on

from .coverage import office_of

LANE_OF_PART: Mapping[Part, LaneRole] = {
    Part.CASE_MANAGER: LaneRole.CASE_MANAGER,
    Part.COORDINATOR: LaneRole.COORDINATOR,
    Part.OFFICER: LaneRole.OFFICER,
}
"""In which lane stands whom the canton names; the office as a whole stands in none, the pool decides together."""

_KEPT = (Kind.SEE_TO_LETTER, Kind.SURVEY, Kind.READ_DECISION, Kind.INFORM_PERSON, Kind.COMPARE_CASES)
_REST = tuple(Kind(kind) for kind in Kind.values if kind not in _KEPT)


def address(case: Case, lane: str) -> Address:
    """To whom a task of a lane goes in this case."""
    if lane in (LaneRole.CASE_MANAGER, LaneRole.TANDEM) and case.case_manager_id is not None:
        return Address(membership_id=case.case_manager_id)
    if lane in (LaneRole.FRONT_LINE, LaneRole.CONTACT):
        return Address(institution_id=case.contributor_id, role="contact" if lane == LaneRole.CONTACT else "")
    if lane in (LaneRole.SECRETARIAT, LaneRole.OFFICER, LaneRole.LEGAL):
        return Address(institution_id=office_of(case.canton), role=str(lane))
    if case.theme_id is not None or case.region_id is not None:
        return Address(theme_id=case.theme_id, region_id=None if case.theme_id else case.region_id)
    return Address(institution_id=case.contributor_id, role="contact")


def addressed(case: Case, kind: Kind, lane: str, values: CantonValues) -> Address:
    """To whom a task goes: where the canton says who does it, to them, whatever lane it is drawn in."""
    parts: tuple[Part, ...] = ()
    if kind is Kind.DECIDE_REFERRAL:
        parts = values.acceptance.decides
    elif kind is Kind.VALIDATE_PLAN:
        parts = (values.plan.validates,)
    elif kind is Kind.REQUEST_CLOSING:
        parts = (Part.CASE_MANAGER,)
    elif kind is Kind.CLOSE_CASE:
        parts = (values.closing.role,)
    part = next((one for one in parts if one is not Part.POOL), None)
    if part is Part.OFFICE:
        return Address(institution_id=office_of(case.canton))
    return address(case, LANE_OF_PART[part] if part else lane)


TERM_OF: Mapping[Kind, str] = {
    Kind.WRITE_REFERRAL: "completion",
    Kind.COMPLETE_REFERRAL: "completion",
    Kind.ANSWER_QUESTION: "answer",
    Kind.DECIDE_REFERRAL: "triage",
    Kind.READ_DECISION: "answer",
    Kind.HOLD_SESSION: "session",
    Kind.NAME_CASE_MANAGER: "naming",
    Kind.FIRST_TALK: "first_talk",
    Kind.DRAW_UP_PLAN: "first_talk",
    Kind.VALIDATE_PLAN: "plan_validation",
    Kind.ACCEPT_PART: "plan_acceptance",
    Kind.CARRY_OUT_PLAN: "talk",
    Kind.ANSWER_ORDER: "service_order",
    Kind.WRITE_REPORT: "closing",
    Kind.REQUEST_CLOSING: "closing",
    Kind.CLOSE_CASE: "closing",
    Kind.ANSWER_HAND_OVER: "hand_over_answer",
    Kind.TAKE_STOCK: "stocktaking",
    Kind.TAKE_STOCK_TEAM: "stocktaking",
    Kind.SURVEY: "survey",
}
"""Under which code the canton says how long a task may take."""


def due(kind: Kind, on: date, values: CantonValues, drawn: Iterable[Deadline] = ()) -> date | None:
    """Until when a task is due that is set on a day: the drawing names the term, the canton gives its length.

    A term that the canton does not know is as long as drawn; without a drawn one it is that of the task's kind.
    """
    entered = next((one for one in drawn if one.after == "entered"), None)
    code = entered.code if entered else TERM_OF.get(kind, "")
    term = values.deadlines.term(code)
    if term is None and entered is not None:
        term = Term(entered.days, entered.months, entered.working_days)
    return ends_on(term, on) if term else None


class Turn:
    """A case held in its processes while a journey goes on: at which step, what is done, what follows for whom."""

    def __init__(self, *, actor: Actor, case: Case, values: CantonValues | None = None) -> None:
        self.actor = actor
        self.case = case
        self.values = values
        self._held: Course | None = None

    @property
    def held(self) -> Course:
        """The running processes of the case, read and locked once."""
        if self._held is None:
            self._held = course(self.actor, self.case.dossier_id)
        return self._held

    def step(self, journey: str, kind: str = "") -> str:
        """Code of the step at which a journey takes place, none if no process foresees it now."""
        return self.held.step(journey, kind)

    def require(self, journey: str, stages: Collection[Stage], kind: str = "") -> str:
        """Refuses what the drawing does not foresee now; where no process runs, the stage tells. Returns the step."""
        step = self.step(journey, kind)
        if not step and (self.held.runs or Stage(self.case.stage) not in stages):
            raise NotNow
        return step

    def done(
        self,
        journey: str,
        *,
        on: date,
        outcome: Outcome = Outcome.DONE,
        kind: str = "",
        then: str = "",
        instead: Mapping[Kind, Kind] | None = None,
        besides: Collection[Kind] = (),
        also: Sequence[Wanted] = (),
    ) -> Advance | None:
        """A journey was done: its tasks are completed, the process goes on, the tasks of the next steps are set.

        What the drawing does not foresee moves the case, if the actor may deviate; where it stays behind, an event says
        so. Where no process leads on, `then` is the journey that follows. `instead` renames tasks; `besides` are
        further kinds that the journey completes, `also` further tasks that it sets.
        """
        deviation = Deviation.UNFORESEEN if may_deviate(self.actor.role) else None
        moved = self._moved(
            journey,
            on,
            lambda: complete_step(
                actor=self.actor,
                dossier_id=self.case.dossier_id,
                journey=journey,
                on=on,
                outcome=outcome,
                deviation=deviation,
                held=self.held,
                kind=kind,
            ),
        )
        work = JOURNEYS[journey]
        kinds = (*((work.kind,) if work.kind else ()), *work.also)
        settle(
            actor=self.actor,
            dossier_id=self.case.dossier_id,
            on=on,
            done=(*besides, *(() if moved else kinds)),
            occasions=kinds,
            left=_places(moved, with_outcome=True),
            dropped=_places(moved, with_outcome=False),
            wanted=[*self._next(moved, on, then, instead or {}), *also],
        )
        return moved

    def happened(
        self,
        journey: str,
        *,
        on: date,
        outcome: Outcome = Outcome.DONE,
        then: str = "",
        cuts: bool = True,
        also: Sequence[Wanted] = (),
    ) -> Advance | None:
        """An event: what it cuts off is no longer asked for, the process goes where it leads.

        With `cuts` nothing else of the course of the case is asked for either.
        """
        moved = self._moved(
            journey,
            on,
            lambda: interrupt(
                actor=self.actor,
                dossier_id=self.case.dossier_id,
                journey=journey,
                on=on,
                outcome=outcome,
                held=self.held,
            ),
        )
        if cuts:
            cancel(
                actor=self.actor,
                dossier_id=self.case.dossier_id,
                on=on,
                kinds=_REST,
                but=(Kind.ANSWER_HAND_OVER, Kind.RENEW_CONSENT),
            )
        settle(
            actor=self.actor,
            dossier_id=self.case.dossier_id,
            on=on,
            dropped=_places(moved, with_outcome=False),
            wanted=[*self._next(moved, on, then, {}), *also],
        )
        return moved

    def _moved(self, journey: str, on: date, move: Callable[[], Advance]) -> Advance | None:
        """The move; None where no process runs, or where it stays behind."""
        try:
            return move()
        except NoProcess:
            return None
        except NotForeseen:
            record(
                actor=self.actor,
                kind="process.deviated",
                dossier_id=self.case.dossier_id,
                occurred_on=on,
                detail=str(Deviation.UNFORESEEN),
                journey=journey,
            )
            return None

    def _next(self, moved: Advance | None, on: date, then: str, instead: Mapping[Kind, Kind]) -> list[Wanted]:
        """The tasks of the steps that were reached; that of the journey `then` where none was."""
        fresh = [step for step in moved.all_ready() if step.fresh and step.journeys] if moved else []
        if not fresh and not then:
            return []
        values = self.values or canton_values(self.case.canton)
        if not fresh:
            work = JOURNEYS[then]
            return [self._wanted(work, work.lane, instead, on, values)]
        wanted = []
        for step in fresh:
            work = JOURNEYS[step.journeys[0]]
            task = self._wanted(work, work.recorded_by or step.role, instead, on, values, drawn=step.deadlines)
            wanted.append(replace(task, step=step.code, instance_id=step.instance_id))
        return wanted

    def _wanted(
        self,
        work: Journey,
        lane: str,
        instead: Mapping[Kind, Kind],
        on: date,
        values: CantonValues,
        *,
        drawn: Iterable[Deadline] = (),
    ) -> Wanted:
        kind = work.kind or Kind.OTHER_STEP
        kind = instead.get(kind, kind)
        if kind is Kind.CLOSE_CASE and values.closing.role is not Part.CASE_MANAGER:
            kind = Kind.REQUEST_CLOSING  # who closes has it as a task once the case manager has asked
        return Wanted(kind, addressed(self.case, kind, lane, values), due(kind, on, values, drawn))


def _places(moved: Advance | None, *, with_outcome: bool) -> tuple[Place, ...]:
    """Which steps were left: done with an outcome, or cut off without one."""
    left = moved.all_done() if moved else ()
    return tuple((one.instance_id, one.code) for one in left if bool(one.outcome) is with_outcome)


def here(*, actor: Actor, dossier_id: UUID, journey: str) -> str:
    """Code of the step that a journey accompanies, none if none waits."""
    return course(actor, dossier_id, lock=False).step(journey)
