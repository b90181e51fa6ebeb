"""What a journey does besides the facts: the process follows, tasks that are done go, the next ones are set.

Where a canton has drawn no process, or a case has left it, the journey itself names the next task (`then`).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from ciiz.domain.access.public import Actor, leading
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
    Definition,
    NoProcess,
    NotForeseen,
    complete_step,
    course,
    interrupt,
    last_done,
    may_deviate,
    move,
)
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Address, Place, Wanted, cancel, settle
from ciiz.domain.timeline.public import record

from .coverage import office_of
from .terms import due

LANE_OF_PART: Mapping[Part, LaneRole] = {
    Part.CASE_MANAGER: LaneRole.CASE_MANAGER,
    Part.COORDINATOR: LaneRole.COORDINATOR,
    Part.OFFICER: LaneRole.OFFICER,
}
"""In which lane stands whom the canton names; the office as a whole stands in none, the pool decides together."""

_KEPT = (
    Kind.SEE_TO_LETTER,
    Kind.SURVEY,
    Kind.READ_DECISION,
    Kind.INFORM_PERSON,
    Kind.COMPARE_CASES,
    Kind.LEAD_DISPUTE,
    Kind.STATE_ON_DISPUTE,
    Kind.RECORD_ANSWER,
    Kind.SETTLE_DISPUTE,
)
_REST = tuple(Kind(kind) for kind in Kind.values if kind not in _KEPT)


def address(case: Case, lane: str) -> Address:
    """To whom a task of a lane goes in this case."""
    if lane in (LaneRole.CASE_MANAGER, LaneRole.TANDEM) and case.case_manager_id is not None:
        return Address(membership_id=case.case_manager_id)
    if lane in (LaneRole.FRONT_LINE, LaneRole.CONTACT, LaneRole.TANDEM):
        return Address(institution_id=case.contributor_id, role="" if lane == LaneRole.FRONT_LINE else "contact")
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
        parts = (values.closing.by(coached=case.coached),)
    part = next((one for one in parts if one is not Part.POOL), None)
    if part is Part.OFFICE:
        return Address(institution_id=office_of(case.canton))
    return address(case, LANE_OF_PART[part] if part else lane)


class Turn:
    """A case held in its processes while a journey goes on: at which step, what is done, what follows for whom.

    Who only asks until when something is due need not hold it (`moves`).
    """

    def __init__(self, *, actor: Actor, case: Case, values: CantonValues | None = None, moves: bool = True) -> None:
        self.actor = actor
        self.case = case
        self.values = values
        self.moves = moves
        self._held: Course | None = None

    @property
    def held(self) -> Course:
        """The running processes of the case, read once, and locked if it moves."""
        if self._held is None:
            self._held = course(self.actor, self.case.dossier_id, lock=self.moves)
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
        further kinds that the journey completes, `also` further tasks that it sets; those without a day get their term.
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
            wanted=[*self._next(moved, on, then, instead or {}), *self._timed(also, on)],
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
            wanted=[*self._next(moved, on, then, {}), *self._timed(also, on)],
        )
        return moved

    def relocate(self, definition: Definition, *, step: str | None, version: int) -> Advance:
        """The case goes over to another version of a process: tasks of steps that are left go, those of others come."""
        on = self.actor.today
        moved = move(
            actor=self.actor,
            dossier_id=self.case.dossier_id,
            process=definition.code,
            definition_id=definition.id,
            on=on,
            expected_version=version,
            step=step,
            held=self.held,
        )
        settle(
            actor=self.actor,
            dossier_id=self.case.dossier_id,
            on=on,
            dropped=_places(moved, with_outcome=False),
            wanted=self._next(moved, on, "", {}),
        )
        return moved

    def due(self, kind: Kind, on: date) -> date | None:
        """Until when a task is due that comes up on a day beside the steps that were reached."""
        return self._ends(kind, on, self.held.timer(kind))

    def _ends(self, kind: Kind, on: date, drawn: Deadline | None) -> date | None:
        """The drawn term counts from the day, or from when the journey was last done that the drawing names."""
        since = on
        if drawn is not None and drawn.after != "entered":
            since = last_done(self.actor, self.case.dossier_id, drawn.after) or on
        return due(kind, since, self._values, drawn)

    def _timed(self, wanted: Iterable[Wanted], on: date) -> list[Wanted]:
        return [one if one.due_on else replace(one, due_on=self.due(one.kind, on)) for one in wanted]

    @property
    def _values(self) -> CantonValues:
        if self.values is None:
            self.values = canton_values(self.case.canton)
        return self.values

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
        if not fresh:
            work = JOURNEYS[then]
            return self._timed([self._wanted(work, work.lane, instead)], on)
        wanted = []
        for step in fresh:
            work = JOURNEYS[step.journeys[0]]
            lane = work.recorded_by or step.role
            task = self._wanted(work, lane, instead)
            ends = self._ends(task.kind, on, step.timer(task.kind) or self.held.timer(task.kind))
            task = replace(task, due_on=ends, step=step.code, instance_id=step.instance_id)
            wanted += self._for_both(task, on) if self._is_of_tandem(task, lane) else [task]
        return wanted

    def _is_of_tandem(self, task: Wanted, lane: str) -> bool:
        """Both halves have what stands in their lane, and ask for closing."""
        if self.case.case_manager_id is not None:
            return False
        return lane == LaneRole.TANDEM or (self.case.coached and task.kind is Kind.REQUEST_CLOSING)

    def _for_both(self, task: Wanted, on: date) -> list[Wanted]:
        """The task for each half of the tandem: the contact persons of the institutions that lead the coaching."""
        halves = leading(self.actor, self.case.dossier_id, on) or [self.case.contributor_id]
        return [replace(task, to=Address(institution_id=one, role="contact")) for one in halves]

    def _wanted(self, work: Journey, lane: str, instead: Mapping[Kind, Kind]) -> Wanted:
        kind = work.kind or Kind.OTHER_STEP
        kind = instead.get(kind, kind)
        if kind is Kind.CLOSE_CASE and self._values.closing.by(coached=self.case.coached) is not Part.CASE_MANAGER:
            kind = Kind.REQUEST_CLOSING  # who closes has it as a task once the case manager has asked
        return Wanted(kind, addressed(self.case, kind, lane, self._values))


def _places(moved: Advance | None, *, with_outcome: bool) -> tuple[Place, ...]:
    """Which steps were left: done with an outcome, or cut off without one."""
    left = moved.all_done() if moved else ()
    return tuple((one.instance_id, one.code) for one in left if bool(one.outcome) is with_outcome)


def here(*, actor: Actor, dossier_id: UUID, journey: str) -> str:
    """Code of the step that a journey accompanies, none if none waits."""
    return course(actor, dossier_id, lock=False).step(journey)
