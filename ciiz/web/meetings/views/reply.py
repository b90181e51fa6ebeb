"""Whoever was invited answers by the link of the mail, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import BearerActor
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Party
from ciiz.domain.meetings.public import Invitation
from ciiz.foundation.errors import DomainError
from ciiz.foundation.i18n.phrases import day
from ciiz.web.components.views import with_form

from ..forms import ReplyForm
from ..words import span
from .bearer import invited


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting and the question whether one comes; used, moved, cancelled or past: a page that says so."""
    found, bearer, why = invited(token, read_only=request.method == "GET")
    if found is None or bearer is None:
        return render(request, "meetings/reply_over.html", {"why": why}, status=410)
    meeting = found.meeting
    context: dict[str, object] = {"meeting": meeting, "span": span(meeting), "times": meetings.times(bearer, found)}
    if Party(found.party).reports:
        context["report"] = reverse("meetings:report", args=[token])
    if found.reply:
        return render(request, "meetings/replied.html", {**context, "invitation": found, "day": day(found.replied_on)})
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, bearer, found, form, context)
    return with_form(request, "meetings/reply.html", form, **context)


def _answer(
    request: HttpRequest, bearer: BearerActor, found: Invitation, form: ReplyForm, context: dict[str, object]
) -> HttpResponse:
    answer, excuse = form.told()
    try:
        answered = meetings.answer(
            actor=bearer, invitation_id=found.id, reply=answer, excuse=excuse, sequence=found.sequence
        )
    except DomainError as refused:
        form.refuse(refused)
        return with_form(request, "meetings/reply.html", form, **context)
    return render(request, "meetings/replied.html", {**context, "invitation": answered, "day": day(bearer.today)})
