"""How cases end: exit report, closing, hand-over, break-off."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from ciiz.domain.cases.enums import AnnulReason, Answer, CoachingResult, Domain, Payer
from ciiz.domain.cases.public import Case
from ciiz.journeys import breakoff, close, coaching, leave, report
from ciiz.journeys import hand_over as handing_over

from .people import Who
from .scene import Scene


class Ending(Scene):
    """Verbs of the end."""

    def write_report(
        self,
        on: date,
        *,
        reason: str = "integrated",
        receiver: str = "",
        follow_up_until: date | None = None,
        planned_end: date | None = None,
        notes: Mapping[Domain, str] | None = None,
        by: Who | None = None,
    ) -> None:
        """The exit report (CII101.9); `receiver` is the institution that goes on."""
        with self.acting(by or self.manager or self.coordinator, on) as actor:
            report.write(
                actor=actor,
                dossier_id=self.dossier_id,
                exit_reason=reason,
                actual_end=on,
                decided_on=on,
                planned_end=planned_end,
                next_institution_id=self.people.ids[receiver] if receiver else None,
                follow_up_until=follow_up_until,
                notes=notes if notes is not None else {Domain.WORK: self.pick(self.texts.results)},
            )

    def coach(
        self,
        days: Mapping[str, date],
        *,
        evaluates: bool = False,
        result: CoachingResult = CoachingResult.INTEGRATED,
    ) -> None:
        """The steps of a coaching, each on its day, as far as days are given; the halves of the tandem take turns."""
        words = self.pick(self.texts.results)
        deeds: Mapping[str, Callable[..., object]] = {
            "register": partial(coaching.register, registered_before=True),
            "prepare_talk": coaching.prepare_talk,
            "hold_talk": partial(coaching.hold_talk, text=words),
            "evaluate": partial(coaching.evaluate, evaluates=evaluates, goals=words),
            "set_up_measure": partial(coaching.set_up_measure, payer=Payer.SOCIAL_SERVICE, agreed=True),
            "hand_back": partial(coaching.hand_back, text=words),
            "define_plan": partial(coaching.define_plan, text=words),
            "talk": partial(coaching.talk, text=words),
            "decide_result": partial(coaching.decide_result, result=result),
            "follow_up": partial(coaching.follow_up, needed=False),
        }
        tandem = (self.contact, self.people.contact(self.nth_institution(1), self.number))
        for place, (name, on) in enumerate(days.items()):
            with self.acting(tandem[place % 2], on) as actor:
                deeds[name](actor=actor, dossier_id=self.dossier_id, on=on)

    def end_coaching(self, on: date, *, by: Who | None = None) -> None:
        """A coaching that is drawn as one step has come to its end."""
        with self.acting(by or self.contact, on) as actor:
            close.end_coaching(actor=actor, dossier_id=self.dossier_id, on=on)

    def request_closing(self, on: date, *, informed_on: date | None = None, by: Who | None = None) -> None:
        """The case manager says that the network is informed and asks for closing."""
        with self.acting(by or self.manager or self.coordinator, on) as actor:
            close.request(
                actor=actor,
                dossier_id=self.dossier_id,
                on=on,
                network_informed_on=informed_on or on,
            )

    def close(self, on: date, *, by: Who | None = None) -> None:
        """The closing role closes the case and writes to the person (CII101.10)."""
        with self.acting(by or self.officer, on) as actor:
            close.close(actor=actor, dossier_id=self.dossier_id, on=on, letter_on=on)

    def annul(self, on: date, *, by: Who | None = None) -> Case:
        """A wrong closing is annulled."""
        with self.acting(by or self.officer, on) as actor:
            return close.annul(actor=actor, dossier_id=self.dossier_id, on=on, reason=AnnulReason.WRONG_CASE)

    def end(
        self,
        on: date,
        *,
        reason: str = "integrated",
        receiver: str = "",
        days: int = 14,
        by: Who | None = None,
        closed_by: Who | None = None,
    ) -> None:
        """Report, request and closing within some days."""
        self.write_report(on, reason=reason, receiver=receiver, by=by)
        self.request_closing(on + timedelta(days=days // 2), by=by)
        self.close(on + timedelta(days=days), by=closed_by)

    def hand_over(
        self, on: date, *, receiver: str, dispositif: str = "", talk_on: date | None = None, by: Who | None = None
    ) -> UUID:
        """Another institution is asked to go on."""
        with self.acting(by or self.manager or self.coordinator, on) as actor:
            asked = handing_over.propose(
                actor=actor,
                dossier_id=self.dossier_id,
                receiver_id=self.people.ids[receiver],
                on=on,
                dispositif_id=dispositif or None,
                talk_on=talk_on,
            )
        self.hand_over_id = asked.id
        return asked.id

    def answer_hand_over(
        self, on: date, *, by: Who, given: Answer = Answer.ACCEPTED, reason: str = "", talk_on: date | None = None
    ) -> None:
        """The receiver takes over, or declines with a coded reason."""
        if self.hand_over_id is None:
            raise LookupError("nobody was asked to go on")
        with self.acting(by, on) as actor:
            handing_over.answer(
                actor=actor, hand_over_id=self.hand_over_id, given=given, on=on, talk_on=talk_on, reason=reason
            )

    def leave(self, on: date, *, by: Who, reason: str = "not_competent") -> None:
        """An institution that was named leaves the case."""
        with self.acting(by, on) as actor:
            leave.leave(actor=actor, dossier_id=self.dossier_id, reason=reason)

    def break_off(self, on: date, *, reason: str = "no_cooperation", by: Who | None = None) -> None:
        """The case is broken off without integration (CII101.X)."""
        with self.acting(by or self.manager or self.coordinator, on) as actor:
            breakoff.break_off(actor=actor, dossier_id=self.dossier_id, on=on, reason=reason)
