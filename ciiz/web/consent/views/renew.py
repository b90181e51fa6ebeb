"""Renewing a consent."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import canton_of, managed
from ciiz.domain.consent import public as consents
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.errors import DomainError, NotAllowed
from ciiz.journeys import consent
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import RenewForm, as_terms, copy_of, shown
from ..parties import parties


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The former terms with a new period, to be changed where the new paper says something else."""
    actor = acting(request)
    former = consents.consent(actor, consent_id)
    person = person_of(actor, former.dossier_id)
    if not managed(actor, [former.dossier_id]):
        raise NotAllowed
    canton = canton_of(actor, former.dossier_id)
    usual = consent.usual_terms(actor, canton=canton, partners=(), language=person.correspondence)
    offered = replace(as_terms(former), valid_from=usual.valid_from, until=usual.until)
    initial = {**shown(offered), "signed_on": actor.today}
    offered_to = parties(actor, former.dossier_id, former)
    rules = canton_values(canton).consent
    form = RenewForm.opened(request, initial=initial, parties=offered_to, rules=rules)
    if request.method == "POST" and form.is_valid():
        try:
            new = consent.renew(
                actor=actor,
                consent_id=consent_id,
                terms=form.terms(),
                signed_on=form.cleaned_data["signed_on"],
                copy=copy_of(form),
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The consent was renewed."))
            return redirect("consent:show", new.id)
    context = {"dossier_id": former.dossier_id, "person": person, "former": former}
    return with_form(request, "consent/terms.html", form, **context)
