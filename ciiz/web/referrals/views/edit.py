"""Writing the referral (CII100.2–3)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Referral
from ciiz.domain.organisations.enums import CaseForm, InstitutionKind, Role
from ciiz.domain.organisations.public import canton_values, members_of
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import Conflict, DomainError, NotFound
from ciiz.journeys.fill import fill, may_fill
from ciiz.web.cases.about import About, about
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import ReferralForm
from ..presenting import referral as presenting
from .about import nameable, referral_of

WAYS = {
    "consent": "consent:new",
    "sign": "consent:list",
    "document": "documents:add",
    "person": "persons:person",
}
"""Pages to which the form leads on after it was saved, so that nothing entered is lost on the way."""


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The whole referral; if somebody else saved meanwhile, both versions. `action` says how it goes on."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not cases.may_complete(actor, page.case):
        raise NotFound
    if not may_fill(actor, dossier_id):
        raise cases.WrongRole
    referral = referral_of(actor, dossier_id)
    if page.stage not in cases.FORWARDABLE:
        return redirect("referrals:outcome", dossier_id)
    stored = _stored(actor, page, referral)
    completed = page.stage is Stage.COMPLETED
    action = request.POST.get("action", "save")
    if completed and action not in WAYS:
        action = "complete"
    values = canton_values(page.case.canton)
    named = nameable(actor, page.case)
    own = next((one for one in named if one.id == actor.institution_id), None)
    form = ReferralForm.opened(
        request,
        initial=stored,
        person=page.person,
        forms_offered=values.forms,
        partners=[one for one in named if one != own and one.kind == InstitutionKind.PARTNER],
        own=own,
        contacts=[one for one in members_of(actor) if one.role == Role.CONTACT],
        dispositifs=list(own.dispositifs.all()) if own else [],
        today=actor.today,
        values=values,
        draft=action == "save" or (action in WAYS and not completed),
    )
    differences: object = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _fill(actor, page, form, complete=completed or action == "complete")
        except Conflict as refused:
            now = about(actor, dossier_id)
            current = _stored(actor, now, referral_of(actor, dossier_id))
            differences = presenting.differences(form, current)
            form.go_on_with(version=current["version"], person_version=current["person_version"])
            form.refuse(refused)
        except NotFound:
            raise
        except DomainError as refused:
            form.refuse(refused)
        else:
            return _went_well(request, actor, page, action)
    context = {
        "page": page,
        "completed": completed,
        "referral": referral,
        "differences": differences,
        "crumbs": page.crumbs(_("Referral")),
        "check": presenting.last_check(actor, dossier_id, values),
        "communes": [one.name for one in values.communes],
        "forwards": cases.may_forward(actor, page.case),
        "papers": presenting.papers(actor, page.case, referral, named),
    }
    return with_form(request, "referrals/edit.html", form, **context)


def _stored(actor: Actor, page: About, referral: Referral) -> dict[str, Any]:
    """What is stored, as the form shows it."""
    notes = cases.notes(actor, page.dossier_id).by_domain()
    rows = persons.registrations(actor, page.dossier_id)
    own = next((row for row in rows if row.contributor_id == actor.institution_id and row.ended_on is None), None)
    capacities = persons.work_capacity(actor, page.dossier_id)
    judged = next((row for row in capacities.latest if row.contributor_id == actor.institution_id), None)
    mine = actor.role is Role.CONTACT and referral.talked_with_id is None
    return {
        **ReferralForm.of_person(page.person),
        **notes,
        "version": referral.version,
        "wished_form": referral.wished_form,
        "partners": [str(one) for one in referral.partners],
        "talked_with": actor.membership_id if mine else referral.talked_with_id,
        "talked_on": actor.today if mine else referral.talked_on,
        "dispositif": own.dispositif_id if own else None,
        "file_number": own.file_number if own else "",
        "since": own.since if own else None,
        "entitlement_until": own.entitlement_until if own else None,
        "percent": judged.percent if judged else None,
        "basis": judged.basis if judged else None,
    }


def _fill(actor: Actor, page: About, form: ReferralForm, *, complete: bool) -> None:
    data = form.cleaned_data
    fill(
        actor=actor,
        dossier_id=page.dossier_id,
        on=actor.today,
        expected_version=data["version"],
        person_version=data["person_version"],
        identity=form.identity(),
        wished_form=CaseForm(data["wished_form"]),
        partners=data["partners"],
        talked_with_id=data["talked_with"],
        talked_on=data["talked_on"],
        notes=form.notes(),
        registered=form.registered(),
        capacity=form.capacity(),
        complete=complete,
    )


def _went_well(request: HttpRequest, actor: Actor, page: About, action: str) -> HttpResponse:
    if action in WAYS:
        messages.success(request, _("The referral is saved. Afterwards you go on with it by “Back to the referral”."))
        return redirect(WAYS[action], page.dossier_id)
    if action == "save":
        messages.success(request, _("Saved as a draft."))
        return redirect("referrals:edit", page.dossier_id)
    if cases.may_forward(actor, page.case):
        return redirect("referrals:forward", page.dossier_id)
    messages.success(request, _("The referral is complete. The contact person checks and forwards it."))
    return redirect(page.url)
