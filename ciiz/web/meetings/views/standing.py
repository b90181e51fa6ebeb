"""Standing sessions: planned for half a year, cases assigned to the next free one."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.access.public import Actor
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.meetings.public import Meeting, Series
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import standing as journey
from ciiz.web.components.data import Crumb, Fact
from ciiz.web.components.views import at_once, form_page
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import AssignForm, StandingForm
from ..words import crumbs, name
from .agenda import case_form, tell_placed
from .arrange import chairs
from .invite import tell_sent


@dataclass(frozen=True, slots=True)
class Session:
    """One session: how many of its places are taken."""

    meeting: Meeting
    taken: int
    past: bool


def _organiser(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not meetings.may_arrange(actor):
        raise meetings.NotOrganiser
    return actor


def _keeper(request: HttpRequest, series_id: UUID) -> Actor:
    actor = _organiser(request)
    if not meetings.keeps_series(actor, meetings.one_series(actor, series_id)):
        raise meetings.NotKeeper
    return actor


def _way(series: Series | None, here: str) -> list[Crumb]:
    way = [*crumbs(None, here)[:-1], Crumb(_("Standing sessions"), reverse("meetings:standing"))]
    if series is not None:
        way.append(Crumb(str(series), reverse("meetings:series", args=[series.id])))
    return [*way, Crumb(here)]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The series of the own institution."""
    actor = _organiser(request)
    return render(
        request,
        "meetings/standing.html",
        {"all": meetings.standing(actor), "crumbs": crumbs(None, _("Standing sessions"))},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The sessions of half a year."""
    actor = _organiser(request)
    initial = {"begins": time(9), "ends": time(12), "chair": actor.membership_id, "parts": 7}
    form = StandingForm.opened(request, initial=initial, chairs=chairs(actor), members=journey.who_could_belong(actor))

    def save(sent: StandingForm) -> str:
        made = journey.stand(actor=actor, standing=sent.standing(), members=sent.cleaned_data["members"])
        number = len(made.sessions)
        words = ngettext("%(n)d session is planned.", "%(n)d sessions are planned.", number) % {"n": number}
        uninvited = _("Nobody is invited yet.")  # the catalogue finds no texts inside of f-strings
        messages.success(request, f"{words} {uninvited}")
        if made.left_out:
            days = ", ".join(day(one) for one in made.left_out)
            messages.warning(request, _("Left out as public holidays: %(days)s.") % {"days": days})
        return reverse("meetings:series", args=[made.series.id])

    return form_page(
        request,
        "meetings/form.html",
        form,
        save,
        title=_("Plan standing sessions"),
        button=_("Plan the sessions"),
        cancel=reverse("meetings:standing"),
        crumbs=_way(None, _("Plan standing sessions")),
        facts=(),
        links=(),
        hint=_("Sessions that fall on a public holiday of the canton are left out, and you are told which."),
    )


@require_safe
def series(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """The sessions of a series with their free places."""
    actor = _organiser(request)
    found = meetings.one_series(actor, series_id)
    rows = meetings.sessions(actor, series_id)
    occupied = meetings.taken(one.id for one in rows)
    every = [Session(one, len(occupied[one.id]), one.held_on < actor.today) for one in rows]
    coming = [one for one in every if not one.past and one.meeting.state == MeetingState.PLANNED]
    core = meetings.guests(actor, coming[0].meeting.id) if coming else []
    context = {
        "series": found,
        "keeps": meetings.keeps_series(actor, found),
        "crumbs": _way(None, str(found)),
        "facts": [
            Fact(_("How often?"), found.get_rhythm_display()),
            Fact(_("When?"), f"{found.begins:%H:%M}–{found.ends:%H:%M}"),
            Fact(_("Where?"), found.place or found.link),
            Fact(_("Cases a session"), found.capacity),
            Fact(
                _("Core team"),
                "; ".join(name(one.invitation) for one in core if one.invitation.membership_id),
                _("nobody yet"),
            ),
        ],
        "sessions": every,
        "free": any(one.taken < found.capacity for one in coming),
        "inviting": bool(coming) and any(not one.invitation.withdrawn for one in core),
        "empty": any(not one.taken for one in coming),
    }
    return render(request, "meetings/series.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """A case takes the next free place; `?case=` names it."""
    actor = _organiser(request)
    found = meetings.one_series(actor, series_id)
    form = case_form(request, actor)

    def save(sent: AssignForm) -> None:
        number = sent.cleaned_data["case"].strip()
        made = journey.assign(actor=actor, series_id=series_id, number=number, needs=sent.told())
        tell_placed(request, made.item, made.not_seated)

    return act(
        request,
        form,
        save,
        title=_("Assign a case"),
        button=_("Assign to the next free session"),
        done="",
        to=reverse("meetings:series", args=[series_id]),
        crumbs=_way(found, _("Assign a case")),
    )


@require_POST
def invite(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """Sends the invitations to all sessions to come."""
    actor = _keeper(request, series_id)

    def inviting() -> None:
        sent, without = journey.invite_all(actor=actor, series_id=series_id)
        tell_sent(request, sent, without)
        if not sent and not without:
            messages.success(request, _("All invitations have gone out already."))

    at_once(request, inviting)
    return HttpResponseRedirect(reverse("meetings:series", args=[series_id]))


@require_POST
def end(request: HttpRequest, series_id: UUID) -> HttpResponse:
    """The sessions to come without a case do not take place."""
    actor = _keeper(request, series_id)

    def ending() -> None:
        number = journey.call_off_empty(actor=actor, series_id=series_id)
        words = ngettext("%(n)d session is cancelled.", "%(n)d sessions are cancelled.", number)
        messages.success(request, words % {"n": number})

    at_once(request, ending)
    return HttpResponseRedirect(reverse("meetings:series", args=[series_id]))
