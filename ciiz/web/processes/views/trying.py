"""A draft tried out on a test case, and put in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.organisations.enums import RunningCases
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.processes import public as processes
from ciiz.domain.processes.public import Waiting, Way
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import PublishForm
from ..outcomes import outcome_in_words
from .draft import crumbs, titled
from .handbook import language


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that waits, with an address for each way it may go."""

    title: str
    role: str
    links: Sequence[tuple[str, str]]


@require_safe
def walk(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A test case goes through the drawing, step by step as chosen; it stands in the address and nowhere else."""
    found = processes.draft(acting(request), draft_id)
    moves = request.GET.getlist("m")
    trial = processes.trial(found, moves, language())
    here = reverse("processes:draft", args=[draft_id])
    context = {
        "draft": found,
        "trial": trial,
        "lit": " ".join(trial.lit),
        "done": " ".join(trial.done),
        "waiting": [_choice(one, moves) for one in trial.waiting],
        "events": [_choice(one, moves) for one in trial.events],
        "gone": [(f"{one.code} {one.name}", one.answer or outcome_in_words(one.outcome)) for one in trial.gone],
        "back": _address(moves[:-1]) if moves else "",
        "drawing": reverse("processes:draft_drawing", args=[draft_id]),
        "title": titled(found),
        "crumbs": crumbs(_("Try it out"), of=(titled(found), here)),
    }
    return render(request, "processes/draft_try.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The draft comes into force; new cases start on it, running ones stay on their version."""
    actor = acting(request)
    found = processes.draft(actor, draft_id)

    def save(form: PublishForm) -> str:
        published = processes.publish_draft(
            actor=actor,
            draft_id=draft_id,
            expected_version=form.cleaned_data["version"],
            note=form.cleaned_data["note"],
        )
        moves = canton_values(actor.canton).process.running is RunningCases.MOVE
        return reverse("processes:move" if moves else "processes:process", args=[published.code])

    form = PublishForm.opened(request, initial={"version": found.version, "note": found.note})
    here = reverse("processes:draft", args=[draft_id])
    context = {"draft": found, "title": titled(found), "crumbs": crumbs(_("Publish"), of=(titled(found), here))}
    done = _("The new version is in force. Cases that run stay on theirs until they are moved.")
    return form_page(request, "processes/draft_publish.html", form, save, done=done, **context)


def _choice(one: Waiting, moves: Sequence[str]) -> Choice:
    links = [(_said(way), _address([*moves, way.move])) for way in one.ways]
    return Choice(f"{one.code} {one.name}", one.role, links)


def _said(way: Way) -> str:
    return way.answer or outcome_in_words(way.outcome)


def _address(moves: Sequence[str]) -> str:
    return f"?{urlencode([('m', move) for move in moves])}"
