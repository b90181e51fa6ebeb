"""Recording the result of a session."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, institutions, openings
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import SessionKind, SessionOutcome
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Party
from ciiz.domain.meetings.public import AgendaItem
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import institutions_of, reachable
from ciiz.foundation.errors import NotFound
from ciiz.journeys import session as journey
from ciiz.web.cases.about import about
from ciiz.web.components.views import form_page
from ciiz.web.meetings.outcome import NOT_AWAITED
from ciiz.web.shell.acting import acting

from ..forms import SessionForm


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One form; case management starts from what it says. `?item=` names the item of the meeting where it was held."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not cases.may_record_session(actor, page.case):
        raise cases.WrongRole
    kinds, outcomes = journey.awaited(actor, page.case)
    if not kinds:
        messages.info(request, str(NOT_AWAITED))
        return redirect(page.url)
    taking_part = institutions(actor, dossier_id, actor.today)
    opened = openings(actor, dossier_id, actor.today)
    named = institutions_of(
        actor, canton=page.case.canton, including={*taking_part, *opened.by_consent, *opened.by_statute}
    )
    wished = SessionKind.ASSESSMENT if page.case.wished_form == CaseForm.ASSESSMENT else SessionKind.ROUND_TABLE
    kind = wished if wished in kinds else kinds[0]
    contacts = reachable(actor, memberships=(), institutions=taking_part, limit=200)
    item, known = _of_meeting(request, actor, dossier_id, kinds)
    form = SessionForm.opened(
        request,
        initial={"kind": kind, "held_on": actor.today, "person_present": True, **known},
        kinds=kinds,
        outcomes=outcomes,
        managed=page.case.case_manager_id is not None,
        taking_part=[one for one in named if one.id in taking_part],
        contacts=[one for one in contacts if one.role == Role.CONTACT],
        joining=[one for one in named if one.id not in taking_part and opened.basis(one.id)],
    )

    def save(form: SessionForm) -> str:
        data = form.cleaned_data
        journey.record_result(
            actor=actor,
            dossier_id=dossier_id,
            kind=SessionKind(data["kind"]),
            held_on=data["held_on"],
            outcome=SessionOutcome(data["outcome"]),
            participants=form.present(),
            person_present=data["person_present"],
            possibilities=form.possibilities(),
            resources=form.resources(),
            partners=data.get("partners", ()),
            item_id=item.id if item else None,
        )
        return reverse("meetings:item", args=[item.id]) if item else page.url

    return form_page(
        request,
        "referrals/session.html",
        form,
        save,
        done=_("The result is recorded."),
        page=page,
        crumbs=page.crumbs(_("Result of the session")),
    )


def _of_meeting(
    request: HttpRequest, actor: Actor, dossier_id: UUID, kinds: Sequence[SessionKind]
) -> tuple[AgendaItem | None, dict[str, object]]:
    """The item at which the session is held, if the address names one, and what is known from it."""
    try:
        item = meetings.item(actor, UUID(request.GET.get("item", "")))
    except ValueError:
        return None, {}
    if item.dossier_id != dossier_id:
        raise NotFound
    known: dict[str, object] = {"held_on": item.meeting.held_on}
    if item.meeting.kind in kinds:
        known["kind"] = item.meeting.kind
    guests = [one for one in meetings.guests(actor, item.meeting_id) if item.id in one.items]
    there = [one.invitation for one in guests if one.invitation.attendance == Attendance.PRESENT]
    known["participants"] = [f"{one.institution_id}-{one.membership_id}" for one in there if one.membership_id]
    if guests:
        known["person_present"] = any(one.party == Party.PERSON for one in there)
    return item, known
