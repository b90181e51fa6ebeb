"""The buttons of an import: a portion more, or no more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ciiz.journeys.intake import receive
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting


@require_POST
def go_on(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Imports the next portion; the page says how far it is."""
    actor = acting(request)
    at_once(request, lambda: receive.go_on(actor=actor, import_id=import_id))
    return redirect("imports:show", import_id)


@require_POST
def drop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Forgets the rows that are left."""
    actor = acting(request)
    done = _("The rows that were not imported yet are dropped. What had been imported stays.")
    at_once(request, lambda: receive.drop(actor=actor, import_id=import_id), done=done)
    return redirect("imports:show", import_id)
