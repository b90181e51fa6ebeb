"""Where the case stands, what comes next, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Decision, Result, Stage
from ciiz.domain.cases.public import Case, Milestone
from ciiz.domain.consent.public import Bar
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.meetings.public import AgendaItem
from ciiz.domain.organisations.enums import Role
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import Task, is_mine
from ciiz.foundation.i18n.phrases import colon, day
from ciiz.journeys.tell import Names
from ciiz.web.components.data import Due, Link, Step, Text

from ..links import address, case_url, place_of
from ..words import distance, since, urgency

KINDS = Kind.values
STATIONS: tuple[tuple[str, Text, frozenset[Stage]], ...] = (
    (
        "forwarded_on",
        gettext_lazy("Referral"),
        frozenset({Stage.CHECKED, Stage.DRAFT, Stage.COMPLETED, Stage.ASKED_BACK}),
    ),
    ("decided_on", gettext_lazy("Decision"), frozenset({Stage.FORWARDED})),
    ("session_on", gettext_lazy("Round table or assessment"), frozenset({Stage.ACCEPTED})),
    ("assigned_on", gettext_lazy("Case manager named"), frozenset({Stage.DECIDED})),
    ("signed_on", gettext_lazy("Plan signed"), frozenset({Stage.ASSIGNED})),
    ("validated_on", gettext_lazy("Plan validated"), frozenset({Stage.PLANNED})),
    ("", gettext_lazy("Carrying out"), frozenset({Stage.RUNNING, Stage.COACHING})),
    ("reported_on", gettext_lazy("Report on exit"), frozenset()),
    ("closed_on", gettext_lazy("Closing"), frozenset({Stage.ENDING})),
)
PARTIES_NAMED = 3
MEETINGS_AHEAD = 3
MEETINGS_PAST = 4
REPORT = next(place for place, (name, _label, _stages) in enumerate(STATIONS) if name == "reported_on")
PRIORITY = (
    Kind.READ_DECISION,
    Kind.READ_ANSWER,
    Kind.SEE_TO_LETTER,
    Kind.KEEP_ALONE,
    Kind.SURVEY,
    Kind.RENEW_CONSENT,
    Kind.CHECK_REGISTRATION,
    Kind.CHECK_STATUTE,
    Kind.COMPARE_CASES,
    Kind.INFORM_PERSON,
    Kind.SEE_TO_NEEDS,
    Kind.LEAD_DISPUTE,
    Kind.STATE_ON_DISPUTE,
    Kind.RECORD_ANSWER,
    Kind.SETTLE_DISPUTE,
)
"""Tasks beside the course of the case: never the banner while another one is open."""


def stations(case: Case, days: Milestone | None, today: date) -> list[Step]:
    """The stations of a complex case; those that a case left out are said to be left out."""
    stage = Stage(case.stage)
    current = next((place for place, station in enumerate(STATIONS) if stage in station[2]), len(STATIONS))
    if stage is Stage.RETURNED:
        current = 2
    if stage is Stage.ENDING and not getattr(days, "reported_on", None):
        current = REPORT
    found: list[Step] = []
    for place, (name, words, _stages) in enumerate(STATIONS):
        on = getattr(days, name, None) if name else None
        if place == current and not stage.over:
            start = _start(days, place)
            found.append(Step(words, "now", since(start, today) if start else ""))
        elif on is not None and place <= current:
            found.append(Step(words, "done", day(on)))
        elif name == "" and days is not None and days.validated_on and current > place:
            found.append(Step(words, "done"))
        elif place < current and (stage is not Stage.RETURNED):
            found.append(Step(words, "skipped"))
        else:
            found.append(Step(words))
    return found


def _start(days: Milestone | None, place: int) -> date | None:
    """When the station before was left; no milestone says when a case that was not broken off came to its end."""
    if days is None:
        return None
    if place == REPORT:
        return days.broken_off_on
    passed = [getattr(days, name) for name, _label, _stages in STATIONS[:place] if name and getattr(days, name)]
    return max(passed, default=days.begun_on)


@dataclass(frozen=True, slots=True)
class Next:
    """The banner: what comes next, for whom, and the one button if it is the reader's turn."""

    title: Text
    note: str
    button: Link | None
    also: Sequence[Link] = ()


