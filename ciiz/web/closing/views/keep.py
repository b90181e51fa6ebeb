"""A case in which no second institution takes part any more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.journeys import keep as journey
from ciiz.web.cases.about import about
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import KeepForm


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The coordination says why the case goes on, or adds another institution."""
    page = about(acting(request), dossier_id)
    if not cases.may_keep(page.actor, page.case):
        raise cases.WrongRole
    if not journey.is_alone(page.actor, page.case):
        raise cases.NotNow
    form = KeepForm.opened(
        request,
        initial={},
        reasons=page.values.admission_reasons,
        institutions=journey.joinable(page.actor, page.case),
    )

    def save(sent: KeepForm) -> object:
        data = sent.cleaned_data
        if data["how"] == "keep":
            return journey.keep(actor=page.actor, dossier_id=dossier_id, reason=data["reason"])
        if not data["institution"]:
            raise cases.Missing(field="institution")
        return journey.add(actor=page.actor, dossier_id=dossier_id, institution_id=data["institution"])

    return act(
        request,
        page,
        form,
        save,
        title=_("How does the case go on?"),
        button=_("Save"),
        done=_("Recorded. The task is done."),
        hint=_(
            "No second institution takes part in this case any more. Say why it goes on all the same, or let another "
            "institution take part."
        ),
    )
