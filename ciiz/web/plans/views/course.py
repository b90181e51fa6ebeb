"""The course of the case: events, sessions asked for, progress, change of the plan, its end."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import SessionKind, Stage
from ciiz.domain.plans import public as plans
from ciiz.foundation.errors import NotAllowed
from ciiz.journeys import change as changing
from ciiz.journeys import finish as finishing
from ciiz.journeys import implement
from ciiz.journeys import session as sessions
from ciiz.journeys.acceptance import event_waits
from ciiz.web.cases.about import About, about
from ciiz.web.cases.links import address
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import ChangeForm, EventForm, FinishForm, ProgressForm, SessionWishForm


def _decider(request: HttpRequest, dossier_id: UUID) -> About:
    """The page of somebody who decides about the course of the case."""
    page = about(acting(request), dossier_id)
    if not plans.may_decide_course(page.at()):
        raise plans.NotCaseManager
    return page


def _carried_out(page: About) -> None:
    """The page is for a plan that is being carried out."""
    if page.stage is not Stage.RUNNING:
        raise cases.NotNow


@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Something that affects the plan has happened."""
    page = about(acting(request), dossier_id)
    if not plans.may_report_event(page.at()):
        raise NotAllowed
    if not page.stage.managed:
        raise cases.NotNow
    form = EventForm.opened(request, initial={"on": page.actor.today}, events=page.values.plan_events)

    def save(sent: EventForm) -> object:
        data = sent.cleaned_data
        return changing.event(
            actor=page.actor, dossier_id=dossier_id, on=data["on"], what=data["what"], words=data["words"]
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Event that affects the plan"),
        button=_("Report the event"),
        done=_("Reported. The case manager decides whether the plan changes."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The case manager asks for a network session, a round table or a new assessment."""
    page = about(acting(request), dossier_id)
    if not cases.manages(page.actor, page.case):
        raise cases.WrongRole
    if not page.stage.managed:
        raise cases.NotNow
    form = SessionWishForm.opened(request, initial={"on": page.actor.today})

    def save(sent: SessionWishForm) -> object:
        data = sent.cleaned_data
        return sessions.ask_for(
            actor=page.actor,
            dossier_id=dossier_id,
            kind=SessionKind(data["kind"]),
            on=data["on"],
            reason=data["reason"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Ask for a session"),
        button=_("Ask for the session"),
        done=_(
            "Asked for. The coordination organises the session; the institutions are asked for their parts when it is "
            "arranged."
        ),
        hint=_("The case goes on at its step meanwhile; the result of the session comes back to you."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The work goes on, or a stage is done."""
    page = _decider(request, dossier_id)
    _carried_out(page)
    form = ProgressForm.opened(request, initial={"on": page.actor.today})

    def save(sent: ProgressForm) -> None:
        data = sent.cleaned_data
        implement.progress(
            actor=page.actor, dossier_id=dossier_id, on=data["on"], stage_done=data["stage_done"] == "yes"
        )

    return act(request, page, form, save, title=_("Say how it goes"), button=_("Save"), done=_("Recorded."))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Does the plan change?"""
    page = _decider(request, dossier_id)
    signed = event_waits(page.actor, page.case)
    if not signed:
        _carried_out(page)
    form = ChangeForm.opened(request, initial={"on": page.actor.today}, signed=signed)

    def save(sent: ChangeForm) -> object:
        data = sent.cleaned_data
        return changing.decide(
            actor=page.actor,
            dossier_id=dossier_id,
            on=data["on"],
            change=data["change"] == "yes",
            reason=data["reason"],
        )

    changes = request.method == "POST" and request.POST.get("change") == "yes"
    return act(
        request,
        page,
        form,
        save,
        title=_("Decide on a change of the plan"),
        button=_("Save the decision"),
        done=_("Recorded. Draw up the new version.") if changes else _("Recorded."),
        to=address("plans:edit", dossier_id) if changes else page.url,
        cancel=page.url,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Is the plan finished?"""
    page = _decider(request, dossier_id)
    _carried_out(page)
    form = FinishForm.opened(request, initial={"on": page.actor.today})

    def save(sent: FinishForm) -> object:
        data = sent.cleaned_data
        return finishing.decide(
            actor=page.actor, dossier_id=dossier_id, on=data["on"], finished=data["finished"] == "yes"
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Decide whether the plan is finished"),
        button=_("Save the decision"),
        done=_("Recorded."),
    )