def coming(actor: Actor, case: Case, tasks: Sequence[Task], names: Names) -> Next:
    """What comes next in the case: first what waits for the reader, then what others are to do."""
    if not tasks:
        return _nothing(case, names)
    ordered = sorted(
        tasks,
        key=lambda task: (
            not is_mine(actor, task),
            task.kind in PRIORITY,
            task.due_on or date.max,
            KINDS.index(task.kind),
        ),
    )
    task = ordered[0]
    mine = is_mine(actor, task)
    here = case_url(case.dossier_id)
    parties = [whom(one, names) for one in ordered if one.kind not in PRIORITY] or [whom(task, names)]
    told = [task.step]
    if not mine:
        doing = "" if task.kind == Kind.OTHER_STEP else task.get_kind_display()
        told += [str(doing), _("since %(day)s") % {"day": day(task.set_on)}]
    if task.due_on:
        told.append(
            _("due by %(day)s (%(distance)s)")
            % {"day": day(task.due_on), "distance": distance(task.due_on, actor.today)}
        )
    others = [place_of(one) for one in ordered[1:4] if is_mine(actor, one)]
    return Next(
        _("Next: %(task)s") % {"task": task.get_kind_display()} if mine else _waits(list(dict.fromkeys(parties))),
        " · ".join(part for part in told if part),
        place_of(task) if mine and place_of(task).url != here else None,
        [link for link in others if link.url not in (here, place_of(task).url)],
    )


def _waits(parties: Sequence[str]) -> str:
    """Whom a step of others waits for; who is to do something first comes first."""
    told = ", ".join(parties[:PARTIES_NAMED])
    rest = len(parties) - PARTIES_NAMED
    if rest > 0:
        told = _("%(named)s and %(number)s more") % {"named": told, "number": rest}
    return _("Waits for: %(whom)s") % {"whom": told}


def decided(case: Case, days: Milestone | None) -> str:
    """How a referral was decided, and when; where the case has gone since does not matter."""
    if case.stage in (Stage.RETURNED, Stage.ASKED_BACK):
        return case.get_stage_display()
    if days is not None and days.accepted_on is not None:
        return colon(Decision.ACCEPTED.label, day(days.accepted_on))
    return str(Decision.RETURNED.label) if days is not None and days.returned_on is not None else ""


def _nothing(case: Case, names: Names) -> Next:
    stage = Stage(case.stage)
    if stage is Stage.CLOSED:
        result = str(Result(case.result).label) if case.result else ""
        return Next(_("Closed on %(day)s") % {"day": day(case.closed_on)}, result, None)
    if stage.over:
        return Next(stage.label, _("Nothing more is to be done in this case."), None)
    return Next(_("Nothing is due at the moment"), str(stage.label), None)


def whom(task: Task, names: Names) -> str:
    """Who is to do a task, in words."""
    if task.membership_id is not None:
        return names.person(task.membership_id) or _("a member of the case team")
    if task.region_id is not None or task.theme_id is not None:
        return _("the coordination")
    place = names.institution(task.institution_id) or _("an institution")
    return f"{Role(task.role).label}, {place}" if task.role in Role.values else place


def ahead(met: Sequence[AgendaItem], today: date) -> list[AgendaItem]:
    """The next fixed meetings of those on whose agenda a case stands."""
    coming = [one for one in met if one.meeting.state == MeetingState.PLANNED and one.meeting.held_on >= today]
    return sorted(coming, key=lambda one: (one.meeting.held_on, one.begins))[:MEETINGS_AHEAD]


def past(met: Sequence[AgendaItem], today: date) -> list[Link]:
    """The last meetings at which a case was spoken of, with their minutes."""
    held = [one for one in met if one.meeting.state == MeetingState.PLANNED and one.meeting.held_on <= today]
    return [
        Link(f"{one.meeting.get_kind_display()}, {day(one.meeting.held_on)}", address("meetings:item", one.id))
        for one in held[:MEETINGS_PAST]
    ]


def deadlines(
    actor: Actor, tasks: Sequence[Task], consent: Bar | None, ahead: Sequence[AgendaItem], names: Names
) -> list[Due]:
    """What is due, in order; meetings and the end of the consent are deadlines too."""
    found = [
        Due(
            task.due_on,
            _due_text(actor, task, names),
            distance(task.due_on, actor.today) if urgency(task.due_on, actor.today) else "",
            urgency(task.due_on, actor.today),
            place_of(task).url if is_mine(actor, task) else "",
        )
        for task in tasks
        if task.due_on is not None and (task.kind != Kind.READ_DECISION or is_mine(actor, task))
    ]
    found += [
        Due(
            item.meeting.held_on,
            f"{item.meeting.get_kind_display()}, {item.begins:%H:%M}",
            url=address("meetings:show", item.meeting_id),
        )
        for item in ahead
    ]
    if consent is not None and consent.standing.value == "in_force":
        kind = "warn" if consent.ends_soon else ""
        note = distance(consent.until, actor.today) if kind else ""
        found.append(Due(consent.until, _("Last day of the consent"), note, kind))  # type: ignore[arg-type]
    return sorted(found, key=lambda due: due.day)


def _due_text(actor: Actor, task: Task, names: Names) -> str:
    """What is due, and for whom if it is not the reader's."""
    what = task.get_kind_display()
    return what if is_mine(actor, task) else f"{what} ({whom(task, names)})"
