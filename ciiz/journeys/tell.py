"""Events as sentences in the reader's language, from their kind and codes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciiz.domain.cases.enums import (
    Answer,
    CoachingResult,
    NoSurvey,
    Payer,
    Result,
    SessionKind,
    SessionOutcome,
    Survey,
)
from ciiz.domain.documents.enums import DocumentKind, Withdrawal
from ciiz.domain.journal.enums import EntryKind, InformalKind
from ciiz.domain.meetings.enums import DisputeOutcome, MeetingKind
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import CantonValues, by_code, canton_values, dispositifs
from ciiz.domain.persons.enums import Aspect, MatchOutcome
from ciiz.domain.plans.enums import Answer as PlanAnswer
from ciiz.domain.plans.enums import MeasureStatus, Progress, StockTakingKind
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.timeline.public import Event
from ciiz.foundation.i18n.phrases import colon, day


class Names:
    """Words for the ids and codes in events: institutions and people on the page, coded lists of the canton."""

    def __init__(self, canton: str, institutions: Mapping[int, str], people: Mapping[int, str]) -> None:
        self._canton = canton
        self._institutions = institutions
        self._people = people

    @cached_property
    def values(self) -> CantonValues:
        """The canton's lists; asked for only when a sentence needs them."""
        return canton_values(self._canton)

    def institution(self, key: object) -> str:
        """Name of an institution, or words that name none."""
        return self._institutions.get(key, "") if isinstance(key, int) else ""

    def person(self, key: object) -> str:
        """Name of a member of the case team."""
        return self._people.get(key, "") if isinstance(key, int) else ""

    @cached_property
    def _dispositifs(self) -> Mapping[str, str]:
        return {one.code: str(one) for one in dispositifs(self.values.dispositifs)}

    def dispositif(self, code: object) -> str:
        """Abbreviation of a dispositif as the reader knows it."""
        return self._dispositifs.get(str(code), str(code)) if code else ""

    def reason(self, code: object, *lists: str) -> str:
        """A coded reason in words."""
        if not code:
            return ""
        for name in lists:
            found = by_code(getattr(self.values, name), str(code))
            if found is not None:
                return str(found)
        return str(code)


Teller = Callable[[Mapping[str, Any], Names], str]


def label(choices: Any, code: object) -> str:
    """Words of a code of a closed list; the code itself if the list no longer has it."""
    try:
        return str(choices(code).label)
    except ValueError:
        return str(code or "")


def told(sentence: str, *more: object) -> str:
    """A sentence with what is known besides, after a colon."""
    known = ", ".join(str(part) for part in more if part)
    return colon(sentence, known) if known else sentence


def _talk(codes: Mapping[str, Any], names: Names) -> str:
    minutes = codes.get("minutes")
    text = label(EntryKind, codes.get("entry"))
    return f"{text} ({ngettext('%(n)d minute', '%(n)d minutes', minutes) % {'n': minutes}})" if minutes else text


def _returned(codes: Mapping[str, Any], names: Names) -> str:
    return _("Referral returned by telephone") if codes.get("by_telephone") else _("Referral returned")


def _forwarded(codes: Mapping[str, Any], names: Names) -> str:
    again = bool(codes.get("again"))
    return _("Referral forwarded to the coordination again") if again else _("Referral forwarded to the coordination")


def _stock(codes: Mapping[str, Any], names: Names) -> str:
    return told(
        _("Stock taken with the person")
        if codes.get("with_whom") == StockTakingKind.PERSON
        else _("Stock taken with the team"),
        label(Progress, codes.get("progress")),
        _("the plan changes") if codes.get("change_plan") else "",
    )


def _capacity(codes: Mapping[str, Any], names: Names) -> str:
    percent = codes.get("percent")
    return told(_("Work capacity judged"), f"{percent} %" if percent is not None else _("no value"))


def _on(codes: Mapping[str, Any]) -> str:
    on = codes.get("on")
    return day(date.fromisoformat(on)) if on else ""


def _until(codes: Mapping[str, Any], words: str = "") -> str:
    until = codes.get("until")
    return (words or _("valid until %(day)s")) % {"day": day(date.fromisoformat(until))} if until else ""


def _number(text: str, codes: Mapping[str, Any]) -> str:
    return text % {"number": codes.get("number") or ""}


