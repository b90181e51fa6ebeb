"""How the archetype cases of the demo canton go, from the check to where they stand today.

Paths count days from the start; the last thing happens shortly before today, so that the open ones are open now.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ciiz.domain.cases.enums import CoachingResult, SessionKind, SessionOutcome
from ciiz.domain.journal.enums import InformalKind, LegalBasis
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.plans.enums import Answer, MeasureStatus, StockTakingKind
from ciiz.jobs.play import Player


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of a played case, counted from its start."""

    start: date

    def __getitem__(self, days: int) -> date:
        return self.start + timedelta(days=days)


Path = Callable[[Player, Calendar], None]


def to_forwarded(case: Player, day: Calendar) -> None:
    """A call to the other institution; talked over, completed, consent signed, forwarded."""
    called = case.call(day[1])
    case.talk(day[2])
    case.complete(day[4])
    case.consent(day[5])
    case.follow(day[6], called)
    case.forward(day[7])


def to_session(case: Player, day: Calendar, kind: SessionKind = SessionKind.ROUND_TABLE) -> None:
    """Accepted, and a session that wants case management."""
    to_forwarded(case, day)
    case.accept(day[12], form=CaseForm.ASSESSMENT if kind is SessionKind.ASSESSMENT else CaseForm.ROUND_TABLE)
    case.read_decision(day[14])
    case.record_session(day[30], kind=kind)


def to_validated(case: Player, day: Calendar) -> None:
    """Case manager, plan, signatures, validation."""
    to_session(case, day, SessionKind.ASSESSMENT if case.number % 3 == 0 else SessionKind.ROUND_TABLE)
    case.name_case_manager(day[32])
    case.log_talk(day[40])
    case.plan_and_validate(day[42])
    case.judge(day[45], 40 + 10 * (case.number % 4), by=case.people.contact(case.nth_institution(1), case.number))


def to_first_stock(case: Player, day: Calendar) -> None:
    """Half a year's work with one stock-taking; the plan stays."""
    to_validated(case, day)
    case.carry_out(day[56], day[135])
    case.grant_measures(day[70])
    case.take_stock(day[140], change_plan=False, finished=False, next_on=day[230])


def to_carried_out(case: Player, day: Calendar, until: date | None = None, *, last: date, survey: bool = False) -> None:
    """Referral, session and plan of which only the consent is special; talks up to a last day."""
    case.talk(day[2])
    case.complete(day[4])
    case.consent(day[5], until, survey=survey)
    case.forward(day[7])
    case.accept(day[12])
    case.read_decision(day[15])
    case.record_session(day[30])
    case.name_case_manager(day[32])
    case.plan_and_validate(day[42])
    case.carry_out(day[56], last)


def waits_for_completion(case: Player, day: Calendar) -> None:
    """A referral that its front-line worker has begun."""
    case.talk(day[1])


def waits_for_consent(case: Player, day: Calendar) -> None:
    """Complete, but the consent is not signed yet."""
    case.talk(day[2])
    case.complete(day[3])


def waits_for_triage(case: Player, day: Calendar) -> None:
    """Forwarded, to be decided on."""
    to_forwarded(case, day)


def opened_by_law(case: Player, day: Calendar) -> None:
    """Forwarded; besides, the law opens the referrer's data to the other insurance for a time."""
    to_forwarded(case, day)
    article = {"de": "Art. 85f Abs. 3 AVIG", "fr": "art. 85f al. 3 LACI"}[case.language]
    case.open_by_law(day[7], day[35], article=article, to=case.nth_institution(1))
    case.call(day[8], basis=LegalBasis.STATUTE, article="unclear_payer")


def asked_back(case: Player, day: Calendar) -> None:
    """The coordination wants to know more."""
    to_forwarded(case, day)
    case.ask_back(day[9])


def returned(case: Player, day: Calendar) -> None:
    """Returned with reason and advice."""
    to_forwarded(case, day)
    case.return_case(day[11], reason=("network_enough", "health_first", "no_prospect")[case.number % 3])
    case.read_decision(day[13])


def returned_by_telephone(case: Player, day: Calendar) -> None:
    """Returned in a call."""
    to_forwarded(case, day)
    case.return_case(day[8], reason="single_institution", by_telephone=True)
    case.read_decision(day[9])


