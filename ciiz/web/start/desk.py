"""What stands on the start page, asked and presented."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ciiz.domain.access.public import Actor, cantons_of
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.public import Line
from ciiz.domain.consent import public as consents
from ciiz.domain.documents import public as documents
from ciiz.domain.journal import public as journal
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.organisations.enums import Language, Role
from ciiz.domain.organisations.public import count_to_confirm, reachable
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Named
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.enums import Kind as TaskKind
from ciiz.domain.tasks.public import Pile, Task
from ciiz.domain.timeline import public as timeline
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.foundation.i18n.phrases import colon, day
from ciiz.journeys.tell import Names, sentence
from ciiz.web.cases.links import address, case_url, place_of
from ciiz.web.cases.words import distance, urgency
from ciiz.web.components.data import Due, Entry, Fact, Kind, Link, Text
from ciiz.web.contacts.lines import about

T = TypeVar("T")
SHOWN = 25
MOST = 150
"""How many tasks stand on the page at first, and when all are asked for."""
MOVED_DAYS = 7
MANY = 1000
KEPT_SECONDS = 600
MOVED = (
    "referral_forwarded",
    "referral_accepted",
    "referral_asked_back",
    "referral_returned",
    "session_asked_for",
    "session_recorded",
    "case_manager_named",
    "case_manager_changed",
    "plan_signed",
    "plan_validated",
    "plan_sent_back",
    "plan_event",
    "plan_withdrawn",
    "stock_taken",
    "consent_signed",
    "consent_renewed",
    "consent_withdrawn",
    "order_placed",
    "order_accepted",
    "order_declined",
    "order_done",
    "exit_reported",
    "case_closed",
    "case_broken_off",
    "hand_over_proposed",
    "institution_left",
    "institution_joined",
    "hand_over_answered",
)


@dataclass(frozen=True, slots=True)
class Card:
    """A number and where it leads."""

    number: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One task as a line."""

    due: str
    kind: Kind
    what: Text
    note: str
    person: str
    referred_by: str
    link: Link
    case_url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The page."""

    title: str
    meta: Sequence[str]
    actions: Sequence[Link]
    cards: Sequence[Card]
    tasks: Sequence[ToDo]
    more: bool
    moved: Sequence[Entry]
    meetings: Sequence[Due]
    figures_title: str
    figures: Sequence[Fact]


def desk(actor: Actor, *, limit: int = SHOWN) -> Desk:
    """Everything on the start page of somebody who works with cases, with the `limit` most urgent tasks."""
    piles = _kept(actor, "piles", lambda: tasks.piles(actor), many=lambda found: _count(found) > MANY)
    waiting = tasks.waiting(actor, limit=limit, count=_count(piles))
    own = {task.id for task in waiting.tasks}
    once = [task for task in waiting.tasks if task.kind != TaskKind.SEE_TO_OVERDUE or task.subject_id not in own]
    since = actor.today - timedelta(days=MOVED_DAYS)
    moved = timeline.moved(actor, cases.own(actor), since=since, kinds=MOVED, limit=12)
    shown = {task.dossier_id for task in waiting.tasks} | {event.dossier_id for event in moved}
    people = persons.people(actor, shown) if shown else {}
    lines = (
        {
            line.dossier_id: line
            for line in cases.listing(actor, cases.Filters(dossiers=tuple(shown)), limit=limit + 100).lines
        }
        if shown
        else {}
    )
    others = [*_refused(actor), *_untranslated(actor)]
    named = [task.subject_id for task in waiting.tasks if task.kind == TaskKind.FOLLOW_CONTACT and task.subject_id]
    noted = journal.followed(actor, named) if named else {}
    because = {event.dossier_id for event in moved if event.reason}
    cantons = cantons_of(actor, because) if because else {}  # the words of a reason are those of the case's canton
    absent = _absent(actor, once)
    names = {code: Names(code, {}, {}) for code in {actor.canton, *cantons.values()}}
    return Desk(
        title=_greeting(waiting.count - len(waiting.tasks) + len(once) + len(others), more=waiting.more),
        meta=[_weekday(actor.today)],
        actions=_actions(actor),
        cards=_cards(actor, piles),
        tasks=[
            ToDo(
                due=distance(task.due_on, actor.today)
                if urgency(task.due_on, actor.today) and task.due_on
                else day(task.due_on),
                kind=urgency(task.due_on, actor.today),
                what=task.get_kind_display(),
                note=" · ".join(filter(None, (task.step, _number(lines.get(task.dossier_id)), *_urged(task, absent)))),
                person=about(noted[task.subject_id], people)
                if task.subject_id in noted
                else short(people.get(task.dossier_id)),
                referred_by=str(lines[task.dossier_id].referred_by) if task.dossier_id in lines else "",
                link=place_of(task),
                case_url=case_url(task.dossier_id) if task.dossier_id in lines else place_of(task).url,
            )
            for task in once
        ]
        + others,
        more=waiting.count > len(waiting.tasks),
        moved=[
            Entry(
                event.occurred_on,
                _told(
                    short(people.get(event.dossier_id)),
                    sentence(event, names[cantons.get(event.dossier_id, actor.canton)]),
                ),
                str(event.contributor),
                url=case_url(event.dossier_id),
            )
            for event in moved
        ],
        meetings=_ahead(actor),
        figures_title=_figures_title(actor),
        figures=_figures(actor),
    )


def _ahead(actor: Actor) -> list[Due]:
    """The next fixed meetings of the actor's institution."""
    if not meetings.may_see(actor):
        return []
    return [
        Due(one.held_on, f"{one.get_kind_display()}, {one.begins:%H:%M}", url=address("meetings:show", one.id))
        for one in meetings.meetings(actor).filter(state=MeetingState.PLANNED)[:5]
    ]


