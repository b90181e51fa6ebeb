"""Recording the result of a session."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import institutions, openings
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import SessionKind, SessionOutcome
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import institutions_of, reachable
from ciiz.journeys import session as journey
from ciiz.web.cases.about import about
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import SessionForm


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One form; case management starts from what it says."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not cases.may_record_session(actor, page.case):
        raise cases.WrongRole
    kinds, outcomes = journey.awaited(actor, page.case)
    if not kinds:
        return redirect(page.url)
    taking_part = institutions(actor, dossier_id, actor.today)
    opened = openings(actor, dossier_id, actor.today)
    named = institutions_of(
        actor, canton=page.case.canton, including={*taking_part, *opened.by_consent, *opened.by_statute}
    )
    wished = SessionKind.ASSESSMENT if page.case.wished_form == CaseForm.ASSESSMENT else SessionKind.ROUND_TABLE
    kind = wished if wished in kinds else kinds[0]
    contacts = reachable(actor, memberships=(), institutions=taking_part, limit=200)
    form = SessionForm.opened(
        request,
        initial={"kind": kind, "held_on": actor.today, "person_present": True},
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
        )
        return page.url

    return form_page(
        request,
        "referrals/session.html",
        form,
        save,
        done=_("The result is recorded."),
        page=page,
        crumbs=page.crumbs(_("Result of the session")),
    )
