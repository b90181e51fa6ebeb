"""Events in words, briefly: the walkthrough shows the course of a case, not its details."""

from django.utils.translation import gettext as _

from ciiz.domain.plans.enums import MeasureStatus
from ciiz.domain.timeline.public import Event


def words() -> dict[str, str]:
    """Kind of an event → what happened, in the reader's language."""
    return {
        "person_entered": _("Person entered"),
        "situation_stated": _("Situation described"),
        "registration_recorded": _("Registration recorded"),
        "work_capacity_judged": _("Work capacity judged"),
        "check_done": _("IIZ check done"),
        "referral_begun": _("Referral begun"),
        "referral_completed": _("Referral complete"),
        "referral_forwarded": _("Referral forwarded to the coordination"),
        "referral_accepted": _("Referral accepted"),
        "referral_asked_back": _("The coordination asks back about the referral"),
        "referral_returned": _("Referral returned"),
        "session_recorded": _("Result of the session recorded"),
        "case_manager_named": _("Case manager named"),
        "plan_drafted": _("Action plan version %(number)s begun"),
        "plan_signed": _("Action plan version %(number)s signed by both sides"),
        "plan_validated": _("Action plan version %(number)s validated"),
        "plan_sent_back": _("Action plan version %(number)s sent back with other possibilities"),
        "plan_part_answered": _("Answer to the plan"),
        "plan_change_decided": _("Decided whether the plan changes"),
        "plan_finish_decided": _("Decided whether the plan is finished"),
        "plan_event": _("Something happened that affects the plan"),
        "order_placed": _("Service ordered"),
        "order_accepted": _("Order accepted"),
        "talk_held": _("Talk with the person"),
        "journal_entry": _("Entry in the journal"),
        "stock_taken": _("Stock taken"),
        "case_broken_off": _("Case broken off"),
        "hand_over_proposed": _("Hand-over proposed"),
        "hand_over_answered": _("Hand-over answered"),
        "exit_reported": _("Exit report written"),
        "closing_requested": _("Closing of the case requested"),
        "case_closed": _("Case closed"),
        "consent_signed": _("Consent signed"),
        "consent_renewed": _("Consent renewed"),
        "consent_ended_with_case": _("Consent ended with the case"),
    }


def in_words(event: Event, known: dict[str, str]) -> str:
    """What happened; a kind that has no words is shown as it is."""
    if event.kind.startswith("measure_"):
        status = event.kind.removeprefix("measure_")
        return f"{_('Measure')}: {MeasureStatus(status).label}" if status in MeasureStatus.values else event.kind
    text = known.get(event.kind, event.kind)
    return text % event.codes if "%(number)s" in text and "number" in event.codes else text