def _refused(actor: Actor) -> list[ToDo]:
    """Meetings to which somebody does not come, for who keeps them: done once the invitation is withdrawn.

    They come from the invitations themselves, of which one may concern several cases.
    """
    found = []
    for meeting, number in meetings.refused(actor):
        url = address("meetings:show", meeting.id)
        told = ngettext("%(n)d does not come", "%(n)d do not come", number) % {"n": number}
        note = colon(f"{meeting.get_kind_display()}, {day(meeting.held_on)}", told)
        link = Link(_("Look at the meeting"), url)
        found.append(ToDo(day(meeting.held_on), "warn", _("See to a refusal"), note, "–", "", link, url))
    return found


def _untranslated(actor: Actor) -> list[ToDo]:
    """Texts of templates in force that wait for a translation, for who keeps the templates: done once they are said.

    They come from the templates themselves and concern no case, so that nothing of them is kept as a task.
    """
    if not documents.may_maintain(actor.role):
        return []
    found = []
    for letter, wording in documents.wordings(actor.canton).items():
        waits = [str(Language(one).label) for one in LANGUAGES if wording.missing(one)]
        if waits:
            url = address("papers:template", letter.value)
            note = colon(letter.label, ", ".join(waits))
            label = _("Translate a template")
            found.append(ToDo("", "", label, note, "–", "", Link(_("Translate"), url), url))
    return found


def _number(line: Line | None) -> str:
    return line.number if line else ""


def _absent(actor: Actor, shown: Sequence[Task]) -> dict[int, str]:
    """For whom the actor stands in: the people whose tasks are shown, by name."""
    others = {task.membership_id for task in shown if task.membership_id is not None} - {actor.membership_id}
    found = reachable(actor, memberships=sorted(others), institutions=()) if others else ()
    return {one.id: one.user.full_name for one in found}


def _urged(task: Task, absent: Mapping[int, str]) -> Iterator[str]:
    """For whom one stands in, that somebody was reminded of a task, and that the coordination sees to it as well."""
    if task.membership_id is not None and task.membership_id in absent:
        yield _("for %(name)s, who is absent") % {"name": absent[task.membership_id]}
    if task.reminded_on:
        yield _("reminder of %(day)s") % {"day": day(task.reminded_on)}
    if task.escalated_on:
        yield _("the coordination was told")


def short(person: Named | None) -> str:
    """A person on a page that others may glance at: the name and the year of birth."""
    if person is None:
        return "–"
    return f"{person}, {person.birth_date.year}" if person.birth_date else str(person)


def _told(who: str, what: str) -> str:
    return colon(who, what)


def _greeting(count: int, *, more: bool) -> str:
    if more:
        return _("More than a thousand things are waiting.")
    if not count:
        return _("Nothing is waiting for you.")
    return ngettext("One thing is waiting.", "%(count)d things are waiting.", count) % {"count": count}


def _weekday(today: date) -> str:
    return date_format(today, pgettext("date format", "l j F Y"))


