"""Arranging, moving, cancelling."""

from collections.abc import Container, Sequence
from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.meetings.public import Meeting
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import Membership, members_of
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.errors import Conflict
from ciiz.journeys import agenda
from ciiz.journeys import meeting as journey
from ciiz.journeys.standpoint import coaches
from ciiz.journeys.terms import due
from ciiz.web.cases.about import about
from ciiz.web.cases.links import case_url
from ciiz.web.components.data import Fact, Link
from ciiz.web.components.views import at_once, form_page
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import AskOfficeForm, MeetingForm, MoveForm
from ..words import crumbs, title


def chairs(actor: Actor) -> list[Membership]:
    """Who may lead a meeting: the coordination and the office."""
    return [one for one in members_of(actor) if Role(one.role).coordinates or Role(one.role).in_office]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new meeting; `?case=` puts a case on its agenda."""
    actor = acting(request)
    if not meetings.may_arrange(actor):
        raise meetings.NotOrganiser
    lines = journey.waiting_for_session(actor)
    names = persons.people(actor, [one.dossier_id for one in lines])
    case = _case_named(request, actor)
    initial = {"begins": time(9), "ends": time(10), "chair": actor.membership_id}
    if case is not None:
        initial |= _about(request, actor, case, offered={one.number for one in lines})
    form = MeetingForm.opened(
        request,
        initial=initial,
        chairs=chairs(actor),
        waiting=[(one.number, f"{names.get(one.dossier_id, '')}, {one.number}") for one in lines],
    )

    def save(sent: MeetingForm) -> str:
        data = sent.cleaned_data
        others = journey.numbers_meant(actor, data["cases"], field="cases")
        numbers = list(dict.fromkeys([*data.get("ticked", ()), *others]))
        kind = MeetingKind(data["kind"])
        before = _planned(actor, numbers)
        made = journey.arrange(actor=actor, kind=kind, place=sent.told(), numbers=numbers)
        if kind.is_session:
            for number, met in before.items():
                messages.warning(request, _twice(number, met))
        return reverse("meetings:people", args=[made.id])

    before = _planned(actor, [case.number]) if case is not None else {}
    return form_page(
        request,
        "meetings/form.html",
        form,
        save,
        done=_("The meeting is planned. Choose who comes; nobody is invited yet."),
        title=_("Arrange a meeting"),
        button=_("Go on"),
        cancel=case_url(case.dossier_id) if case is not None else reverse("meetings:list"),
        crumbs=crumbs(None, _("Arrange a meeting")),
        facts=(),
        links=[Link(title(met), reverse("meetings:show", args=[met.id])) for met in before.values()],
        hint="; ".join(_twice(number, met) for number, met in before.items()),
    )


def _planned(actor: Actor, numbers: Sequence[str]) -> dict[str, Meeting]:
    """By number those of the cases that stand on the agenda of a session already."""
    found = cases.by_numbers(actor, numbers)
    planned = meetings.planned(actor, [one.dossier_id for one in found])
    return {one.number: planned[one.dossier_id] for one in found if one.dossier_id in planned}


def _twice(number: str, met: Meeting) -> str:
    return _("Case %(number)s stands on an agenda already: %(meeting)s.") % {"number": number, "meeting": title(met)}


def _case_named(request: HttpRequest, actor: Actor) -> Case | None:
    """The case named in the address."""
    try:
        return cases.case(actor, UUID(request.GET.get("case", "")))
    except ValueError:
        return None


@require_safe
def arrange(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """To a new meeting on a case."""
    page = about(acting(request), dossier_id)
    return redirect(f"{reverse('meetings:new')}?case={page.dossier_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def ask_office(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The secretariat is asked to arrange a meeting on a case."""
    page = about(acting(request), dossier_id)
    if not agenda.may_ask_office(page.actor, page.case, in_tandem=coaches(page.actor, page.case)):
        raise cases.WrongRole
    initial = {"kind": _usual(page.case), "due_on": due(Kind.ARRANGE_SESSION, page.actor.today, page.values)}
    form = AskOfficeForm.opened(request, initial=initial)

    def save(sent: AskOfficeForm) -> None:
        data = sent.cleaned_data
        agenda.ask_office(
            actor=page.actor, dossier_id=dossier_id, kind=MeetingKind(data["kind"]), due_on=data["due_on"]
        )

    return act(
        request,
        form,
        save,
        title=_("Ask the secretariat for a meeting"),
        button=_("Ask the secretariat"),
        done=_("The secretariat has it among its tasks until the case stands on the agenda of a meeting."),
        to=page.url,
        crumbs=page.crumbs(_("Ask the secretariat for a meeting")),
        facts=[Fact(_("Case"), f"{page.person}, {page.case.number}")],
    )


def _usual(case: Case) -> MeetingKind:
    """What is usually held at this stage."""
    if Stage(case.stage).managed or case.coached:
        return MeetingKind.NETWORK
    return MeetingKind.ASSESSMENT if case.wished_form == CaseForm.ASSESSMENT else MeetingKind.ROUND_TABLE


def _about(request: HttpRequest, actor: Actor, case: Case, *, offered: Container[str]) -> dict[str, object]:
    """The case, the kind that was asked for or is usual, and its coordination in the chair."""
    asked = journey.asked_kind(actor, case.dossier_id)
    wished = MeetingKind.DISPUTE if request.GET.get("kind") == MeetingKind.DISPUTE else asked or _usual(case)
    placed: dict[str, object] = {"ticked": [case.number]} if case.number in offered else {"cases": case.number}
    return {**placed, "kind": wished, "chair": case.coordinator_id or actor.membership_id}


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Another time or place."""
    actor = acting(request)
    meeting = organised(actor, meeting_id)
    initial = {name: getattr(meeting, name) for name in ("held_on", "begins", "ends", "place", "link", "parts_by")}
    form = MoveForm.opened(
        request, initial={**initial, "chair": meeting.chair_id, "version": meeting.version}, chairs=chairs(actor)
    )

    def save(sent: MoveForm) -> None:
        try:
            meetings.move(
                actor=actor,
                meeting_id=meeting_id,
                expected_version=sent.cleaned_data["version"],
                place=sent.told(),
            )
        except Conflict:
            sent.go_on_with(version=meetings.meeting(actor, meeting_id).version)
            raise

    return act(
        request,
        form,
        save,
        title=_("Change time or place"),
        button=_("Save"),
        done=_("Saved. Who was invited by ciiz gets an update."),
        to=reverse("meetings:show", args=[meeting_id]),
        crumbs=crumbs(meeting, _("Change time or place")),
        hint=_("Who was invited is asked anew when time or place change."),
    )


def organised(actor: Actor, meeting_id: UUID) -> Meeting:
    """A meeting that the actor organises; raises the refusal that fits."""
    found = meetings.meeting(actor, meeting_id)
    if not meetings.keeps(actor, found):
        raise meetings.NotOrganiser
    return found


@require_POST
def call_off(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting does not take place."""
    actor = acting(request)
    at_once(
        request,
        lambda: journey.call_off(actor=actor, meeting_id=meeting_id),
        done=_("The meeting is cancelled. Who was invited by ciiz learns of it by mail."),
    )
    return HttpResponseRedirect(reverse("meetings:show", args=[meeting_id]))


@require_POST
def take_off(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """A case is no longer on the agenda."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    at_once(
        request,
        lambda: journey.take_off(actor=actor, item_id=item_id),
        done=_("The case is off the agenda of %(meeting)s.") % {"meeting": title(item.meeting)},
    )
    return HttpResponseRedirect(reverse("meetings:show", args=[item.meeting_id]))
