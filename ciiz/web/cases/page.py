"""A case on one page: asks the contexts, one after the other, and has the answers presented."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from ciiz.domain.access import public as access
from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Assignment, Case
from ciiz.domain.consent import public as consents
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.public import Document
from ciiz.domain.journal import public as journal
from ciiz.domain.meetings import public as meetings
from ciiz.domain.organisations import public as organisations
from ciiz.domain.persons import public as persons
from ciiz.domain.plans import public as plans
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task
from ciiz.domain.timeline import public as timeline
from ciiz.journeys.agenda import may_ask_office
from ciiz.journeys.agree import may_agree
from ciiz.journeys.close import ends_at_once
from ciiz.journeys.standpoint import coaches
from ciiz.journeys.tell import Names
from ciiz.web.components.data import Crumb, Due, Entry, Link, Step

from .links import address, links
from .presenting import history, people, plan, resources, sight, standing
from .presenting.people import Head, Judgement, Team
from .presenting.plan import PlanPanel
from .presenting.resources import ResourceSheet
from .presenting.sight import Sight
from .presenting.standing import Next

EVENTS = 60
SHOWN = 15
"""Of the history on the page; the whole of it has its own."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on the page; what the reader sees nothing of is empty or None, and its panel absent."""

    case: Case
    crumbs: Sequence[Crumb]
    head: Head
    next: Next
    decision: Task | None
    decided: str
    stations: Sequence[Step]
    plan: PlanPanel | None
    plan_links: Sequence[Link]
    resources: ResourceSheet | None
    history: Sequence[Entry]
    sight: Sight
    team: Team
    deadlines: Sequence[Due]
    meetings: Sequence[Link]
    documents: Sequence[tuple[Document, str]]
    judgements: Sequence[Judgement]
    spread: int
    links: dict[str, Sequence[Link]]


def case_page(actor: Actor, dossier_id: UUID) -> CasePage:
    """The page of a case that the actor sees; raises `NotFound`."""
    case = cases.case(actor, dossier_id, people=False)
    person = persons.person(actor, dossier_id)
    days = cases.milestone(actor, dossier_id)
    assignments = cases.team(actor, dossier_id)
    waiting = tasks.of_case(actor, dossier_id)
    view = plans.view(actor, dossier_id)
    overview = consents.overview(actor, dossier_id)
    capacities = persons.work_capacity(actor, dossier_id)
    taking_part = access.institutions(actor, dossier_id, actor.today)
    reachable = organisations.reachable(actor, memberships=_people(case, waiting), institutions=taking_part)
    places = {member.institution_id: str(member.institution) for member in reachable}
    places |= {row.institution_id: row.name for row in overview.rows}
    places[case.contributor_id] = str(case.contributor)
    named = {row.membership_id: row.membership.user.full_name for row in assignments}
    named |= {member.id: member.user.full_name for member in reachable}
    names = Names(case.canton, places, named)
    met = meetings.of_case(actor, dossier_id)
    may_write = cases.manages(actor, case) and not Stage(case.stage).over
    may_draw = may_write and Stage(case.stage) is Stage.ASSIGNED
    return CasePage(
        case=case,
        crumbs=[Crumb(_("Cases"), address("cases:list")), Crumb(case.number)],
        head=people.head(actor, case, person, days),
        next=standing.coming(actor, case, [task for task in waiting if task.kind != Kind.READ_DECISION], names),
        decision=next((t for t in waiting if t.kind == Kind.READ_DECISION and tasks.is_mine(actor, t)), None),
        decided=standing.decided(case, days),
        stations=standing.stations(case, days, actor.today),
        plan=plan.panel(actor, view, places, waiting, writes=may_draw),
        plan_links=links((_("Draw up the plan"), "plans:edit", dossier_id)) if may_draw and view is None else (),
        resources=resources.resource_sheet(actor, dossier_id) if days is not None and days.session_on else None,
        history=history.history(
            timeline.history(actor, dossier_id, EVENTS), journal.entries(actor, dossier_id, limit=SHOWN), names, SHOWN
        ),
        sight=sight.sight(overview, dossier_id, actor.today),
        team=people.team(case, reachable, assignments, taking_part),
        deadlines=standing.deadlines(actor, waiting, overview.current, standing.ahead(met, actor.today), names),
        meetings=standing.past(met, actor.today),
        documents=[(row, address("documents:download", row.id)) for row in documents.documents(actor, dossier_id)[:12]],
        judgements=people.judgements(capacities),
        spread=capacities.spread if capacities.diverges else 0,
        links=_links(actor, case, may_write=may_write, leads=actor.institution_id in _in_charge(assignments))
        | {"referral": _referral(actor, case, manages=overview.complete)},
    )


def _meets(case: Case) -> bool:
    """Whether sessions are held about a case at this stage."""
    return Stage(case.stage) in cases.ADMITTED


def _arrange(key: UUID) -> Sequence[Link]:
    """To a new meeting with this case on its agenda."""
    url = address("meetings:new")
    return (Link(_("Arrange a meeting"), f"{url}?case={key}"),) if url else ()


def _people(case: Case, waiting: Sequence[Task]) -> list[int]:
    keys = (case.case_manager_id, case.deputy_id, case.coordinator_id, *(task.membership_id for task in waiting))
    return [key for key in keys if key is not None]


def _in_charge(assignments: Sequence[Assignment]) -> set[int]:
    """Institutions whose people manage the case or deputise."""
    return {row.membership.institution_id for row in assignments if row.valid_to is None}


