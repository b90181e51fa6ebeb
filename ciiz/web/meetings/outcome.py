"""Where the outcome of an item is recorded, by the kind of its meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.cases import public as cases
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import DisputeStep, MeetingKind, MeetingState
from ciiz.domain.meetings.public import AgendaItem
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import StockTakingKind
from ciiz.journeys import coaching, session
from ciiz.web.cases.about import About
from ciiz.web.cases.links import address
from ciiz.web.components.data import Link, Text

TALKS = ("coaching.hold_talk", "coaching.talk")
NETWORK_TALKS = ("coaching.hand_back", "coaching.talk")
"""Steps of a coaching at which the provider talks with the network."""
NOT_AWAITED: Text = gettext_lazy(
    "This case does not wait for the result of a session at present. Note what was decided as decisions: they become "
    "tasks."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The page where the reader records it, else why they do not; both empty where nothing is to be recorded."""

    link: Link | None = None
    why: Text = ""


NOTHING = Outcome()


def outcome(page: About, item: AgendaItem) -> Outcome:
    """What the reader records of an item that was spoken of: result, stock-taking, talk or the session of a dispute."""
    meeting = item.meeting
    held = meeting.state == MeetingState.PLANNED and meeting.held_on <= page.actor.today
    if not held or item.session_id is not None or page.stage.over:
        return NOTHING
    kind = MeetingKind(meeting.kind)
    if kind is MeetingKind.NETWORK and page.case.coached:
        return _coached(page, item, NETWORK_TALKS)
    if kind.is_session:
        return _session(page, item)
    if kind in (MeetingKind.STOCKTAKING, MeetingKind.QUARTERLY):
        return _stock(page, item)
    if kind is MeetingKind.DISPUTE:
        return _dispute(page, item)
    return _talk(page, item) if kind is MeetingKind.THREE_WAY else NOTHING


def day_of(request: HttpRequest, page: About) -> date:
    """The day of the meeting whose item `?item=` names, if it is one of this case; else today."""
    try:
        item = meetings.item(page.actor, UUID(request.GET.get("item", "")))
    except ValueError:
        return page.actor.today
    return item.meeting.held_on if item.dossier_id == page.dossier_id else page.actor.today


def _to(label: Text, name: str, page: About, item: AgendaItem) -> Outcome:
    return Outcome(Link(label, f"{address(name, page.dossier_id)}?item={item.id}"))


def _session(page: About, item: AgendaItem) -> Outcome:
    if not meetings.may_record(page.actor, item.meeting):
        return Outcome(why=_("The coordination records the result.")) if _sits(page, item) else NOTHING
    kinds, _outcomes = session.awaited(page.actor, page.case)
    if not kinds:
        return Outcome(why=NOT_AWAITED)
    return _to(_("Record the result"), "referrals:session", page, item)


def _stock(page: About, item: AgendaItem) -> Outcome:
    if not page.stage.managed:
        return Outcome(why=_("Stock is taken as soon as the case has a case manager and a plan."))
    at = page.at()
    if any(plans.may_take_stock(at, kind) for kind in StockTakingKind):
        return _to(_("Record the stock-taking"), "plans:stocktaking", page, item)
    return Outcome(why=_("The case manager records the stock-taking.")) if _sits(page, item) else NOTHING


def _talk(page: About, item: AgendaItem) -> Outcome:
    if page.case.coached:
        return _coached(page, item, TALKS)
    if cases.manages(page.actor, page.case):
        return _to(_("Record the talk"), "plans:log", page, item)
    return Outcome(why=_("Who coaches or manages the case records the talk.")) if _sits(page, item) else NOTHING


def _dispute(page: About, item: AgendaItem) -> Outcome:
    if not meetings.may_lead_dispute(page.actor):
        return NOTHING
    waiting = [one for one in meetings.disputes(page.actor, page.dossier_id) if one.step is DisputeStep.SESSION]
    if not waiting:
        return NOTHING
    url = address("meetings:dispute_next", waiting[0].id)
    return Outcome(Link(_("Record the session"), f"{url}?item={item.id}"))


def _coached(page: About, item: AgendaItem, talks: Collection[str]) -> Outcome:
    """Back to the step of the coaching that waits for such a talk."""
    if not coaching.may_coach(page.actor, page.case):
        return Outcome(why=_("Who coaches or manages the case records the talk.")) if _sits(page, item) else NOTHING
    if coaching.waiting(page.actor, page.dossier_id) in talks:
        return _to(_("Record the talk"), "coaching:waiting", page, item)
    return Outcome(why=_("The coaching does not wait for a talk at present. Record it as a contact in the case."))


def _sits(page: About, item: AgendaItem) -> bool:
    """Organises it, or sits there for an institution."""
    return meetings.organises(page.actor, item.meeting) or meetings.has_seat(page.actor, item.id)
