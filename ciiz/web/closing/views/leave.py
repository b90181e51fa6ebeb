"""An institution leaves a case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.journeys import leave as journey
from ciiz.web.cases.about import about
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from ..forms import LeaveForm


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """A coded reason; what holds the institution is said before it is asked for."""
    page = about(acting(request), dossier_id)
    if not cases.may_leave(page.actor, page.case):
        raise cases.WrongRole
    if page.stage.over:
        raise cases.NotNow
    held = journey.ties(page.actor, dossier_id)
    title = _("Leave the case")
    if held:
        refusal = cases.StillHeld(held, journey.words(page.actor, dossier_id, held))
        shown = {
            "page": page,
            "title": title,
            "crumbs": page.crumbs(title),
            "hint": str(refusal),
            "chip": "",
            "chip_kind": "",
        }
        return render(request, "plans/act.html", shown)
    form = LeaveForm.opened(request, initial={}, reasons=page.values.decline_reasons)
    return act(
        request,
        page,
        form,
        lambda sent: journey.leave(
            actor=page.actor,
            dossier_id=dossier_id,
            reason=sent.cleaned_data["reason"],
            said=sent.cleaned_data["words"],
        ),
        title=title,
        done=_("Your institution leaves the case. Today is the last day on which it sees it."),
        hint=_(
            "Today is the last day on which your institution sees the case. Its open tasks in the case end, the "
            "coordination learns of it, and what it contributed stays with the case."
        ),
    )
