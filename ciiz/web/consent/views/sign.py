"""The printed form came back signed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.consent import public as consents
from ciiz.foundation.errors import DomainError
from ciiz.journeys import consent
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import SignedForm, copy_of


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Day of signature and, best at once, the signed copy."""
    actor = acting(request)
    draft = consents.consent(actor, consent_id)
    person = person_of(actor, draft.dossier_id)
    form = SignedForm.opened(request, initial={"signed_on": actor.today})
    if request.method == "POST" and form.is_valid():
        try:
            consent.sign(
                actor=actor, consent_id=consent_id, signed_on=form.cleaned_data["signed_on"], copy=copy_of(form)
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The consent is in force."))
            return redirect("consent:show", consent_id)
    context = {"consent": draft, "person": person, "title": _("Record the signature")}
    return with_form(request, "consent/act.html", form, **context)
