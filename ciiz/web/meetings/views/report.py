"""A provider or doctor hands in a report by the link of the invitation, without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Party
from ciiz.foundation.errors import DomainError
from ciiz.web.components.views import with_form

from ..forms import ReportForm
from ..words import span
from .bearer import invited


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def report(request: HttpRequest, token: str) -> HttpResponse:
    """One file after the other, until the meeting is over, cancelled or moved, or the invitation withdrawn."""
    found, bearer, why = invited(token, read_only=request.method == "GET")
    if found is None or bearer is None or not Party(found.party).reports:
        return render(request, "meetings/reply_over.html", {"why": why}, status=410)
    context = {
        "meeting": found.meeting,
        "span": span(found.meeting),
        "times": meetings.times(bearer, found),
        "token": token,
        "number": len(found.handed_in),
    }
    form = ReportForm.opened(request)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            meetings.hand_in(actor=bearer, invitation_id=found.id, file_name=sent.name or "", content=sent.read())
        except DomainError as refused:
            refused.field = refused.field or "file"
            form.refuse(refused)
            return with_form(request, "meetings/report.html", form, **context)
        return render(request, "meetings/handed_in.html", context)
    return with_form(request, "meetings/report.html", form, **context)
