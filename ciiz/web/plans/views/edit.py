"""Drawing up the plan (CII101.3): begin a version, rhythm, goals."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import first_plan
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import PlanState
from ciiz.domain.plans.public import Goal, Plan, PlanView
from ciiz.foundation.errors import NotFound
from ciiz.journeys import plan as journey
from ciiz.journeys.terms import usual_rhythm
from ciiz.web.cases.about import About, about
from ciiz.web.cases.presenting.resources import resource_sheet
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting

from ..act import Stored, act
from ..forms import DraftForm, GoalForm, RhythmForm, shown_goal
from ..presenting import show as in_words


def drawn_up(page: About) -> None:
    """The page is for whoever draws the plan up."""
    if not plans.may_draft(page.at()):
        raise plans.NotCaseManager


def version_of(actor: Actor, dossier_id: UUID) -> int:
    """The version of the draft that is stored now; 0 if there is none."""
    found = plans.on_its_way(actor, dossier_id)
    return found.version if found else 0


def posted_version(request: HttpRequest) -> int:
    """The version that a button came with."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The draft with all its goals and measures; without one, its beginning."""
    page = about(acting(request), dossier_id)
    view = plans.view(page.actor, dossier_id)
    if page.stage is not Stage.ASSIGNED or not plans.may_draft(page.at()):
        if view is not None:
            words = _("This version can no longer be changed. A change begins with an event that affects it.")
            messages.info(request, words)
            return redirect("plans:show", dossier_id)
        drawn_up(page)
        return redirect(page.url)
    if view is None or view.plan.state != PlanState.DRAFT:
        return _begin(request, page, view)
    return _drafting(request, page, view)


def _begin(request: HttpRequest, page: About, view: PlanView | None) -> HttpResponse:
    former = view.plan if view else None
    days = former.rhythm_days if former else usual_rhythm(page.values)
    seen = first_plan(page.actor, page.dossier_id) if former is None else ()
    form = DraftForm.opened(request, initial={"rhythm_days": days}, first=former is None, seen=seen)

    def save(sent: DraftForm) -> Plan:
        return journey.draft(
            actor=page.actor,
            dossier_id=page.dossier_id,
            rhythm_days=sent.cleaned_data["rhythm_days"],
            reason=sent.cleaned_data.get("reason", ""),
            possibilities=sent.goals(),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Draw up the plan"),
        button=_("Begin"),
        to=reverse("plans:edit", args=[page.dossier_id]),
        cancel=page.url,
        alternatives=former.alternatives if former else "",
        hint=_("Goals and measures are agreed with the person. You can interrupt at any time; nothing is lost."),
    )


def _drafting(request: HttpRequest, page: About, view: PlanView) -> HttpResponse:
    initial = {"version": view.plan.version, "rhythm_days": view.plan.rhythm_days}
    context = {
        "page": page,
        "crumbs": page.crumbs(_("Draw up the plan")),
        "plan": in_words(page.actor, view),
        "rhythm": RhythmForm(initial=initial, auto_id="rhythm_%s"),
        "goal": GoalForm(initial={"version": view.plan.version}, auto_id="goal_%s"),
        "resources": resource_sheet(page.actor, page.dossier_id),
        "ready": any(one.measures for one in view.goals),
    }
    return render(request, "plans/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """How often person and case manager meet."""
    page = about(acting(request), dossier_id)
    drawn_up(page)
    draft = plans.on_its_way(page.actor, dossier_id)
    if draft is None:
        raise NotFound
    form = RhythmForm.opened(request, initial={"version": draft.version, "rhythm_days": draft.rhythm_days})

    def save(sent: RhythmForm) -> Plan:
        data = sent.cleaned_data
        return journey.set_rhythm(
            actor=page.actor,
            dossier_id=dossier_id,
            expected_version=data["version"],
            rhythm_days=data["rhythm_days"],
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Rhythm of talks"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("plans:edit", args=[dossier_id]),
        stored=lambda: Stored(draft.version, {"rhythm_days": draft.rhythm_days}),
        plan=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_goal(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Another goal."""
    page = about(acting(request), dossier_id)
    drawn_up(page)
    form = GoalForm.opened(request, initial={"version": version_of(page.actor, dossier_id)})

    def save(sent: GoalForm) -> Goal:
        data = sent.cleaned_data
        return journey.add_goal(
            actor=page.actor,
            dossier_id=dossier_id,
            expected_version=data["version"],
            text=data["text"],
            category=Category(data["category"]),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Add a goal"),
        done=_("The goal was added. Now add what is done for it."),
        to=reverse("plans:edit", args=[dossier_id]),
        stored=lambda: Stored(version_of(page.actor, dossier_id), {}),
        plan=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """A goal worded anew, or taken out."""
    actor = acting(request)
    goal = plans.goal(actor, goal_id)
    if goal is None:
        raise NotFound
    page = about(actor, goal.dossier_id)
    drawn_up(page)
    version = version_of(actor, goal.dossier_id)
    form = GoalForm.opened(request, initial={"version": version, **shown_goal(goal)})

    def save(sent: GoalForm) -> Goal:
        data = sent.cleaned_data
        return journey.change_goal(
            actor=actor,
            goal_id=goal_id,
            expected_version=data["version"],
            text=data["text"],
            category=Category(data["category"]),
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Change the goal"),
        button=_("Save"),
        done=_("Saved."),
        to=reverse("plans:edit", args=[goal.dossier_id]),
        stored=lambda: Stored(version, shown_goal(goal)),
        plan=True,
        remove={
            "label": _("Remove the goal"),
            "question": _("The goal and its measures are taken out of this version. Earlier versions keep them."),
            "url": reverse("plans:goal_end", args=[goal_id]),
            "version": version,
        },
    )


@require_POST
def end_goal(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Takes a goal with its measures out."""
    actor = acting(request)
    goal = plans.goal(actor, goal_id)
    if goal is None:
        raise NotFound
    at_once(
        request,
        lambda: journey.end_goal(actor=actor, goal_id=goal_id, expected_version=posted_version(request)),
        done=_("The goal was removed."),
    )
    return redirect("plans:edit", goal.dossier_id)
