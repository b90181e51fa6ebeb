"""The calendar of what somebody has to do: at a secret address, for a calendar program that cannot sign in."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from icalendar import Calendar, Event

from ciiz.domain.access.public import Actor, enter
from ciiz.domain.cases import public as cases
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.public import Meeting
from ciiz.domain.organisations.public import end_feed, make_feed, whose_feed
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.public import Task
from ciiz.foundation import clock, ratelimits
from ciiz.foundation.i18n.phrases import colon
from ciiz.web.shell.acting import acting
from ciiz.web.shell.limits import client
from ciiz.web.shell.views import errors

HOUR = timedelta(hours=1)
ASKED, TRIED = 60, 120
"""How often an hour a calendar may be asked for, and a caller may try secrets."""
MOST = 500


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Own dates with case number and kind, nothing else; a secret that opens nothing is like no page."""
    now = clock.now()
    if not ratelimits.attempt("calendar-client", client(request), limit=TRIED, window=HOUR, now=now):
        return errors.too_many(request)
    held = whose_feed(secret)
    if held is None:
        return errors.not_found(request)
    if not ratelimits.attempt("calendar", str(held.id), limit=ASKED, window=HOUR, now=now):
        return errors.too_many(request)
    actor = enter(membership_id=held.id, user_id=held.user_id, today=clock.day_of(now))
    if actor is None or actor.membership_id != held.id:
        return errors.not_found(request)
    with translation.override(actor.language):
        written = _written(actor, now)
    answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="ciiz.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _written(actor: Actor, now: datetime) -> bytes:
    dated = [task for task in tasks.waiting(actor, limit=MOST).tasks if task.due_on]
    named = tuple({task.dossier_id for task in dated})
    lines = cases.listing(actor, cases.Filters(dossiers=named), limit=len(named)).lines if named else []
    numbers = {line.dossier_id: line.number for line in lines}
    found = Calendar()
    found.add("prodid", "-//ciiz//ciiz//")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("IIZ: what waits for me"))
    for task in dated:
        found.add_component(_event(task, numbers, now))
    for meeting, cases_there in meetings.own_dates(actor):
        found.add_component(_meeting(meeting, cases_there, now))
    return bytes(found.to_ical())


def _event(task: Task, numbers: dict[UUID, str], now: datetime) -> Event:
    number, kind = numbers.get(task.dossier_id, ""), task.get_kind_display()
    event = _named(task.id, colon(number, kind) if number else kind, now)
    event.add("dtstart", task.due_on)
    event.add("transp", "TRANSPARENT")
    return event


def _meeting(meeting: Meeting, numbers: str, now: datetime) -> Event:
    kind = meeting.get_kind_display()
    event = _named(meeting.id, colon(numbers, kind) if numbers else kind, now)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    return event


def _named(key: UUID, summary: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}")
    event.add("dtstamp", now)
    event.add("summary", summary)
    return event


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """A new address, shown this once; an older one opens nothing any more."""
    secret = make_feed(actor=acting(request))
    address = f"{settings.PUBLIC_URL}{reverse('waiting:calendar', args=[secret])}"
    answer = render(request, "waiting/calendar.html", {"address": address})
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """The address opens nothing any more."""
    end_feed(actor=acting(request))
    messages.success(request, _("The calendar address opens nothing any more."))
    return redirect("account")