def answered_then_returned(case: Player, day: Calendar) -> None:
    """Asked back, answered, and returned all the same."""
    to_forwarded(case, day)
    case.ask_back(day[10])
    case.answer_question(day[16])
    case.return_case(day[20], reason="person_declines")
    case.read_decision(day[23])


def waits_for_session(case: Player, day: Calendar) -> None:
    """Accepted; the session is being prepared."""
    to_forwarded(case, day)
    case.accept(day[12])


def accepted(form: CaseForm) -> Path:
    """Accepted for a form; what follows is being prepared."""

    def path(case: Player, day: Calendar) -> None:
        to_forwarded(case, day)
        case.accept(day[12], form=form)

    return path


def case_managed(form: CaseForm) -> Path:
    """Accepted for a form whose session has decided on case management; somebody has to be named."""
    kind = SessionKind.ASSESSMENT if form is CaseForm.ASSESSMENT else SessionKind.ROUND_TABLE

    def path(case: Player, day: Calendar) -> None:
        accepted(form)(case, day)
        case.record_session(day[30], kind=kind)

    return path


def left_alone(case: Player, day: Calendar) -> None:
    """Accepted; the second institution has left, why the case goes on is to be said."""
    waits_for_session(case, day)
    case.leave(day[18], by=case.people.contact(case.nth_institution(1), case.number))


def waits_for_case_manager(case: Player, day: Calendar) -> None:
    """The session has decided; the pool has to name somebody."""
    to_session(case, day)


def disputed(case: Player, day: Calendar) -> None:
    """The institutions do not agree who sees to a person; the coordination is to lead a session."""
    waits_for_case_manager(case, day)
    case.dispute(day[33])


def disputed_once_held(case: Player, day: Calendar) -> None:
    """The session did not bring them together; the officer is asked for a position."""
    waits_for_case_manager(case, day)
    case.dispute(day[33], held=day[36])


def disputed_before_commission(case: Player, day: Calendar) -> None:
    """The officer has asked the legal commission and waits for its answer."""
    waits_for_case_manager(case, day)
    case.dispute(day[33], held=day[36], stated=day[38], refers=True)


def disputed_to_settle(case: Player, day: Calendar) -> None:
    """An older dispute is settled; of another one the officer has said what holds, the outcome is to be recorded."""
    waits_for_case_manager(case, day)
    case.dispute(day[33], held=day[34], stated=day[35], settled=day[36])
    case.dispute(day[37], held=day[38], stated=day[39])


def waits_for_first_talk(case: Player, day: Calendar) -> None:
    """Named; the case manager has to see the person."""
    to_session(case, day)
    case.name_case_manager(day[32])


def waits_for_plan(case: Player, day: Calendar) -> None:
    """Named; the first talk has taken place."""
    to_session(case, day)
    case.name_case_manager(day[32])
    case.log_talk(day[41])


def waits_for_signature(case: Player, day: Calendar) -> None:
    """The plan is drafted."""
    waits_for_plan(case, day)
    case.draft_plan(day[43])


def waits_for_validation(case: Player, day: Calendar) -> None:
    """Signed by person and case manager."""
    waits_for_signature(case, day)
    case.sign(day[46])


def sent_back(case: Player, day: Calendar) -> None:
    """Signed, not validated: other possibilities are proposed."""
    waits_for_validation(case, day)
    case.accept_parts(day[48], answer=Answer.RESERVATION, comment=case.pick(case.texts.alternatives))
    case.send_back(day[50])


def begun(case: Player, day: Calendar) -> None:
    """Being carried out for some weeks; a service is ordered."""
    to_validated(case, day)
    case.carry_out(day[56], day[90])
    case.place_order(day[60], contact=case.people.contact(case.institutions[0], case.number))


def asks_for_network_session(case: Player, day: Calendar) -> None:
    """Carried out; the case manager wants the whole network to meet."""
    begun(case, day)
    case.ask_for_session(day[93], kind=SessionKind.NETWORK)


def asks_for_assessment(case: Player, day: Calendar) -> None:
    """Carried out; the case manager wants the case assessed anew."""
    begun(case, day)
    case.ask_for_session(day[93], kind=SessionKind.ASSESSMENT)


def waits_for_stock(case: Player, day: Calendar) -> None:
    """A stage of the plan is done; stock is to be taken."""
    begun(case, day)
    case.progress(day[92], stage_done=True)


def waits_for_change(case: Player, day: Calendar) -> None:
    """Stock is taken; whether the plan changes is to be decided."""
    to_first_stock(case, day)
    case.take_stock(day[230])


