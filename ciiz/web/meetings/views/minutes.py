"""The minutes of an item, as PDF and Word."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Channel
from ciiz.journeys.minutes import letter as as_letter
from ciiz.journeys.minutes import minutes
from ciiz.web.components.data import Fact
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..act import act
from ..forms import ElsewhereForm
from ..words import crumbs, name
from .arrange import organised

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def pdf(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What is open to the reader, in the reader's language."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    data = minutes(actor, item)
    wording = documents.wording(Letter.MINUTES, item.case.canton)
    content = documents.render(wording, get_language() or "de", data, dated_on=item.meeting.held_on)
    return as_file(content, media_type="application/pdf", name=f"ciiz-{item.case.number}.pdf")


@require_safe
def word(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The same to go on writing."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    wording = documents.wording(Letter.MINUTES, item.case.canton)
    content = documents.as_word(wording, get_language() or "de", minutes(actor, item), dated_on=item.meeting.held_on)
    return as_file(content, media_type=WORD, name=f"ciiz-{item.case.number}.docx")


@require_POST
def send(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Tells those who sat there by mail."""
    actor = acting(request)
    at_once(
        request,
        lambda: meetings.tell_minutes(actor=actor, item_id=item_id),
        done=_("Who sat at this case and has an account gets a mail with a link to the minutes."),
    )
    return HttpResponseRedirect(reverse("meetings:item", args=[item_id]))


@require_safe
def letter(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The minutes as a letter to the person or a party from outside."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    content = as_letter(actor, found)
    number = found.item.case.number if found.item else ""
    return as_file(content, media_type="application/pdf", name=f"ciiz-{number}.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """How the minutes reached a party without an account."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    meeting = organised(actor, found.meeting_id)
    if found.item_id is None:
        raise meetings.MinutesByMail
    form = ElsewhereForm.opened(request, initial={"on": actor.today})

    def save(sent: ElsewhereForm) -> None:
        data = sent.cleaned_data
        meetings.note_minutes(actor=actor, invitation_id=invitation_id, channel=Channel(data["channel"]), on=data["on"])

    return act(
        request,
        form,
        save,
        title=_("Minutes sent elsewhere"),
        button=_("Save"),
        done=_("Noted."),
        to=reverse("meetings:item", args=[found.item_id]),
        crumbs=crumbs(meeting, _("Minutes sent elsewhere")),
        facts=[Fact(_("Who is invited?"), name(found))],
    )
