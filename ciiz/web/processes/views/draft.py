"""Drafts of processes: the list, one of them with what keeps it from running, saving, giving up."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
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
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..forms import DraftForm
from ..kinds import kind_in_words
from .handbook import language

BPMN = "application/xml"


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """What the office is drawing."""
    found = processes.drafts(acting(request))
    return render(request, "processes/drafts.html", {"drafts": found, "crumbs": _crumbs()})


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
    return form_page(request, "processes/draft_new.html", form, save, crumbs=_crumbs(_("New draft")))


@require_safe
def show(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One draft: its drawing, and element by element what keeps it from running."""
    found = processes.draft(acting(request), draft_id)
    context = {
        "draft": found,
        "title": _titled(found),
        "findings": _findings(found),
        "drawing": reverse("processes:draft_drawing", args=[draft_id]),
        "picture": reverse("processes:draft_picture", args=[draft_id]),
        "crumbs": _crumbs(_titled(found)),
    }
    return render(request, "processes/draft.html", context)


@require_safe
def drawing(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The drawing with its labels in the reader's language."""
    found = processes.draft(acting(request), draft_id)
    return HttpResponse(processes.draft_drawing(found, language()), content_type="application/xml; charset=utf-8")


@require_safe
def picture(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The same as SVG, for browsers without JavaScript."""
    found = processes.draft(acting(request), draft_id)
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
        told = processes.told(tuple(problem for problem, _words in refused.problems), {})
        return JsonResponse({"error": str(refused), "problems": _as_json(told)}, status=422)
    found = _findings(saved)
    return JsonResponse({"version": saved.version, "runs": not found, "problems": _as_json(found)})


@require_POST
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Gives a draft up."""
    processes.discard_draft(actor=acting(request), draft_id=draft_id)
    messages.success(request, _("The draft was discarded. What is in force stays as it is."))
    return redirect("processes:drafts")


def _crumbs(*here: str) -> list[Crumb]:
    drafts = reverse("processes:drafts") if here else ""
    return [
        Crumb(_("Handbook"), reverse("processes:handbook")),
        Crumb(_("Drafts"), drafts),
        *(Crumb(one) for one in here),
    ]


def _titled(draft: Draft) -> str:
    return f"{draft.code} {draft.name}" if draft.code != str(draft.name) else draft.code


def _findings(draft: Draft) -> list[Finding]:
    found = processes.findings(draft, language())
    return [replace(one, kind=kind_in_words(one.kind)) for one in found]


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
