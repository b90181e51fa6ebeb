"""Measures: added, worded anew, taken out, and how far they are."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.access.public import institutions
from ciiz.domain.organisations.public import institutions_of, reachable
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import MeasureStatus
from ciiz.domain.plans.public import Measure
from ciiz.foundation.errors import NotFound
from ciiz.journeys import implement
from ciiz.journeys import plan as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.data import Fact
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting

from ..act import Stored, act
from ..forms import MeasureForm, StatusForm, shown_measure
from ..presenting import responsible
from .edit import drawn_up, posted_version, version_of


def _opened(request: HttpRequest, page: About, initial: dict[str, object], measure: Measure | None) -> MeasureForm:
    """The form with the institutions that take part, and those that the measure names already."""
    wanted = set(institutions(page.actor, page.dossier_id, page.actor.today))
    if measure is not None:
        named = {measure.institution_id, *(one["institution"] for one in measure.shares)}
        wanted |= {key for key in named if key is not None}
    offered = [one for one in institutions_of(page.actor, kinds=(), including=wanted) if one.id in wanted]
    people = [measure.member_id] if measure is not None and measure.member_id is not None else []
    members = reachable(page.actor, memberships=people, institutions=wanted)
    new_on = page.actor.today if measure is None else None
    return MeasureForm.opened(request, initial=initial, institutions=offered, members=members, new_on=new_on)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Another measure of a goal; "save and add another" comes back to an empty form."""
    actor = acting(request)
    goal = plans.goal(actor, goal_id)
    if goal is None:
        raise NotFound
    page = about(actor, goal.dossier_id)
    drawn_up(page)
    initial: dict[str, object] = {"version": version_of(actor, goal.dossier_id), "category": goal.category}
    form = _opened(request, page, initial, None)
    another = reverse("plans:measure_new", args=[goal_id])

    def save(sent: MeasureForm) -> Measure:
        return journey.add_measure(
            actor=actor,
            dossier_id=goal.dossier_id,
            expected_version=sent.cleaned_data["version"],
            goal_line=goal.line,
            measure=sent.measure(),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Add a measure"),
        done=_("The measure was added."),
        to=another if "another" in request.POST else reverse("plans:edit", args=[goal.dossier_id]),
        cancel=reverse("plans:edit", args=[goal.dossier_id]),
        stored=lambda: Stored(version_of(actor, goal.dossier_id), {}),
        template="plans/measure.html",
        plan=True,
        goal=goal.text,
        another=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """A measure worded anew."""
    actor = acting(request)
    held = plans.measure(actor, measure_id)
    if held is None:
        raise NotFound
    page = about(actor, held.dossier_id)
    drawn_up(page)
    version = version_of(actor, held.dossier_id)
    shown = shown_measure(held)
    form = _opened(request, page, {"version": version, **shown}, held)

    def save(sent: MeasureForm) -> Measure:
        return journey.change_measure(
            actor=actor,
            measure_id=measure_id,
            expected_version=sent.cleaned_data["version"],
            measure=sent.measure(),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Change the measure"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("plans:edit", args=[held.dossier_id]),
        stored=lambda: Stored(version, shown),
        template="plans/measure.html",
        plan=True,
        remove={
            "label": _("Remove the measure"),
            "question": _("The measure is taken out of this version. Earlier versions keep it."),
            "url": reverse("plans:measure_end", args=[measure_id]),
            "version": version,
        },
    )


@require_POST
def end(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """Takes a measure out."""
    actor = acting(request)
    held = plans.measure(actor, measure_id)
    if held is None:
        raise NotFound
    at_once(
        request,
        lambda: journey.end_measure(actor=actor, measure_id=measure_id, expected_version=posted_version(request)),
        done=_("The measure was removed."),
    )
    return redirect("plans:edit", held.dossier_id)


@require_http_methods(["GET", "HEAD", "POST"])
def advance(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """How far a measure is (CII101.5)."""
    actor = acting(request)
    held = plans.measure(actor, measure_id)
    if held is None:
        raise NotFound
    page = about(actor, held.dossier_id)
    at = page.at()
    if not at.case_is_open or not (at.manages or (at.takes_part and held.institution_id == actor.institution_id)):
        raise plans.NoPartInPlan
    now = MeasureStatus(held.status)
    initial = {"version": held.version, "on": actor.today, "result": held.result}
    form = StatusForm.opened(request, initial=initial, now=now)

    def save(sent: StatusForm) -> Measure:
        data = sent.cleaned_data
        return implement.advance_measure(
            actor=actor,
            measure_id=measure_id,
            expected_version=data["version"],
            status=MeasureStatus(data["status"]),
            on=data["on"],
            result=data["result"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("How far is the measure?"),
        button=_("Save"),
        done=_("Saved. Everybody who reads the plan sees it."),
        to=reverse("plans:show", args=[held.dossier_id]),
        stored=lambda: Stored(held.version, {"status": held.get_status_display(), "result": held.result}),
        plan=True,
        facts=[
            Fact(_("Measure"), held.text),
            Fact(_("Responsible"), responsible(held)),
            Fact(_("State"), now.label),
        ],
    )