def _links(actor: Actor, case: Case, *, may_write: bool, leads: bool) -> dict[str, Sequence[Link]]:
    """What can be done besides the next step, by panel; only what the reader's role may do in this case."""
    key = case.dossier_id
    coaching = coaches(actor, case)
    leaves_arranging = _meets(case) and may_ask_office(actor, case, in_tandem=coaching)
    found: dict[str, Sequence[Link]] = {
        "head": (
            *(links((_("Record a talk"), "plans:log", key)) if _writes(actor, case) else ()),
            *links((_("Person"), "persons:person", key)),
            *(links((_("Short plan"), "contacts:agreed", key)) if may_agree(actor, case) else ()),
            *(_arrange(key) if meetings.may_arrange(actor) and _meets(case) else ()),
            *(links((_("Ask the secretariat for a meeting"), "meetings:ask_office", key)) if leaves_arranging else ()),
        ),
        "steps": links((_("Drawing and handbook"), "cases:process", key)),
        "history": links((_("Whole history"), "cases:history", key)),
        "documents": links((_("Forms and letters"), "papers:case", key), (_("Add"), "documents:add", key)),
        "capacity": links((_("Judge"), "persons:capacity", key)),
        "meetings": links((_("All meetings"), "meetings:of_case", key)),
        "team": (),
    }
    if case.case_manager_id is not None and cases.may_name_case_manager(actor, case) and not Stage(case.stage).over:
        found["team"] = links((_("Change"), "referrals:assign", key))
    elif may_write:
        found["team"] = links((_("Order a service"), "plans:order_new", key))
    if Stage(case.stage) is Stage.RETURNED:
        found["more"] = links((_("Decision on the referral"), "referrals:outcome", key))
    elif case.result and (Stage(case.stage).over or Stage(case.stage) is Stage.ENDING):
        closing = organisations.canton_values(case.canton).closing.by(coached=case.coached)
        closed = Stage(case.stage) is Stage.CLOSED
        found["more"] = (
            *links((_("How the case ends"), "closing:close", key)),
            *(
                links((_("Exit report"), "closing:report", key))
                if Stage(case.stage) is Stage.ENDING and cases.may_report(actor, case, coaches=coaching)
                else ()
            ),
            *(
                links((_("Annul a wrong closing"), "closing:annul", key))
                if closed and cases.may_close(actor, case, closing)
                else ()
            ),
        )
    leaves = cases.may_leave(actor, case) and not leads and not Stage(case.stage).over
    if cases.may_break_off(actor, case, coaches=coaching) and Stage(case.stage) in cases.ENDS:
        more = links((_("Event that affects the plan"), "plans:event", key)) if Stage(case.stage).managed else ()
        asks = Stage(case.stage).managed and cases.manages(actor, case)
        hands_over = cases.may_hand_over(actor, case)
        coached = Stage(case.stage) is Stage.COACHING and ends_at_once(actor, key)
        found["more"] = (
            *more,
            *(links((_("Ask for a session"), "plans:session", key)) if asks else ()),
            *(links((_("End the coaching"), "closing:coaching", key)) if coached else ()),
            *(links((_("Hand over to another institution"), "closing:hand_over", key)) if hands_over else ()),
            *links((_("Break off"), "closing:break_off", key)),
            *(links((_("Leave the case"), "closing:leave", key)) if coaching and leaves else ()),
        )
    elif leaves:
        found["more"] = links((_("Leave the case"), "closing:leave", key))
    if Stage(case.stage) not in (Stage.CHECKED, *cases.BEFORE_FORWARDING):
        found["more"] = (*found.get("more", ()), *links((_("Dispute"), "meetings:disputes", key)))
    return found


def _referral(actor: Actor, case: Case, *, manages: bool) -> Sequence[Link]:
    """Why the person was referred: to go on writing for those who refer, to read for those who manage the case."""
    stage = Stage(case.stage)
    if stage in cases.FORWARDABLE and cases.may_complete(actor, case):
        return links((_("Referral"), "referrals:edit", case.dossier_id))
    if manages and stage is not Stage.CHECKED:
        return links((_("Referral"), "referrals:outcome", case.dossier_id))
    return ()


def _writes(actor: Actor, case: Case) -> bool:
    """Whether the reader may log a contact; the office reads, it does not take part."""
    return (actor.role.in_institution or actor.role.coordinates) and not Stage(case.stage).over


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """The whole history of a case."""

    case: Case
    name: str
    crumbs: Sequence[Crumb]
    meta: Sequence[str]
    links: Sequence[Link]
    entries: Sequence[Entry]
    more: bool


def whole_history(actor: Actor, dossier_id: UUID, *, own_only: bool = False, limit: int = 500) -> HistoryPage:
    """Everything that happened as far as the actor may see it, at most `limit` lines."""
    case = cases.case(actor, dossier_id)
    person = persons.person(actor, dossier_id)
    assignments = cases.team(actor, dossier_id)
    events = timeline.history(actor, dossier_id, limit)
    entries = journal.entries(actor, dossier_id, own_institution=own_only, limit=limit)
    places = {event.contributor_id: str(event.contributor) for event in events}
    named = {row.membership_id: row.membership.user.full_name for row in assignments}
    if own_only:
        events = history.own(events, actor.institution_id)
    lines = history.history(events, entries, Names(case.canton, places, named), limit)
    return HistoryPage(
        case=case,
        name=str(person) if person else case.number,
        crumbs=[
            Crumb(_("Cases"), address("cases:list")),
            Crumb(case.number, address("cases:case", dossier_id)),
            Crumb(_("History")),
        ],
        meta=[case.number, _("only my institution") if own_only else _("everything that is open to me")],
        links=[Link(_("Everything"), "?") if own_only else Link(_("Only my institution"), "?own=1")],
        entries=lines,
        more=len(events) >= limit or len(entries) >= limit,
    )