def asks_for_session(case: Player, day: Calendar) -> None:
    """Carried out; the case manager has asked for a round table about a special problem."""
    begun(case, day)
    case.call(day[92], basis=LegalBasis.CONSENT, by=case.case_manager, to=case.institutions[0])
    case.ask_for_session(day[93])


def under_way(case: Player, day: Calendar) -> None:
    """Carried out for half a year."""
    to_first_stock(case, day)
    case.carry_out(day[150], day[200])


def consent_ends_soon(case: Player, day: Calendar) -> None:
    """Carried out; the consent has ten days left."""
    to_carried_out(case, day, day[190], last=day[180])


def consent_over(case: Player, day: Calendar) -> None:
    """Carried out; the consent has run out and is not renewed yet."""
    to_carried_out(case, day, day[175], last=day[170])


def plan_changes(case: Player, day: Calendar) -> None:
    """Stock-taking asked for another plan, which is being written."""
    to_validated(case, day)
    case.carry_out(day[56], day[135])
    case.take_stock(day[140], change_plan=True)


def second_plan(case: Player, day: Calendar) -> None:
    """The second version of the plan is being carried out; the case manager has changed."""
    plan_changes(case, day)
    case.sign(day[148])
    case.accept_parts(day[150])
    case.validate(day[152])
    case.carry_out(day[160], day[200])
    other = case.people.contact(case.institutions[0], case.number + 1)
    case.change_case_manager(day[205], manager=other, reason="workload")


def team_looked(case: Player, day: Calendar) -> None:
    """The team has taken stock; an event has touched the plan."""
    to_first_stock(case, day)
    case.take_stock(day[180], kind=StockTakingKind.TEAM, change_plan=False, finished=False)
    case.report_event(day[196], "health")


def waits_for_finish(case: Player, day: Calendar) -> None:
    """Stock is taken, the plan stays; whether it is finished is to be decided."""
    to_first_stock(case, day)
    case.take_stock(day[230], change_plan=False)


def waits_for_report(case: Player, day: Calendar) -> None:
    """All stages are done; the exit report is to be written."""
    to_first_stock(case, day)
    for number in range(len(case.measures(day[190]))):
        case.advance_measure(day[190], number=number, status=MeasureStatus.RUNNING)
        case.advance_measure(day[210], number=number, status=MeasureStatus.DONE)
    case.take_stock(day[215], change_plan=False, finished=True)


def waits_for_request(case: Player, day: Calendar) -> None:
    """The exit report is written, closing is to be asked for."""
    waits_for_report(case, day)
    case.write_report(day[222])


def waits_for_closing(case: Player, day: Calendar) -> None:
    """The case manager has asked for closing."""
    waits_for_report(case, day)
    case.write_report(day[222])
    case.request_closing(day[228])


def _another(case: Player) -> str:
    """An institution that has no part in the case yet."""
    return "IV-MONTSOLAZ" if "IV-MONTSOLAZ" not in case.institutions else "SUCHT-MONTSOLAZ"


def waits_for_receiver(case: Player, day: Calendar) -> None:
    """Another institution was asked to go on and has not answered."""
    to_first_stock(case, day)
    receiver = _another(case)
    case.renew_consent(day[157], institutions=[*case.institutions, receiver])
    case.hand_over(day[160], receiver=receiver, talk_on=day[158])


def integrated(case: Player, day: Calendar) -> None:
    """Back in the primary labour market."""
    waits_for_report(case, day)
    case.end(day[220])


def asked_half_a_year_later(case: Player, day: Calendar) -> None:
    """Integrated half a year ago; the person agreed to be asked how things are."""
    to_carried_out(case, day, survey=True, last=day[180])
    case.take_stock(day[185], change_plan=False, finished=True)
    case.end(day[190])


def integrated_late(case: Player, day: Calendar) -> None:
    """Integrated after a second plan and a renewed consent."""
    second_plan(case, day)
    case.take_stock(day[250], change_plan=False, finished=False, renew_until=day[620])
    case.carry_out(day[264], day[390])
    case.take_stock(day[400], change_plan=False, finished=True)
    case.end(day[410])


def handed_over(case: Player, day: Calendar) -> None:
    """Another dispositif goes on."""
    to_first_stock(case, day)
    receiver = _another(case)
    case.renew_consent(day[167], institutions=[*case.institutions, receiver])
    case.hand_over(day[170], receiver=receiver, talk_on=day[168])
    case.answer_hand_over(day[180], by=case.people.contact(receiver, case.number))
    case.take_stock(day[183], change_plan=False, finished=True)
    case.end(day[186], reason="other_dispositif", receiver=receiver)


