"""CII101: plan, implementation, stock-taking, change."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases.enums import SessionKind
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.plans.enums import Answer, MeasureStatus, Progress, StockTakingKind
from ciiz.domain.plans.public import Measure, MeasureInput, ServiceOrder, latest, on_its_way, parts_of, view
from ciiz.journeys import change, finish, implement, order, plan, session, stocktake

from .people import Who
from .referring import Referring
from .texts import GoalText, MeasureText


class Managing(Referring):
    """Verbs of case management."""

    def draft_plan(
        self, on: date, *, goals: Iterable[GoalText] | None = None, begin: bool = True, by: Who | None = None
    ) -> None:
        """The case manager drafts goals and measures; `begin=False` adds to a version that has begun."""
        chosen = list(goals) if goals is not None else self._goals()
        with self.acting(by or self.case_manager, on) as actor:
            if begin:
                plan.draft(actor=actor, dossier_id=self.dossier_id)
            for goal in chosen:
                held = plan.add_goal(
                    actor=actor,
                    dossier_id=self.dossier_id,
                    expected_version=self._version(actor),
                    text=goal.text,
                    category=goal.category,
                )
                for measure in goal.measures:
                    plan.add_measure(
                        actor=actor,
                        dossier_id=self.dossier_id,
                        expected_version=self._version(actor),
                        goal_line=held.line,
                        measure=self._measure(measure, on),
                    )

    def _goals(self) -> list[GoalText]:
        main, support = self.texts.goals, self.texts.support
        return [main[self.number % len(main)], support[self.number % len(support)]]

    def _version(self, actor: Actor) -> int:
        held = on_its_way(actor, self.dossier_id)
        return held.version if held else 1

    def _measure(self, measure: MeasureText, on: date) -> MeasureInput:
        who = self.people.contact(self.nth_institution(measure.institution), self.number)
        return MeasureInput(
            text=measure.text,
            institution_id=who.institution_id,
            member_id=who.membership_id,
            deadline=on + timedelta(days=measure.days),
            kind=measure.kind,
            phase=measure.phase,
            category=measure.category,
            shares={who.institution_id: 100},
        )

    def sign(self, on: date, *, person_on: date | None = None, by: Who | None = None) -> None:
        """Person and case manager sign (CII101.3)."""
        with self.acting(by or self.case_manager, on) as actor:
            plan.sign(
                actor=actor,
                dossier_id=self.dossier_id,
                expected_version=self._version(actor),
                person_signed_on=person_on or on,
                manager_signed_on=on,
            )

    def accept_parts(self, on: date, *, answer: Answer = Answer.YES, comment: str = "") -> list[str]:
        """Every other institution with a part in the newest version answers; returns their codes."""
        with self.acting(self.case_manager, on) as actor:
            newest = latest(actor, self.dossier_id)
            asked = parts_of(actor, newest) if newest else set()
        codes = {key: code for code, key in self.people.ids.items()}
        answered = [codes[key] for key in sorted(asked) if key != self.case_manager.institution_id]
        for code in answered:
            with self.acting(self.people.contact(code, self.number), on) as actor:
                plan.accept_part(actor=actor, dossier_id=self.dossier_id, answer=answer, comment=comment)
        return answered

    def validate(self, on: date, *, by: Who | None = None) -> None:
        """The coordination puts the plan into force (CII101.4)."""
        with self.acting(by or self.coordinator, on) as actor:
            plan.validate(actor=actor, dossier_id=self.dossier_id, expected_version=self._version(actor))

    def send_back(self, on: date, *, alternatives: str = "", by: Who | None = None) -> None:
        """The coordination does not validate, and proposes something else."""
        with self.acting(by or self.coordinator, on) as actor:
            plan.send_back(
                actor=actor,
                dossier_id=self.dossier_id,
                expected_version=self._version(actor),
                alternatives=alternatives or self.pick(self.texts.alternatives),
            )

    def plan_and_validate(self, on: date, *, days: int = 7) -> None:
        """Draft, signatures, the institutions' answers and validation, a week in all by default."""
        self.draft_plan(on)
        self.sign(on + timedelta(days=days // 2))
        self.accept_parts(on + timedelta(days=days - 1))
        self.validate(on + timedelta(days=days))

    def log_talk(
        self,
        on: date,
        *,
        text: str = "",
        kind: EntryKind = EntryKind.TALK,
        category: Category = Category.WORK,
        visibility: Visibility = Visibility.TEAM,
        minutes: int | None = 45,
        employer: str = "",
        by: Who | None = None,
    ) -> None:
        """Somebody of the team writes down a talk or another contact (CII101.5)."""
        with self.acting(by or self.case_manager, on) as actor:
            implement.log_talk(
                actor=actor,
                dossier_id=self.dossier_id,
                occurred_on=on,
                text=text or self.pick(self.texts.talks, on.toordinal()),
                kind=kind,
                category=category,
                visibility=visibility,
                minutes=minutes,
                employer=employer,
            )

    def measures(self, on: date, *, by: Who | None = None) -> list[Measure]:
        """Measures of the newest version, in their order."""
        with self.acting(by or self.case_manager, on) as actor:
            shown = view(actor, self.dossier_id)
            return shown.measures if shown else []

    def advance_measure(
        self, on: date, *, number: int = 0, status: MeasureStatus, result: str = "", by: Who | None = None
    ) -> None:
        """A measure of the plan advances (granted, running, done, dropped)."""
        held = self.measures(on)[number]
        with self.acting(by or self.case_manager, on) as actor:
            implement.advance_measure(
                actor=actor, measure_id=held.id, expected_version=held.version, status=status, on=on, result=result
            )

    def progress(self, on: date, *, stage_done: bool, by: Who | None = None) -> None:
        """The work goes on, or a stage is done."""
        with self.acting(by or self.case_manager, on) as actor:
            implement.progress(actor=actor, dossier_id=self.dossier_id, on=on, stage_done=stage_done)

    def place_order(self, on: date, *, contact: Who, text: str = "", by: Who | None = None) -> UUID:
        """The case manager orders a service from another institution's contact person."""
        with self.acting(by or self.case_manager, on) as actor:
            placed = order.place(
                actor=actor,
                dossier_id=self.dossier_id,
                contact_id=contact.membership_id,
                text=text or self.pick(self.texts.orders),
                wanted_by=on + timedelta(days=30),
            )
        return placed.id

    def answer_order(self, on: date, order_id: UUID, *, by: Who, decline_reason: str = "") -> ServiceOrder:
        """The contact person accepts, or declines with a reason."""
        with self.acting(by, on) as actor:
            if decline_reason:
                return order.decline(actor=actor, order_id=order_id, expected_version=1, reason=decline_reason)
            return order.accept(actor=actor, order_id=order_id, expected_version=1)

    def ask_for_session(
        self,
        on: date,
        *,
        kind: SessionKind = SessionKind.ROUND_TABLE,
        reason: str = "",
        by: Who | None = None,
    ) -> None:
        """The case manager tells the coordination of a special problem and asks for a session."""
        with self.acting(by or self.case_manager, on) as actor:
            session.ask_for(
                actor=actor,
                dossier_id=self.dossier_id,
                kind=kind,
                on=on,
                reason=reason or self.pick(self.texts.sessions),
            )

    def take_stock(
        self,
        on: date,
        *,
        kind: StockTakingKind = StockTakingKind.PERSON,
        progress: Progress = Progress.ON_TRACK,
        change_plan: bool | None = None,
        change_reason: str = "",
        finished: bool | None = None,
        next_on: date | None = None,
        renew_until: date | None = None,
        by: Who | None = None,
    ) -> None:
        """Stock is taken (CII101.6); with `renew_until` the person first signs the consent anew."""
        if renew_until is not None:
            self.renew_consent(on, renew_until)
        who = by or (self.case_manager if kind is StockTakingKind.PERSON else self.coordinator)
        with self.acting(who, on) as actor:
            stocktake.record(
                actor=actor,
                dossier_id=self.dossier_id,
                kind=kind,
                held_on=on,
                progress=progress,
                findings=self.pick(self.texts.findings),
                present=[who.membership_id],
                change=change_plan,
                change_reason=change_reason or (self.pick(self.texts.changes) if change_plan else ""),
                finished=finished,
                next_on=next_on,
            )

    def report_event(self, on: date, what: str, *, by: Who | None = None) -> None:
        """Something happened that affects the plan (a code of the canton)."""
        with self.acting(by or self.case_manager, on) as actor:
            change.event(actor=actor, dossier_id=self.dossier_id, on=on, what=what)

    def decide_change(self, on: date, *, change_plan: bool, reason: str = "", by: Who | None = None) -> None:
        """The plan changes, or not (CII101.7)."""
        with self.acting(by or self.case_manager, on) as actor:
            change.decide(
                actor=actor,
                dossier_id=self.dossier_id,
                on=on,
                change=change_plan,
                reason=reason or (self.pick(self.texts.changes) if change_plan else ""),
            )

    def decide_finish(self, on: date, *, finished: bool = True, by: Who | None = None) -> None:
        """The plan is finished, or the work goes on (CII101.8)."""
        with self.acting(by or self.case_manager, on) as actor:
            finish.decide(actor=actor, dossier_id=self.dossier_id, on=on, finished=finished)

    def carry_out(self, first: date, last: date, *, every: int = 14) -> date:
        """Talks at a rhythm from one day to another; returns the day of the last talk."""
        day = held = first
        while day <= last:
            self.log_talk(day)
            held, day = day, day + timedelta(days=every)
        return held

    def grant_measures(self, on: date, *, done_on: date | None = None) -> int:
        """All measures of the plan are granted and, with `done_on`, done; returns how many."""
        number = len(self.measures(on))
        for place in range(number):
            self.advance_measure(on, number=place, status=MeasureStatus.GRANTED)
            if done_on is not None:
                self.advance_measure(done_on, number=place, status=MeasureStatus.DONE)
        return number
