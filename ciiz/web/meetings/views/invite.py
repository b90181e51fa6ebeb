"""Who comes, inviting them, their answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Channel, Party
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Membership, institutions_of
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotAllowed
from ciiz.journeys import agenda as needed
from ciiz.journeys import meeting as journey
from ciiz.journeys.invitation import pdf
from ciiz.web.components.data import Fact
from ciiz.web.components.fields import explained
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..act import act
from ..bases import Bases
from ..forms import ElsewhereForm, GuestForm, NotedReplyForm, PeopleForm, ReplyForm
from ..words import answered, crumbs, name, span, title
from .arrange import organised

OUTSIDE = (InstitutionKind.PROVIDER, InstitutionKind.MANDATED, InstitutionKind.PARTNER)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who comes from the institutions, those in charge of the cases being proposed, and which persons concerned."""
    actor = acting(request)
    meeting = organised(actor, meeting_id)
    items = meetings.agenda(actor, meeting_id)
    there = [one.invitation for one in meetings.guests(actor, meeting_id) if not one.invitation.withdrawn]
    invited = {one.membership_id for one in there}
    who = persons.people(actor, [one.dossier_id for one in items])
    coming = {one.item_id for one in there if one.party == Party.PERSON}
    proposal = journey.who_could_come(actor, items)
    bases = Bases.of(actor, items, meeting.held_on)
    left = [one for one in proposal.people if one.id not in invited]
    proposed = [one for one in left if one.id in proposal.in_charge and bases.open_to(one.institution_id)]
    form = PeopleForm.opened(
        request,
        members=_choices(left, proposed, proposal, bases),
        items=[(one, str(who.get(one.dossier_id, ""))) for one in items if one.id not in coming],
        initial={"members": [one.id for one in proposed] if not invited else []},
    )

    def save(sent: PeopleForm) -> None:
        data = sent.cleaned_data
        journey.choose(actor=actor, meeting_id=meeting_id, members=data["members"], persons=data.get("persons", ()))

    return act(
        request,
        form,
        save,
        title=_("Who comes?"),
        button=_("Save"),
        done=_("Saved. Nobody is invited yet."),
        to=reverse("meetings:show", args=[meeting_id]),
        crumbs=crumbs(meeting, _("Who comes?")),
    )


def _choices(
    left: Sequence[Membership], proposed: Sequence[Membership], proposal: journey.Proposal, bases: Bases
) -> list[tuple[Any, Any]]:
    """Those in charge of the cases first, all others by institution; each with role and right."""
    first: list[tuple[Any, Any]] = [
        (str(one.id), explained(f"{one.user.full_name}, {one.institution}", _hint(one, proposal, bases)))
        for one in proposed
    ]
    groups: dict[str, list[tuple[str, object]]] = {}
    for one in left:
        if one not in proposed:
            named = (str(one.id), explained(one.user.full_name, _hint(one, proposal, bases)))
            groups.setdefault(str(one.institution), []).append(named)
    return [*first, *groups.items()]


def _hint(one: Membership, proposal: journey.Proposal, bases: Bases) -> str:
    """Role, and by what right the institution sits at which of the cases."""
    cases = [item for key, item in bases.items.items() if one.institution_id in proposal.concerned[key]]
    rights = bases.of_institution(one.institution_id, cases)
    told = [f"{right.words} ({right.cases})" if right.cases else str(right.words) for right in rights]
    if bases.items and not rights:
        told = [_("no case is open to this institution on that day")]
    return "; ".join([one.get_role_display(), *told])


