"""The step for which a coaching waits, as a form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import CoachingResult, Payer
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.public import Document
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import coaching as journey
from ciiz.web.cases.about import About, about
from ciiz.web.cases.links import address
from ciiz.web.components.data import Text
from ciiz.web.components.forms import HouseForm
from ciiz.web.meetings.outcome import day_of
from ciiz.web.plans.act import act
from ciiz.web.shell.acting import acting

from . import forms

RECORDED = _("Recorded.")


@dataclass(frozen=True, slots=True)
class Page:
    """Title, form and journey of a step; what the journey takes from the form."""

    title: Text
    form: type[HouseForm]
    take: Callable[..., object]
    given: Callable[[dict[str, Any]], dict[str, Any]]
    hint: Text = ""
    done: Text = RECORDED
    names_keyword: bool = False
    is_minuted: bool = False
    follows_plan: bool = False
    talks_with_network: bool = False


def _text(data: dict[str, Any]) -> dict[str, Any]:
    return {"text": data["text"]}


PAGES: Mapping[str, Page] = {
    "coaching.register": Page(
        _("Register and enter the keyword"),
        forms.RegisterForm,
        journey.register,
        lambda data: {"registered_before": data["registered"] == "before"},
        names_keyword=True,
    ),
    "coaching.prepare_talk": Page(
        _("Prepare the three-way talk"),
        forms.DayForm,
        journey.prepare_talk,
        lambda data: {},
        _("Invite the person through AVAM; no invitation is sent from here."),
    ),
    "coaching.hold_talk": Page(_("Record the three-way talk"), forms.TextForm, journey.hold_talk, _text),
    "coaching.evaluate": Page(
        _("Record the goals"),
        forms.EvaluateForm,
        journey.evaluate,
        lambda data: {"goals": data["goals"], "evaluates": data["evaluates"] == "yes"},
    ),
    "coaching.set_up_measure": Page(
        _("Record the measure"),
        forms.MeasureForm,
        journey.set_up_measure,
        lambda data: {"payer": Payer(data["payer"]), "agreed": data["agreed"]},
    ),
    "coaching.hand_back": Page(
        _("Record the evaluation"), forms.TextForm, journey.hand_back, _text, talks_with_network=True
    ),
    "coaching.define_plan": Page(
        _("Record the plan"),
        forms.PlanForm,
        journey.define_plan,
        _text,
        is_minuted=True,
        done=_("Recorded. Copy the plan into the minutes in AVAM."),
    ),
    "coaching.talk": Page(_("Record the talk"), forms.TextForm, journey.talk, _text, follows_plan=True),
    "coaching.decide_result": Page(
        _("Record the result"),
        forms.ResultForm,
        journey.decide_result,
        lambda data: {"result": CoachingResult(data["result"])},
        _("If the person is integrated, the IIZ office learns it by mail, the coordination in copy, without the name."),
        follows_plan=True,
    ),
    "coaching.follow_up": Page(
        _("Record the follow-up"),
        forms.FollowUpForm,
        journey.follow_up,
        lambda data: {"needed": data["needed"] == "yes", "text": data["text"]},
        follows_plan=True,
    ),
}


@require_http_methods(["GET", "HEAD"])
def waiting(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Leads to the form of the step for which the coaching waits."""
    page = _about(request, dossier_id)
    name = journey.waiting(page.actor, dossier_id)
    if name not in PAGES:
        raise cases.NotNow
    query = request.META.get("QUERY_STRING", "")
    return redirect(reverse("coaching:step", args=[dossier_id, _slug(name)]) + (f"?{query}" if query else ""))


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, dossier_id: UUID, name: str) -> HttpResponse:
    """The form of one step; what somebody else has recorded meanwhile is said, and the own words stay."""
    page = _about(request, dossier_id)
    journey_name = next((one for one in PAGES if _slug(one) == name), None)
    if journey_name is None:
        raise Http404
    if request.method != "POST" and journey.waiting(page.actor, dossier_id) != journey_name:
        raise cases.NotNow
    shown = PAGES[journey_name]
    form = shown.form.opened(request, initial={"on": day_of(request, page)})
    minutes = address("coaching:minutes", dossier_id)
    return act(
        request,
        page,
        form,
        lambda sent: shown.take(
            actor=page.actor, dossier_id=dossier_id, on=sent.cleaned_data["on"], **shown.given(sent.cleaned_data)
        ),
        title=shown.title,
        button=_("Save"),
        done=shown.done,
        hint=shown.hint,
        to=minutes if shown.is_minuted else page.url,
        cancel=page.url,
        template="coaching/step.html",
        keyword=journey.KEYWORD if shown.names_keyword else "",
        minutes_url=minutes if shown.follows_plan else "",
        network_url=address("meetings:ask_office", dossier_id) if shown.talks_with_network else "",
        handed_in=_handed_in(page) if shown.talks_with_network else None,
    )


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What parties from outside have handed in: as far as the consent opens it, and how much it does not open."""

    reports: list[Document]
    closed: int


def _handed_in(page: About) -> HandedIn:
    """What the provider has handed in for the network talk."""
    handed_in = meetings.handed_in(page.actor, page.dossier_id, MeetingKind.NETWORK)
    every = documents.documents(page.actor, page.dossier_id) if handed_in else []
    shown = [one for one in every if one.id in handed_in]
    return HandedIn(shown, len(handed_in) - len(shown))


@require_http_methods(["GET", "HEAD"])
def minutes(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The plan in force as minutes for AVAM, to be copied."""
    page = _about(request, dossier_id)
    found = journey.minutes(page.actor, dossier_id)
    lines = []
    if found is not None:
        lines.append(gettext("Coaching by tandem, plan of %(day)s") % {"day": day(found.on)})
        if found.goals:
            lines.append(f"{gettext('Goals agreed on with the person')}:\n{found.goals}")
        lines.append(f"{gettext('Action plan')}:\n{found.plan}")
    context = {"page": page, "text": "\n\n".join(lines), "crumbs": page.crumbs(_("Minutes for AVAM"))}
    return render(request, "coaching/minutes.html", context)


def _slug(name: str) -> str:
    """A journey as part of an address."""
    return name.partition(".")[2].replace("_", "-")


def _about(request: HttpRequest, dossier_id: UUID) -> About:
    page = about(acting(request), dossier_id)
    if not journey.may_coach(page.actor, page.case):
        raise cases.WrongRole
    return page
