"""Where a thing is done: the one table from tasks and verbs to pages. A page that does not exist gives no link."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task
from ciiz.foundation.errors import NotFound
from ciiz.journeys.fill import may_fill
from ciiz.web.components.data import Link, Text


@dataclass(frozen=True, slots=True)
class Place:
    """A page where a task is done, what its button says, and whether the page takes the task's subject."""

    name: str
    label: Text
    of_subject: bool = False


PLACES: Mapping[Kind, Place] = {
    Kind.WRITE_REFERRAL: Place("referrals:edit", _("Go on with the referral")),
    Kind.COMPLETE_REFERRAL: Place("referrals:edit", _("Complete the referral")),
    Kind.ANSWER_QUESTION: Place("referrals:edit", _("Answer the question")),
    Kind.DECIDE_REFERRAL: Place("referrals:triage", _("Decide on the referral")),
    Kind.READ_DECISION: Place("referrals:outcome", _("Read the decision")),
    Kind.HOLD_SESSION: Place("referrals:session", _("Record the session")),
    Kind.NAME_CASE_MANAGER: Place("referrals:assign", _("Name the case manager")),
    Kind.FIRST_TALK: Place("plans:log", _("Record the talk")),
    Kind.DRAW_UP_PLAN: Place("plans:edit", _("Draw up the plan")),
    Kind.VALIDATE_PLAN: Place("plans:validate", _("Validate the plan")),
    Kind.ACCEPT_PART: Place("plans:part", _("Answer for your institution")),
    Kind.CARRY_OUT_PLAN: Place("plans:log", _("Record a talk")),
    Kind.TAKE_STOCK: Place("plans:stocktaking", _("Record the stock-taking")),
    Kind.TAKE_STOCK_TEAM: Place("plans:stocktaking", _("Record the stock-taking")),
    Kind.DECIDE_CHANGE: Place("plans:decide_change", _("Decide on a change of the plan")),
    Kind.DECIDE_FINISH: Place("plans:decide_finish", _("Decide whether the plan is finished")),
    Kind.REGISTER_COACHING: Place("coaching:waiting", _("Record the registration")),
    Kind.PREPARE_TALK: Place("coaching:waiting", _("Record the invitation")),
    Kind.HOLD_TALK: Place("coaching:waiting", _("Record the talk")),
    Kind.EVALUATE_EMPLOYABILITY: Place("coaching:waiting", _("Record the goals")),
    Kind.SET_UP_MEASURE: Place("coaching:waiting", _("Record the measure")),
    Kind.HAND_BACK_EVALUATION: Place("coaching:waiting", _("Record the evaluation")),
    Kind.DEFINE_COACHING_PLAN: Place("coaching:waiting", _("Record the plan")),
    Kind.HOLD_COACHING_TALK: Place("coaching:waiting", _("Record the talk")),
    Kind.DECIDE_INTEGRATION: Place("coaching:waiting", _("Record the result")),
    Kind.FOLLOW_UP_AT_WORK: Place("coaching:waiting", _("Record the follow-up")),
    Kind.WRITE_REPORT: Place("closing:report", _("Write the exit report")),
    Kind.REQUEST_CLOSING: Place("closing:close", _("Ask for closing")),
    Kind.CLOSE_CASE: Place("closing:close", _("Close the case")),
    Kind.SEE_TO_LETTER: Place("closing:close", _("See to the letter")),
    Kind.KEEP_ALONE: Place("closing:keep", _("Say how it goes on")),
    Kind.SURVEY: Place("closing:survey", _("Record the survey")),
    Kind.ANSWER_ORDER: Place("plans:order", _("Answer the order"), of_subject=True),
    Kind.READ_ANSWER: Place("cases:case", _("Read the answer")),
    Kind.RENEW_CONSENT: Place("consent:list", _("Renew the consent")),
    Kind.CHECK_REGISTRATION: Place("persons:person", _("Look at the registrations")),
    Kind.CHECK_STATUTE: Place("consent:list", _("Look at what is open")),
    Kind.COMPARE_CASES: Place("persons:match", _("Compare the cases"), of_subject=True),
    Kind.ANSWER_HAND_OVER: Place("closing:answer", _("Answer the hand-over"), of_subject=True),
    Kind.PREPARE_SESSION: Place("meetings:position", _("Bring your part up to date"), of_subject=True),
    Kind.ARRANGE_SESSION: Place("meetings:arrange", _("Arrange the meeting")),
    Kind.SEE_TO_NEEDS: Place("meetings:needs", _("Say what was ordered"), of_subject=True),
    Kind.CARRY_OUT_DECISION: Place("meetings:decision", _("Look at the decision"), of_subject=True),
    Kind.CARRY_OUT_AGREED: Place("contacts:agreed", _("Look at the short plan")),
    Kind.LEAD_DISPUTE: Place("meetings:dispute", _("Lead the dispute"), of_subject=True),
    Kind.STATE_ON_DISPUTE: Place("meetings:dispute", _("Take a position"), of_subject=True),
    Kind.RECORD_ANSWER: Place("meetings:dispute", _("Record the answer"), of_subject=True),
    Kind.SETTLE_DISPUTE: Place("meetings:dispute", _("Record the outcome"), of_subject=True),
    Kind.INFORM_PERSON: Place("contacts:show", _("Inform the person"), of_subject=True),
    Kind.FOLLOW_CONTACT: Place("contacts:show", _("Look at the contact"), of_subject=True),
    Kind.SEE_TO_OVERDUE: Place("waiting:overdue", _("See to it"), of_subject=True),
    Kind.ANSWER_CONCERN: Place("personal:answer", _("Answer the person"), of_subject=True),
    Kind.SEE_TO_WITHDRAWAL: Place("personal:withdrawn", _("Look at the withdrawal"), of_subject=True),
    Kind.OTHER_STEP: Place("cases:step", _("Go to the step")),
}


def address(name: str, *args: object) -> str:
    """The address of a page, "" while there is none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def links(*wanted: tuple[Text, str, object]) -> tuple[Link, ...]:
    """Links for (words, page, argument) as far as the pages exist."""
    found = ((label, address(name, argument)) for label, name, argument in wanted)
    return tuple(Link(label, url) for label, url in found if url)


def case_url(dossier_id: UUID) -> str:
    """The page of a case."""
    return _case_url(get_script_prefix()).replace(NOBODY, str(dossier_id))


NOBODY = str(UUID(int=0))


@lru_cache
def _case_url(_prefix: str) -> str:
    """The address with a place for the case: a list has fifty of them, and `reverse` takes its time."""
    return reverse("cases:case", args=[NOBODY])


def to_referral(actor: Actor, dossier_id: UUID) -> tuple[Link, ...]:
    """Back to the referral, for whoever fills it and went on to the consent or the files; nothing once it is sent."""
    try:
        case = cases.case(actor, dossier_id, people=False)
    except NotFound:  # a consent may exist without a case
        return ()
    if Stage(case.stage) not in cases.FORWARDABLE or not cases.may_complete(actor, case):
        return ()
    if not may_fill(actor, dossier_id):
        return ()
    return links((_("Back to the referral"), "referrals:edit", dossier_id))


def place_of(task: Task) -> Link:
    """Where a task is done: its own page, else the page of its case."""
    place = PLACES.get(Kind(task.kind))
    if place is not None:
        argument = task.subject_id if place.of_subject else task.dossier_id
        url = address(place.name, argument) if argument else ""
        if url:
            return Link(place.label, url)
    return Link(_("Open the case"), case_url(task.dossier_id))