TELLERS: Mapping[str, Teller] = {
    "check_done": lambda c, n: told(_("IIZ check done"), label(CaseForm, c.get("indicated"))),
    "referral_begun": lambda c, n: told(_("Referral begun"), label(CaseForm, c.get("wished_form"))),
    "referral_completed": lambda c, n: _("Referral complete"),
    "referral_forwarded": _forwarded,
    "referral_accepted": lambda c, n: told(_("Referral accepted"), label(CaseForm, c.get("form"))),
    "referral_asked_back": lambda c, n: _("The coordination asks back about the referral"),
    "referral_returned": _returned,
    "session_asked_for": lambda c, n: told(_("Session asked for"), label(SessionKind, c.get("session"))),
    "meeting_asked_for": lambda c, n: told(
        _("Secretariat asked to arrange a meeting"), label(MeetingKind, c.get("meeting"))
    ),
    "meeting_arranged": lambda c, n: told(_("Meeting arranged"), label(MeetingKind, c.get("meeting")), _on(c)),
    "meeting_fixed": lambda c, n: told(_("Date of the meeting fixed"), label(MeetingKind, c.get("meeting")), _on(c)),
    "meeting_moved": lambda c, n: told(_("Meeting moved"), label(MeetingKind, c.get("meeting")), _on(c)),
    "meeting_cancelled": lambda c, n: told(_("Meeting cancelled"), label(MeetingKind, c.get("meeting")), _on(c)),
    "meeting_invited": lambda c, n: told(_("Invitations sent"), label(MeetingKind, c.get("meeting"))),
    "meeting_decided": lambda c, n: told(_("Decided at the meeting"), n.person(c.get("membership"))),
    "dispute_opened": lambda c, n: _("Dispute opened"),
    "dispute_session": lambda c, n: _("Session on the dispute held"),
    "dispute_position": lambda c, n: _("Officer's position on the dispute"),
    "dispute_referred": lambda c, n: _("Dispute referred to the legal commission"),
    "dispute_answered": lambda c, n: _("Legal commission answered on the dispute"),
    "dispute_settled": lambda c, n: told(_("Dispute ended"), label(DisputeOutcome, c.get("outcome"))),
    "meeting_minutes_sent": lambda c, n: told(_("Minutes sent"), label(MeetingKind, c.get("meeting"))),
    "session_recorded": lambda c, n: told(
        label(SessionKind, c.get("session")), label(SessionOutcome, c.get("outcome"))
    ),
    "case_manager_named": lambda c, n: told(_("Case manager named"), n.person(c.get("membership"))),
    "case_manager_changed": lambda c, n: told(
        _("Case manager changed"), n.person(c.get("membership")), n.reason(c.get("reason"), "reassignment_reasons")
    ),
    "deputy_named": lambda c, n: told(_("Deputy named"), n.person(c.get("membership"))),
    "deputy_ended": lambda c, n: told(_("No longer deputy"), n.person(c.get("membership"))),
    "deputy_changed": lambda c, n: told(_("Deputy changed"), n.person(c.get("membership"))),
    "plan_drafted": lambda c, n: _number(_("Action plan version %(number)s begun"), c),
    "plan_signed": lambda c, n: _number(_("Action plan version %(number)s signed by both sides"), c),
    "plan_validated": lambda c, n: _number(_("Action plan version %(number)s validated"), c),
    "plan_sent_back": lambda c, n: _number(_("Action plan version %(number)s sent back with other possibilities"), c),
    "plan_withdrawn": lambda c, n: _number(_("Action plan version %(number)s withdrawn"), c),
    "plan_copy_attached": lambda c, n: _number(_("Signed copy of action plan version %(number)s added"), c),
    "plan_part_answered": lambda c, n: told(_("Answer to the plan"), label(PlanAnswer, c.get("answer"))),
    "plan_event": lambda c, n: told(
        _("Something happened that affects the plan"), n.reason(c.get("reason"), "plan_events")
    ),
    "plan_change_decided": lambda c, n: (
        _("Decided: the plan changes") if c.get("change") else _("Decided: the plan stays")
    ),
    "plan_finish_decided": lambda c, n: (
        _("Decided: the plan is finished") if c.get("finished") else _("Decided: the plan goes on")
    ),
    "order_placed": lambda c, n: told(_("Service ordered"), n.institution(c.get("institution"))),
    "order_accepted": lambda c, n: told(_("Order accepted"), n.institution(c.get("institution"))),
    "order_declined": lambda c, n: told(_("Order declined"), n.institution(c.get("institution"))),
    "order_done": lambda c, n: told(_("Ordered service done"), n.institution(c.get("institution"))),
    "order_cancelled": lambda c, n: told(_("Order cancelled"), n.institution(c.get("institution"))),
    "stock_taken": _stock,
    "talk_held": _talk,
    "journal_entry": _talk,
    "contact_completed": lambda c, n: _("Step completed by an informal contact"),
    "contact_logged": lambda c, n: told(
        _("Informal contact"), label(InformalKind, c.get("contact")), n.institution(c.get("institution"))
    ),
    "agreed": lambda c, n: _("Agreed in the short plan: somebody does something until a day"),
    "person_informed": lambda c, n: _("Person informed about the exchange of data"),
    "case_broken_off": lambda c, n: _("Case broken off"),
    "exit_reported": lambda c, n: told(_("Exit report written"), label(Result, c.get("result"))),
    "closing_requested": lambda c, n: _("Closing of the case requested"),
    "case_closed": lambda c, n: told(_("Case closed"), label(Result, c.get("result"))),
    "closing_annulled": lambda c, n: _("Closing annulled: the case goes on"),
    "coaching_registered": lambda c, n: (
        _("Registered with the employment office before the coaching, keyword entered")
        if c.get("before")
        else _("Registered with the employment office for the coaching, keyword entered")
    ),
    "coaching_talk_prepared": lambda c, n: _("Three-way talk prepared, person invited through AVAM"),
    "coaching_goals_agreed": lambda c, n: (
        _("Goals agreed on, employability is evaluated")
        if c.get("evaluates")
        else _("Goals agreed on, no evaluation of employability")
    ),
    "coaching_measure_set_up": lambda c, n: told(_("Evaluation of employability set up"), label(Payer, c.get("payer"))),
    "coaching_plan_defined": lambda c, n: _("Plan of the coaching defined"),
    "coaching_result": lambda c, n: told(_("Result of the coaching"), label(CoachingResult, c.get("result"))),
    "coaching_followed_up": lambda c, n: (
        _("Follow-up at the workplace over") if c.get("needed") else _("No follow-up at the workplace needed")
    ),
    "coaching_ended": lambda c, n: _("Coaching ended"),
    "hand_over_proposed": lambda c, n: told(_("Hand-over proposed"), n.institution(c.get("receiver"))),
    "institution_joined": lambda c, n: told(_("Institution takes part"), n.institution(c.get("institution"))),
    "case_kept": lambda c, n: told(
        _("The case goes on without a second institution"), n.reason(c.get("reason"), "admission_reasons")
    ),
    "institution_left": lambda c, n: told(
        _("Institution has left the case"),
        n.institution(c.get("institution")),
        n.reason(c.get("reason"), "decline_reasons"),
    ),
    "hand_over_answered": lambda c, n: told(
        _("Hand-over answered"), label(Answer, c.get("answer")), n.reason(c.get("reason"), "decline_reasons")
    ),
    "person_entered": lambda c, n: _("Person entered"),
    "identity_corrected": lambda c, n: _("Personal data completed or corrected"),
    "match_found": lambda c, n: _("The same AHV number stands in another case"),
    "match_decided": lambda c, n: told(
        _("Cases with the same AHV number compared"), label(MatchOutcome, c.get("outcome"))
    ),
    "situation_stated": lambda c, n: told(_("Situation described"), label(Aspect, c.get("aspect"))),
    "registration_recorded": lambda c, n: told(_("Registration recorded"), n.dispositif(c.get("dispositif"))),
    "registration_changed": lambda c, n: _("Registration changed"),
    "work_capacity_judged": _capacity,
    "consent_signed": lambda c, n: told(_("Consent signed"), _until(c)),
    "consent_renewed": lambda c, n: told(_("Consent renewed"), _until(c)),
    "consent_withdrawn": lambda c, n: _("Consent withdrawn"),
    "personal_page_offered": lambda c, n: _("The person got the letter with the code for the own page"),
    "concern_answered": lambda c, n: _("Answered what the person wanted"),
    "consent_ran_out": lambda c, n: _("Consent run out: what it opened is closed"),
    "entitlement_ended": lambda c, n: _("Entitlement ended"),
    "overdue_seen_to": lambda c, n: told(
        _("Seen to an overdue task"), label(Kind, c.get("task")), _until(c, _("new term: %(day)s"))
    ),
    "survey_due": lambda c, n: _("Survey due"),
    "survey_told": lambda c, n: told(label(Survey, c.get("outcome")), label(NoSurvey, c.get("why"))),
    "consent_annulled": lambda c, n: _("Consent annulled: recorded by mistake"),
    "consent_ended_with_case": lambda c, n: _("Consent ended with the case"),
    "document_filed": lambda c, n: told(_("Document filed"), label(DocumentKind, c.get("document_kind"))),
    "document_annulled": lambda c, n: told(
        _("Document withdrawn"), label(DocumentKind, c.get("document_kind")), label(Withdrawal, c.get("why"))
    ),
    "process.deviated": lambda c, n: _("Left the foreseen course of the process"),
    "process.moved": lambda c, n: _("Moved to another version of the process"),
}


def sentence(event: Event, names: Names) -> str:
    """What happened, in a sentence; why, as far as that is open to the reader."""
    if event.kind.startswith("measure_"):
        return told(_("Measure"), label(MeasureStatus, event.kind.removeprefix("measure_")))
    teller = TELLERS.get(event.kind)
    codes = {**event.codes, "reason": event.reason}
    return told(teller(codes, names), event.words) if teller else str(event.kind)


def untold(kinds: Iterable[str]) -> set[str]:
    """Kinds without a sentence: a test asks it for all that are recorded."""
    return {kind for kind in kinds if kind not in TELLERS and not kind.startswith("measure_")}
