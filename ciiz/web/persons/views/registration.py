"""Where the person is registered: adding and changing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, canton_of
from ciiz.domain.organisations.public import canton_values, dispositifs, institutions_of
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import InsurancePhase
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import RegistrationForm


def _choices(actor: Actor, dossier_id: UUID) -> dict[str, Any]:
    canton = canton_of(actor, dossier_id)
    codes = canton_values(canton).dispositifs
    near = institutions_of(actor, canton=canton, including=[actor.institution_id])
    return {"dispositifs": dispositifs(codes), "institutions": near}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A registration with one dispositif."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    form = RegistrationForm.opened(request, **_choices(actor, dossier_id))
    if request.method == "POST" and form.is_valid():
        told = form.told()
        try:
            persons.register_with(
                actor=actor,
                dossier_id=dossier_id,
                dispositif_id=told["dispositif"],
                institution_id=told["institution_id"],
                file_number=told["file_number"],
                since=told["since"],
                entitlement_until=told["entitlement_until"],
                phase=InsurancePhase(told["phase"]) if told["phase"] else None,
                keyword=told["keyword"],
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {"dossier_id": dossier_id, "person": person, "title": _("Add a registration")}
    return with_form(request, "persons/form.html", form, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, dossier_id: UUID, registration_id: UUID) -> HttpResponse:
    """Phase, end of entitlement, file number, end; the dispositif stays."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    row = persons.registrations(actor, dossier_id).filter(id=registration_id).first()
    if row is None:
        raise NotFound
    form = RegistrationForm.opened(request, initial=RegistrationForm.shown(row), **_choices(actor, dossier_id))
    form.fields["dispositif"].disabled = True
    if request.method == "POST" and form.is_valid():
        told = form.told()
        told.pop("dispositif")
        try:
            persons.change_registration(
                actor=actor,
                registration_id=registration_id,
                expected_version=form.cleaned_data["version"] or 0,
                changes=told,
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {"dossier_id": dossier_id, "person": person, "title": _("Change the registration")}
    return with_form(request, "persons/form.html", form, **context)
