"""The editor of a draft: the page on which the office draws."""

import json
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.processes import public as processes
from ciiz.web.components.data import Crumb
from ciiz.web.shell.acting import acting

from .. import editing
from .handbook import language


@require_safe
def edit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The drawing of a draft with its form; what is drawn is saved by the draft's own address.

    What the handbook shows is not drawn on.
    """
    actor = acting(request)
    draft = processes.draft(actor, draft_id)
    if draft.shown_on:
        return redirect("processes:draft", draft_id)
    called = processes.ends(actor, language())
    back = reverse("processes:draft", args=[draft_id])
    named = f"{draft.code} {draft.name}".strip()
    found = [{"element": one.element, "message": one.message} for one in processes.findings(draft, language())]
    context = {
        "title": named,
        "crumbs": [
            Crumb(_("Handbook"), reverse("processes:handbook")),
            Crumb(_("Drafts"), reverse("processes:drafts")),
            Crumb(named, back),
            Crumb(_("Draw")),
        ],
        "back": back,
        "file": reverse("processes:draft_file", args=[draft_id]),
        "save": reverse("processes:draft_save", args=[draft_id]),
        "name": f"{draft.code or 'ciiz'}.bpmn",
        "version": draft.version,
        "language": language(),
        "languages": settings.LANGUAGES,
        "choices": editing.choices(actor, called, draft.code),
        "texts": json.dumps(editing.texts()),
        "rules": json.dumps(editing.rules(actor, called, draft.code)),
        "found": json.dumps(found),
    }
    return render(request, "processes/edit.html", context)
