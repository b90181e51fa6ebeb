"""Dates offered for a meeting: who can when, and which one it is."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.access.public import BearerActor
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState
from ciiz.domain.meetings.public import Invitation
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.foundation.errors import DomainError, NotAllowed, NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import meeting as journey
from ciiz.web.components.data import Fact
from ciiz.web.components.views import at_once, form_page, with_form
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import ChooseForm, SlotsForm
from ..words import crumbs, name, title
from .arrange import organised
from .bearer import entered
from .invite import tell_sent


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Two or more dates among which everybody chooses."""
    actor = acting(request)
    meeting = organised(actor, meeting_id)
    offered = meetings.slots(actor, meeting_id) if meeting.state == MeetingState.OFFERED else []
    first = {"held_on_1": meeting.held_on, "begins_1": meeting.begins, "ends_1": meeting.ends}
    form = SlotsForm.opened(request, initial=SlotsForm.before(offered) or first)

    def save(sent: SlotsForm) -> str:
        meetings.offer(actor=actor, meeting_id=meeting_id, dates=sent.told())
        return reverse("meetings:show", args=[meeting_id])

    return form_page(
        request,
        "meetings/offer.html",
        form,
        save,
        done=_("The dates are offered. Nobody is asked yet."),
        crumbs=crumbs(meeting, _("Offer dates")),
        cancel=reverse("meetings:show", args=[meeting_id]),
        anew=bool(offered),
    )


@require_POST
def ask(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Asks who was not asked yet."""
    actor = acting(request)

    def asking() -> None:
        sent, without = meetings.ask(actor=actor, meeting_id=meeting_id)
        if sent:
            words = ngettext("%(n)d party is asked by mail.", "%(n)d parties are asked by mail.", sent)
            messages.success(request, words % {"n": sent})
        if without:
            words = ngettext(
                "%(n)d party has no e-mail address: ask by letter or telephone and note which dates suit.",
                "%(n)d parties have no e-mail address: ask by letter or telephone and note which dates suit.",
                without,
            )
            messages.warning(request, words % {"n": without})

    at_once(request, asking)
    return HttpResponseRedirect(reverse("meetings:show", args=[meeting_id]))


@require_POST
def fix(request: HttpRequest, meeting_id: UUID, slot_id: UUID) -> HttpResponse:
    """It is this one: the invitations go out."""
    actor = acting(request)

    def fixing() -> None:
        sent = journey.fix(actor=actor, meeting_id=meeting_id, slot_id=slot_id)
        messages.success(request, _("The date is fixed."))
        tell_sent(request, *sent)

    at_once(request, fixing)
    return HttpResponseRedirect(reverse("meetings:show", args=[meeting_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Which dates suit oneself, or somebody else as who organises heard it."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    if found.membership_id != actor.membership_id and not meetings.organises(actor, found.meeting):
        raise NotAllowed
    slots = meetings.slots(actor, found.meeting_id)
    form = ChooseForm.opened(
        request, initial={"suits": [str(one) for one in found.suits]}, slots=slots, values=_values(found)
    )

    def save(sent: ChooseForm) -> None:
        meetings.choose(actor=actor, invitation_id=invitation_id, suits=sent.cleaned_data["suits"])

    return act(
        request,
        form,
        save,
        title=_("Which dates suit?"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("meetings:show", args=[found.meeting_id]),
        crumbs=crumbs(found.meeting, _("Which dates suit?")),
        facts=[Fact(_("Who is to come?"), name(found)), Fact(_("Meeting"), title(found.meeting))],
    )


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def choose_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever was asked by mail chooses once, without signing in; afterwards a page that says how it stands."""
    known = meetings.read_token(token, salt=meetings.CHOOSING)
    if known is None:
        return _over(request)
    invitation_id, sequence = known
    bearer = entered(invitation_id, read_only=request.method == "GET")
    try:
        found = meetings.invitation(bearer, invitation_id)
    except NotFound:
        return _over(request)
    slots = meetings.slots(bearer, found.meeting_id)
    stands = found.meeting.state == MeetingState.OFFERED and not found.withdrawn and bool(slots)
    if not stands or sequence != found.meeting.sequence or slots[-1].held_on < bearer.today:
        return _over(request)
    form = ChooseForm(request.POST if request.method == "POST" else None, slots=slots, values=_values(found))
    if found.chosen_on is None and request.method == "POST" and form.is_valid():
        return _chosen(request, bearer, found, form)
    if found.chosen_on is not None:
        return _done(request, found)
    return with_form(request, "meetings/choose.html", form, meeting=found.meeting)


def _values(found: Invitation) -> CantonValues:
    return canton_values(found.meeting.contributor.canton_id)


def _chosen(request: HttpRequest, bearer: BearerActor, found: Invitation, form: ChooseForm) -> HttpResponse:
    try:
        chosen = meetings.choose(
            actor=bearer,
            invitation_id=found.id,
            suits=form.cleaned_data["suits"],
            sequence=found.meeting.sequence,
        )
    except DomainError as refused:
        form.refuse(refused)
        return with_form(request, "meetings/choose.html", form, meeting=found.meeting)
    return _done(request, chosen)


def _done(request: HttpRequest, found: Invitation) -> HttpResponse:
    return render(
        request, "meetings/chosen.html", {"meeting": found.meeting, "invitation": found, "day": day(found.chosen_on)}
    )


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "meetings/choose_over.html", status=410)
