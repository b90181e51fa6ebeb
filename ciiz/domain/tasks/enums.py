"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where a task stands."""

    OPEN = "open", _("open")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("no longer needed")


class Kind(TextChoices):
    """What is to be done; a step of a process or an occasion between steps."""

    WRITE_REFERRAL = "write_referral", _("Go on writing the referral")
    COMPLETE_REFERRAL = "complete_referral", _("Complete and forward the referral")
    ANSWER_QUESTION = "answer_question", _("Answer the coordination's question about the referral")
    DECIDE_REFERRAL = "decide_referral", _("Decide on the referral")
    READ_DECISION = "read_decision", _("Read the decision on your referral")
    HOLD_SESSION = "hold_session", _("Hold the session and record its result")
    PREPARE_SESSION = "prepare_session", _("Bring your part up to date for the session")
    NAME_CASE_MANAGER = "name_case_manager", _("Name the case manager")
    FIRST_TALK = "first_talk", _("Hold the first talk with the person")
    DRAW_UP_PLAN = "draw_up_plan", _("Draw up the action plan")
    VALIDATE_PLAN = "validate_plan", _("Validate the action plan")
    ACCEPT_PART = "accept_part", _("Answer for the own institution's part of the plan")
    CARRY_OUT_PLAN = "carry_out_plan", _("Carry out the action plan")
    TAKE_STOCK = "take_stock", _("Take stock with the person")
    TAKE_STOCK_TEAM = "take_stock_team", _("Take stock with the team")
    DECIDE_CHANGE = "decide_change", _("Decide whether the plan changes")
    DECIDE_FINISH = "decide_finish", _("Decide whether the plan is finished")
    REGISTER_COACHING = "register_coaching", _("Register the person and enter the keyword for the coaching")
    PREPARE_TALK = "prepare_talk", _("Prepare the three-way talk")
    HOLD_TALK = "hold_talk", _("Hold the three-way talk")
    EVALUATE_EMPLOYABILITY = "evaluate_employability", _("Agree on goals and decide whether to evaluate employability")
    SET_UP_MEASURE = "set_up_measure", _("Set up the evaluation of employability")
    HAND_BACK_EVALUATION = "hand_back_evaluation", _("Record what the evaluation showed")
    DEFINE_COACHING_PLAN = "define_coaching_plan", _("Define the plan of the coaching")
    HOLD_COACHING_TALK = "hold_coaching_talk", _("Talk about how the coaching goes on")
    DECIDE_INTEGRATION = "decide_integration", _("Say what the coaching has led to")
    FOLLOW_UP_AT_WORK = "follow_up_at_work", _("Follow up at the workplace")
    WRITE_REPORT = "write_report", _("Write the exit report")
    REQUEST_CLOSING = "request_closing", _("Ask for closing")
    CLOSE_CASE = "close_case", _("Close the case")
    SEE_TO_LETTER = "see_to_letter", _("See to the letter to the person: it could not be made yet")
    ANSWER_ORDER = "answer_order", _("Answer the order of a service")
    READ_ANSWER = "read_answer", _("Read the answer of an institution")
    RENEW_CONSENT = "renew_consent", _("Renew the consent")
    ANSWER_HAND_OVER = "answer_hand_over", _("Answer the hand-over")
    KEEP_ALONE = "keep_alone", _("Say why the case goes on without a second institution")
    SURVEY = "survey", _("Ask how things are, six months after closing")
    CHECK_REGISTRATION = "check_registration", _("Check the person's registrations and what follows them")
    CHECK_STATUTE = "check_statute", _("Settle how it goes on: what the law opened ends soon")
    COMPARE_CASES = "compare_cases", _("Check whether two cases concern the same person")
    ARRANGE_SESSION = "arrange_session", _("Arrange the meeting that was asked for")
    SEE_TO_NEEDS = "see_to_needs", _("See to the doctor or the interpreter for the session")
    CARRY_OUT_DECISION = "carry_out_decision", _("Carry out what the meeting decided")
    CARRY_OUT_AGREED = "carry_out_agreed", _("Carry out what was agreed in the short plan")
    LEAD_DISPUTE = "lead_dispute", _("Lead the session on the dispute")
    STATE_ON_DISPUTE = "state_on_dispute", _("Take a position on the dispute")
    RECORD_ANSWER = "record_answer", _("Record the answer of the legal commission")
    SETTLE_DISPUTE = "settle_dispute", _("Record how the dispute ended")
    INFORM_PERSON = "inform_person", _("Inform the person about the exchange of data")
    FOLLOW_CONTACT = "follow_contact", _("Take the next step after a contact")
    SEE_TO_OVERDUE = "see_to_overdue", _("See to a task that is long overdue")
    ANSWER_CONCERN = "answer_concern", _("Answer what the person wants")
    SEE_TO_WITHDRAWAL = "see_to_withdrawal", _("See what changes now that the person has withdrawn a consent")
    OTHER_STEP = "other_step", _("Carry out the next step")


class Neglect(TextChoices):
    """Why nobody seems to look after a case."""

    NO_TASK = "no_task", _("nobody has a task")
    QUIET = "quiet", _("nothing has happened for long")
    NO_MANAGER = "no_manager", _("no case manager")