def _actions(actor: Actor) -> Sequence[Link]:
    if actor.role.in_institution:
        return links_without((_("Check a case"), "referrals:check"))
    return ()


def links_without(*wanted: tuple[Text, str]) -> tuple[Link, ...]:
    """Links to pages without arguments, as far as they exist."""
    found = ((label, address(name)) for label, name in wanted)
    return tuple(Link(label, url) for label, url in found if url)


def _cards(actor: Actor, piles: Sequence[Pile]) -> list[Card]:
    """Overdue things, the largest piles of work, consents that run out, cases that have gone quiet."""
    found: list[Card] = []
    overdue = sum(pile.overdue for pile in piles)
    if overdue:
        found.append(Card(str(overdue), ngettext("task is overdue", "tasks are overdue", overdue), "#tasks"))
    reminded = sum(pile.reminded for pile in piles)
    if reminded:
        found.append(Card(str(reminded), ngettext("reminder today", "reminders today", reminded), "#tasks"))
    for pile in sorted(piles, key=lambda pile: -pile.count)[:2]:
        waits = (actor.today - pile.oldest).days
        oldest = ngettext("the oldest waits for %(days)d day", "the oldest waits for %(days)d days", waits) % {
            "days": waits
        }
        found.append(Card(str(pile.count), colon(pile.kind.label, oldest), "#tasks"))
    ending = _kept(actor, "ending", lambda: _ending(actor), many=lambda found: len(found) == 100)
    if ending:
        text = ngettext("consent runs out within 30 days", "consents run out within 30 days", len(ending))
        url = case_url(ending[0]) if len(ending) == 1 else f"{address('cases:list')}?ending=on"
        found.append(Card(f"{len(ending)}+" if len(ending) == 100 else str(len(ending)), text, url))
    quiet = _kept(actor, "quiet", lambda: cases.quiet(actor), many=lambda found: found.managed > MANY).count
    if quiet:
        text = _("of your cases without an event for 30 days")
        found.append(Card("1000+" if quiet > 1000 else str(quiet), text, f"{address('cases:list')}?mine=on&stage=open"))
    asked = _kept(actor, "entries", lambda: count_to_confirm(actor), many=lambda found: found == 0)
    if asked:
        text = ngettext("entry of the directory to be confirmed", "entries of the directory to be confirmed", asked)
        found.append(Card(str(asked), text, address("directory_confirm")))
    return found


def _count(piles: Sequence[Pile]) -> int:
    return sum(pile.count for pile in piles)


def _ending(actor: Actor) -> list[UUID]:
    return consents.ending_soon(actor, limit=100)


def _figures_title(actor: Actor) -> str:
    year = {"year": actor.today.year}
    if actor.role is Role.REGIONAL:
        return _("My region, %(year)s") % year
    if actor.role is Role.THEMATIC:
        return _("My theme, %(year)s") % year
    if actor.role.in_office:
        return _("The canton, %(year)s") % year
    return _("Open to my institution, %(year)s") % year


def _kept(actor: Actor, name: str, count: Callable[[], T], *, many: Callable[[T], bool]) -> T:
    """What is counted of many cases, or comes up once a year, is counted every ten minutes; of few, at once."""
    key = f"{name}-{actor.membership_id}-{actor.today.isoformat()}"
    kept: T | None = cache.get(key)
    if kept is None:
        kept = count()
        if many(kept):
            cache.set(key, kept, KEPT_SECONDS)
    return kept


def _figures(actor: Actor) -> list[Fact]:
    found = _kept(
        actor,
        "figures",
        lambda: cases.figures(actor, actor.today.year),
        many=lambda found: found.seen > MANY,
    )
    of = {"integrated": found.integrated, "closed": found.closed}
    shown = [
        Fact(_("Referrals"), found.referrals),
        Fact(_("Returned"), found.returned),
        Fact(_("In progress"), found.running),
        Fact(_("Closed as integrated"), _("%(integrated)s of %(closed)s") % of),
    ]
    if journal.may_log_contact(actor):  # each institution and office counts its own; those of others are not open to it
        contacts = _kept(
            actor,
            "contacts",
            lambda: journal.contacts_of_year(actor, actor.today.year),
            many=lambda number: number > MANY,
        )
        words = _("Informal contacts") if actor.role.in_institution else _("Informal contacts of the IIZ office")
        shown.append(Fact(words, f"{MANY}+" if contacts > MANY else contacts))
    return shown
