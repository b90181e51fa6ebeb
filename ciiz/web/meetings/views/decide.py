"""What an item decides, and carrying it out."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Category
from ciiz.domain.meetings import public as meetings
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import is_mine, of_case
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import meeting as journey
from ciiz.web.components.data import Fact
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting

from ..act import act
from ..forms import DecisionForm
from ..words import crumbs, title
from .arrange import organised


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """A decision becomes somebody's task."""
    actor = acting(request)
    item = meetings.item(actor, item_id)
    organised(actor, item.meeting_id)
    form = DecisionForm.opened(request, members=journey.who_could_come(actor, [item]).people)

    def save(sent: DecisionForm) -> None:
        data = sent.cleaned_data
        journey.decide(
            actor=actor,
            item_id=item_id,
            text=data["text"],
            category=Category(data["category"]),
            membership_id=data["membership"],
            due_on=data["due_on"],
        )

    return act(
        request,
        form,
        save,
        title=_("Note a decision"),
        button=_("Save the decision"),
        done=_("The decision is noted and stands among the tasks of whoever carries it out."),
        to=reverse("meetings:item", args=[item_id]),
        crumbs=crumbs(item.meeting, _("Note a decision")),
        facts=[Fact(_("Case"), item.case.number), Fact(_("Session"), title(item.meeting))],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """One decision; whoever carries it out says that it is done."""
    actor = acting(request)
    found = meetings.decision(actor, decision_id)
    if request.method == "POST":
        at_once(request, lambda: journey.carried_out(actor=actor, decision_id=decision_id), done=_("The task is done."))
        return HttpResponseRedirect(reverse("meetings:decision", args=[decision_id]))
    waiting = [
        task
        for task in of_case(actor, found.dossier_id)
        if task.kind == Kind.CARRY_OUT_DECISION and task.subject_id == found.id
    ]
    who = found.membership
    context = {
        "crumbs": crumbs(found.item.meeting, _("Decision")),
        "facts": [
            Fact(_("What is decided?"), found.text),
            Fact(_("Who does it?"), f"{who.user.full_name}, {who.institution}"),
            Fact(_("Until when?"), day(found.due_on)),
            Fact(_("Case"), found.item.case.number),
        ],
        "decision": found,
        "mine": any(is_mine(actor, task) for task in waiting),
        "done": not waiting,
    }
    return render(request, "meetings/decision.html", context)
