"""A new consent: to be printed, or signed already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import canton_of, managed
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.errors import DomainError, NotAllowed
from ciiz.journeys import consent
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import NewForm, copy_of, shown
from ..parties import parties, partners


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The terms; with a day of signature it is recorded, without it becomes a form to print."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    if not managed(actor, [dossier_id]):
        raise NotAllowed
    canton = canton_of(actor, dossier_id)
    usual = consent.usual_terms(
        actor, canton=canton, partners=partners(actor, dossier_id), language=person.correspondence
    )
    rules = canton_values(canton).consent
    form = NewForm.opened(request, initial=shown(usual), parties=parties(actor, dossier_id), rules=rules)
    if request.method == "POST" and form.is_valid():
        signed_on = form.cleaned_data["signed_on"]
        try:
            if signed_on is None:
                made = consent.prepare(actor=actor, dossier_id=dossier_id, terms=form.terms())
            else:
                made = consent.grant(
                    actor=actor, dossier_id=dossier_id, terms=form.terms(), signed_on=signed_on, copy=copy_of(form)
                )
        except DomainError as refused:
            form.refuse(refused)
        else:
            words = _("The consent is in force.") if signed_on else _("Print the form and have it signed.")
            messages.success(request, words)
            return redirect("consent:show", made.id)
    return with_form(request, "consent/terms.html", form, dossier_id=dossier_id, person=person)
