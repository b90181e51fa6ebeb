"""The person withdraws."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import managed
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.foundation.errors import DomainError
from ciiz.journeys import consent
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import WithdrawForm


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Asks how, and nothing else: no reason is needed."""
    actor = acting(request)
    given = consents.consent(actor, consent_id)
    person = person_of(actor, given.dossier_id)
    form = WithdrawForm.opened(request, initial={"how": WithdrawalForm.TALK})
    if request.method == "POST" and form.is_valid():
        try:
            consent.withdraw(actor=actor, consent_id=consent_id, how=WithdrawalForm(form.cleaned_data["how"]))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The consent is withdrawn: from now on nothing of it is open."))
            # Whoever saw the dossier by this very consent no longer sees its page.
            still = managed(actor, [given.dossier_id])
            return redirect("consent:show", consent_id) if still else redirect("start")
    context = {
        "consent": given,
        "person": person,
        "title": _("Withdraw the consent"),
        "hint": _(
            "Access by this consent ends at once. The case goes on; what each institution recorded stays with it."
        ),
    }
    return with_form(request, "consent/act.html", form, **context)