@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Somebody without an account."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    meeting = organised(actor, item.meeting_id)
    form = GuestForm.opened(
        request,
        institutions=institutions_of(actor, canton=item.case.canton, kinds=OUTSIDE),
        initial={"language": actor.language},
    )

    def save(sent: GuestForm) -> None:
        data = sent.cleaned_data
        needed.invite_outside(
            actor=actor,
            item_id=item_id,
            party=Party(data["party"]),
            institution_id=data["institution"],
            email=data["email"],
            language=data["language"],
            agreed_on=data["agreed_on"],
        )

    return act(
        request,
        form,
        save,
        title=_("Somebody without an account"),
        button=_("Save"),
        done=_("Saved. Nobody is invited yet."),
        to=reverse("meetings:show", args=[meeting.id]),
        crumbs=crumbs(meeting, _("Somebody without an account")),
        hint=_(
            "By the link they see kind, time and place and answer; providers and doctors hand in reports. "
            "They see nothing else."
        ),
    )


def tell_sent(request: HttpRequest, sent: int, without: int) -> None:
    """How many invitations are out, and how many go out another way."""
    if sent:
        words = ngettext("%(n)d invitation is on its way.", "%(n)d invitations are on their way.", sent)
        messages.success(request, words % {"n": sent})
    if without:
        messages.warning(request, _without(without))


@require_POST
def send(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Sends what has not gone out."""
    actor = acting(request)

    def invite() -> None:
        tell_sent(request, *journey.invite(actor=actor, meeting_id=meeting_id))

    at_once(request, invite)
    return HttpResponseRedirect(reverse("meetings:show", args=[meeting_id]))


def _without(number: int) -> str:
    return ngettext(
        "%(n)d party has no e-mail address: invite by letter or telephone and note it.",
        "%(n)d parties have no e-mail address: invite by letter or telephone and note it.",
        number,
    ) % {"n": number}


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The own answer, or that of somebody else as who organises heard it."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    own = found.membership_id == actor.membership_id
    if not own and not meetings.organises(actor, found.meeting):
        raise NotAllowed
    form = (ReplyForm if own else NotedReplyForm).opened(
        request, initial={"reply": found.reply, "excuse": found.excuse}
    )

    def save(sent: ReplyForm) -> None:
        answer, excuse = sent.told()
        meetings.answer(actor=actor, invitation_id=invitation_id, reply=answer, excuse=excuse)

    return act(
        request,
        form,
        save,
        title=_("Answer"),
        button=_("Save the answer"),
        done=_("The answer is saved."),
        to=reverse("meetings:show", args=[found.meeting_id]),
        crumbs=crumbs(found.meeting, _("Answer")),
        facts=[
            Fact(_("Who is invited?"), name(found)),
            Fact(_("When and where?"), f"{title(found.meeting)}, {span(found.meeting)}, {found.meeting.place}"),
            Fact(_("Answer so far"), answered(found)[0]),
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The invitation went out another way."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    meeting = organised(actor, found.meeting_id)
    form = ElsewhereForm.opened(request, initial={"on": actor.today})

    def save(sent: ElsewhereForm) -> None:
        data = sent.cleaned_data
        journey.note_sent(actor=actor, invitation_id=invitation_id, channel=Channel(data["channel"]), on=data["on"])

    return act(
        request,
        form,
        save,
        title=_("Invited elsewhere"),
        button=_("Save"),
        done=_("Noted. ciiz does not send this invitation any more."),
        to=reverse("meetings:show", args=[meeting.id]),
        crumbs=crumbs(meeting, _("Invited elsewhere")),
        facts=[Fact(_("Who is invited?"), name(found))],
    )


@require_safe
def letter(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The person's own invitation, to be sent by post."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    content = pdf(actor, found)
    number = found.item.case.number if found.item else ""
    return as_file(content, media_type="application/pdf", name=f"ciiz-{number}.pdf")


@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Somebody need not come."""
    actor = acting(request)
    found = meetings.invitation(actor, invitation_id)
    at_once(
        request,
        lambda: needed.withdraw(actor=actor, invitation_id=invitation_id),
        done=_("The invitation is withdrawn."),
    )
    return HttpResponseRedirect(reverse("meetings:show", args=[found.meeting_id]))