def broken_off(case: Player, day: Calendar) -> None:
    """Ended for lack of cooperation."""
    to_validated(case, day)
    case.carry_out(day[56], day[100])
    case.break_off(day[112], reason="no_cooperation")
    case.end(day[118], reason="no_cooperation")


def ended_otherwise(case: Player, day: Calendar) -> None:
    """Ended by illness or because the person moved away."""
    reason = ("illness", "moved")[case.number % 2]
    to_validated(case, day)
    case.carry_out(day[56], day[130])
    case.break_off(day[140], reason=reason)
    case.end(day[145], reason=reason)


def followed_by_network(case: Player, day: Calendar) -> None:
    """The network of institutions goes on without case management."""
    to_first_stock(case, day)
    case.take_stock(day[230], change_plan=False, finished=True)
    case.end(day[240], reason="network")


def solved_bilaterally(case: Player, day: Calendar) -> None:
    """The round table found that two institutions are enough; the case ends."""
    to_forwarded(case, day)
    case.accept(day[12])
    case.read_decision(day[15])
    case.record_session(day[30], outcome=SessionOutcome.BILATERAL)
    case.end(day[34], reason="network")


def checked(case: Player, day: Calendar) -> None:
    """The check itself is all: nothing more is indicated, or the institutions agree directly."""


def advised(case: Player, day: Calendar) -> None:
    """A network case: the other institution has advised and something is still to be done."""
    case.call(day[2], kind=InformalKind.ADVICE)


def agreed_directly(case: Player, day: Calendar) -> None:
    """A network case: the institutions talk directly and note who does what until when."""
    case.call(day[1])
    for number in range(2):
        case.agree(day[2], due_on=day[20 + 10 * number], number=number)


def coached(case: Player, day: Calendar) -> None:
    """Two institutions coach together."""
    to_forwarded(case, day)
    case.accept(day[12], form=CaseForm.COACHING)
    case.read_decision(day[14])
    case.judge(day[16], 40 + 10 * (case.number % 4), by=case.people.contact(case.nth_institution(1), case.number))


COACHING = {
    "register": 20,
    "prepare_talk": 24,
    "hold_talk": 34,
    "evaluate": 36,
    "set_up_measure": 44,
    "hand_back": 100,
    "define_plan": 106,
    "talk": 120,
    "decide_result": 134,
    "follow_up": 150,
}
"""On which day of the path each step of a coaching is done."""


def coached_until(step: str) -> Path:
    """The coaching waits at a step, employability having been evaluated; "" when the final report waits."""
    names = [*COACHING, ""]

    def path(case: Player, day: Calendar) -> None:
        coached(case, day)
        case.coach({name: day[COACHING[name]] for name in names[: names.index(step)]}, evaluates=True)

    return path


def coaching_reported(case: Player, day: Calendar) -> None:
    """The coaching ended without integration; the coordination closes."""
    coached(case, day)
    days = {name: day[on] for name, on in COACHING.items() if name != "follow_up"}
    case.coach(days, evaluates=True, result=CoachingResult.ENDED)
    case.write_report(day[140], reason="network", by=case.contact)
    case.request_closing(day[143], by=case.contact)


def coached_to_the_end(case: Player, day: Calendar) -> None:
    """The coaching has led back to work, or to the measures of the own institution."""
    coached(case, day)
    case.coach(
        {
            "register": day[20],
            "prepare_talk": day[24],
            "hold_talk": day[34],
            "evaluate": day[36],
            "define_plan": day[50],
            "talk": day[180],
            "decide_result": day[184],
            "follow_up": day[190],
        }
    )
    reason = ("integrated", "network")[case.number % 2]
    case.end(day[196], reason=reason, by=case.contact, closed_by=case.coordinator)


def accompanied(case: Player, day: Calendar) -> None:
    """Coached where that is drawn as one step; it has come to its end."""
    coached(case, day)
    for on in (30, 90, 180):
        case.log_talk(day[on], by=case.contact)
    case.end_coaching(day[230])


def accompanied_and_reported(case: Player, day: Calendar) -> None:
    """The same; the exit report is written."""
    accompanied(case, day)
    case.write_report(day[236], by=case.contact)
