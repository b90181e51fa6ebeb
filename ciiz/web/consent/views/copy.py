"""Attaching the signed copy."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.consent import public as consents
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import consent
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import CopyForm, copy_of


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The signed paper, once."""
    actor = acting(request)
    given = consents.consent(actor, consent_id)
    person = person_of(actor, given.dossier_id)
    form = CopyForm.opened(request)
    if request.method == "POST" and form.is_valid():
        upload = copy_of(form)
        if upload is None:
            raise NotFound
        try:
            consent.upload(actor=actor, consent_id=consent_id, copy=upload)
        except DomainError as refused:
            refused.field = "copy"
            form.refuse(refused)
        else:
            messages.success(request, _("The signed copy was attached."))
            return redirect("consent:show", consent_id)
    context = {"consent": given, "person": person, "title": _("Attach the signed copy")}
    return with_form(request, "consent/act.html", form, **context)
