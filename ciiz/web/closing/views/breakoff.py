"""Ending a case without integration, from any step."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.journeys import breakoff as journey
from ciiz.web.cases.about import about
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import BreakOffForm


@require_http_methods(["GET", "HEAD", "POST"])
def break_off(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A coded reason and a day; the exit report follows."""
    page = about(acting(request), dossier_id)
    if not page.ends:
        raise cases.WrongRole
    if page.stage not in cases.ENDS:
        raise cases.NotNow
    form = BreakOffForm.opened(request, initial={"on": page.actor.today}, reasons=page.values.exit_reasons)

    def save(sent: BreakOffForm) -> object:
        data = sent.cleaned_data
        return journey.break_off(
            actor=page.actor, dossier_id=dossier_id, on=data["on"], reason=data["reason"], words=data["words"]
        )

    alone = page.stage in cases.BEFORE_FORWARDING
    return act(
        request,
        page,
        form,
        save,
        title=_("Break off the case"),
        button=_("Break off"),
        done=_("The referral is not pursued.") if alone else _("The case is broken off. Write the exit report."),
        to=page.url if alone else reverse("closing:report", args=[dossier_id]),
        cancel=page.url,
        hint=_("All open tasks of the case end. Nobody else was told of the referral; nothing is deleted.")
        if alone
        else _(
            "The open tasks of the case end; a hand-over that was asked for goes on waiting for its answer. "
            "The exit report and the closing follow; nothing is deleted."
        ),
    )
