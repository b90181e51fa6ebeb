"""The signed plan: validated or sent back by the coordination, answered by the institutions (CII101.4)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import Answer, PlanState
from ciiz.domain.plans.public import Acceptance, Plan
from ciiz.foundation.errors import NotFound
from ciiz.journeys import plan as journey
from ciiz.journeys.acceptance import event_waits
from ciiz.web.cases.about import about
from ciiz.web.shell.acting import acting

from ..act import Stored, act
from ..forms import DecideForm, PartForm
from ..presenting import show as in_words
from .show import seen


@require_http_methods(["GET", "HEAD", "POST"])
def validate(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The plan as signed with the institutions' answers, and the decision."""
    page = about(acting(request), dossier_id)
    if not plans.may_decide(page.at()):
        raise plans.NotCoordinator
    view = plans.view(page.actor, dossier_id)
    if view is None:
        # Raises with the reason: nothing is open, or nothing is signed.
        journey.validate(actor=page.actor, dossier_id=dossier_id, expected_version=0)
        raise NotFound
    if view.plan.state != PlanState.SIGNED and request.method != "POST":
        return redirect("plans:show", dossier_id)
    if request.method != "POST" and event_waits(page.actor, page.case):
        raise plans.EventFirst
    form = DecideForm.opened(request, initial={"version": view.plan.version})

    def save(sent: DecideForm) -> Plan:
        data = sent.cleaned_data
        if data["decision"] == "validate":
            return journey.validate(actor=page.actor, dossier_id=dossier_id, expected_version=data["version"])
        return journey.send_back(
            actor=page.actor,
            dossier_id=dossier_id,
            expected_version=data["version"],
            alternatives=data["alternatives"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Validate the plan"),
        button=_("Save the decision"),
        done=_("Recorded. The case manager is told."),
        stored=lambda: Stored(view.plan.version, {}),
        plan=True,
        shown=in_words(page.actor, view),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the own institution says to its part."""
    page = about(acting(request), dossier_id)
    view = seen(page)
    if not plans.may_accept_part(page.at(view.plan)):
        raise plans.NoPartInPlan
    if request.method != "POST" and event_waits(page.actor, page.case):
        raise plans.EventFirst
    form = PartForm.opened(request)

    def save(sent: PartForm) -> Acceptance:
        data = sent.cleaned_data
        return journey.accept_part(
            actor=page.actor, dossier_id=dossier_id, answer=Answer(data["answer"]), comment=data["comment"]
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Answer for your institution"),
        button=_("Save the answer"),
        done=_("Your institution's answer is recorded. A later answer replaces it."),
        plan=True,
        shown=in_words(page.actor, view),
    )
