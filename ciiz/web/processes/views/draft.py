"""Drafts of processes: the list, one of them with what keeps it from running, saving, giving up."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.processes import public as processes
from ciiz.domain.processes.public import Draft, DraftRefused, Finding
from ciiz.foundation.errors import Conflict, NotFound
from ciiz.web.components.data import Crumb
from ciiz.web.components.views import at_once, form_page
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..forms import DraftForm, VersionForm
from ..kinds import in_words
from .handbook import language

BPMN = "application/xml"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What the office is drawing."""
    found = processes.drafts(acting(request))
    return render(request, "processes/drafts.html", {"drafts": found, "crumbs": crumbs()})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft that begins as a version in force is, or as an empty drawing."""
    actor = acting(request)
    if not processes.may_import(actor.role):
        raise NotFound

    def save(form: DraftForm) -> str:
        begun = form.cleaned_data["begin"]
        if begun:
            draft = processes.draft_from(actor=actor, definition_id=UUID(begun))
        else:
            name = {language(): form.cleaned_data["name"]}
            draft = processes.draft_blank(actor=actor, process=form.cleaned_data["code"], name=name)
        return reverse("processes:draft", args=[draft.id])

    form = DraftForm.opened(request, current=processes.current(actor))
    return form_page(request, "processes/draft_new.html", form, save, crumbs=crumbs(_("New draft")))


@require_safe
def show(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One draft: its drawing, and element by element what keeps it from running."""
    found = processes.draft(acting(request), draft_id)
    context = {
        "draft": found,
        "title": titled(found),
        "findings": _findings(found),
        "drawing": reverse("processes:draft_drawing", args=[draft_id]),
        "picture": reverse("processes:draft_picture", args=[draft_id]),
        "crumbs": crumbs(titled(found)),
    }
    return render(request, "processes/draft.html", context)


@require_safe
def drawing(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The drawing with its labels in the reader's language."""
    found = processes.shown_draft(acting(request), draft_id)
    return HttpResponse(processes.draft_drawing(found, language()), content_type="application/xml; charset=utf-8")


@require_safe
def picture(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The same as SVG, for browsers without JavaScript."""
    found = processes.shown_draft(acting(request), draft_id)
    return HttpResponse(processes.draft_picture(found, language()), content_type="image/svg+xml; charset=utf-8")


@require_safe
def file(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The draft as it was saved, to be drawn on elsewhere."""
    found = processes.draft(acting(request), draft_id)
    return as_file(found.xml.encode(), media_type=BPMN, name=f"{found.code or 'ciiz'}.bpmn")


@require_POST
def save(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Keeps the drawing and answers as JSON what keeps it from running (docs/how-to/add-a-process.md)."""
    actor = acting(request)
    sent = _sent(request)
    if sent is None:
        return JsonResponse({"error": _("This was not understood. Nothing was saved.")}, status=400)
    try:
        saved = processes.save_draft(actor=actor, draft_id=draft_id, **sent)
    except Conflict as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    except DraftRefused as refused:
        told = in_words(processes.told(refused.problems, {}))
        return JsonResponse({"error": str(refused), "problems": _as_json(told)}, status=422)
    found = _findings(saved)
    return JsonResponse({"version": saved.version, "runs": not found, "problems": _as_json(found)})


@require_POST
def put_up(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Shows the drawing in the handbook as documentation only, or shows it no longer."""
    actor = acting(request)
    form = VersionForm(request.POST)
    if form.is_valid():
        shown, version = request.POST.get("shown") == "yes", form.cleaned_data["version"]
        done = _("The handbook shows it as documentation.") if shown else _("The handbook shows it no longer.")
        at_once(
            request,
            lambda: processes.show_draft(actor=actor, draft_id=draft_id, expected_version=version, shown=shown),
            done=done,
        )
    return redirect("processes:draft", draft_id)


@require_safe
def documentation(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A drawing that is documentation only, for everybody."""
    found = processes.shown_draft(acting(request), draft_id)
    context = {
        "title": titled(found),
        "drawing": reverse("processes:draft_drawing", args=[draft_id]),
        "picture": reverse("processes:draft_picture", args=[draft_id]),
        "crumbs": [Crumb(_("Handbook"), reverse("processes:handbook")), Crumb(titled(found))],
    }
    return render(request, "processes/documentation.html", context)


@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Gives a draft up."""
    processes.discard_draft(actor=acting(request), draft_id=draft_id)
    messages.success(request, _("The draft was discarded. What is in force stays as it is."))
    return redirect("processes:drafts")


def crumbs(here: str = "", *, of: tuple[str, str] | None = None) -> list[Crumb]:
    """The way to a page of drafts, `of` one of them."""
    drafts = Crumb(_("Drafts"), reverse("processes:drafts") if here else "")
    way = [Crumb(_("Handbook"), reverse("processes:handbook")), drafts, *([Crumb(*of)] if of else [])]
    return [*way, Crumb(here)] if here else way


def titled(draft: Draft) -> str:
    """Code and name."""
    return f"{draft.code} {draft.name}" if draft.code != str(draft.name) else draft.code


def _findings(draft: Draft) -> list[Finding]:
    return in_words(processes.findings(draft, language()))


def _as_json(found: Sequence[Finding]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]


def _sent(request: HttpRequest) -> dict[str, Any] | None:
    """What the editor or a form sent: the drawing, the version that it began as, and the note if there is one."""
    data: Any = request.POST
    if request.content_type == "application/json":
        try:
            data = json.loads(request.body)
        except ValueError:
            return None
    if not isinstance(data, dict):
        return None
    xml, version, note = data.get("xml"), str(data.get("version", "")), data.get("note")
    if not isinstance(xml, str) or not version.isdecimal() or not isinstance(note, str | None):
        return None
    return {"xml": xml, "expected_version": int(version), "note": None if note is None else note[:500]}
