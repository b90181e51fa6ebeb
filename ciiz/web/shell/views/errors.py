"""Error pages: what happened, that nothing was lost, what to do. They ask the database for nothing."""

import re
import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from ciiz.foundation.errors import Conflict, DomainError, NotAllowed

from .. import kept

TITLES = {
    "bad_request": _("This request cannot be read"),
    "not_found": _("This page does not exist"),
    "failed": _("Something went wrong on our side"),
    "unavailable": _("The platform cannot answer at the moment"),
    "too_many": _("Too many attempts"),
    "refused": _("This is not possible"),
    "csrf_failed": _("Please send the form again"),
}

CASE = re.compile(r"/cases/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")


def page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    """An error page that looks the same whoever asks."""
    values = {"title": TITLES[name], "typed": [], **context}
    text = render_to_string(f"shell/errors/{name}.html", values, request=request)
    response = HttpResponse(text, status=status)
    response["Cache-Control"] = "no-store"
    return response


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came in cannot be read."""
    return page(request, "bad_request", 400)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, and 403 too: hidden equals absent, in status, headers and body."""
    return page(request, "not_found", 404)


@requires_csrf_token
def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 when the database is away."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return page(request, "failed", 500, typed=_typed(request))


def _typed(request: HttpRequest) -> list[str]:
    try:
        return kept.typed_lines(request) if request.method == "POST" else []
    except Exception:  # what came in may itself be the trouble
        return []


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database or the log of readings is away; the browser may ask again in a moment."""
    response = page(request, "unavailable", 503, typed=_typed(request))
    response["Retry-After"] = "10"
    return response


def too_many(request: HttpRequest) -> HttpResponse:
    """429: somebody tries too often."""
    response = page(request, "too_many", 429)
    response["Retry-After"] = "300"
    return response


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal that no form shows: role, conflict, or a rule of the domain."""
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Conflict) else 400
    back = kept.page_of_form(request)
    if request.method in ("GET", "HEAD") and back.partition("?")[0] == request.path:
        back = ""
    return page(request, "refused", status, message=str(error), back=back, case=_case_of(request.path))


def _case_of(path: str) -> str:
    """The page of the case that an address belongs to, from the address alone; "" for the page itself and others."""
    found = CASE.match(path)
    return found.group() if found and found.group() != path else ""


@requires_csrf_token
def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose protection code does not fit; its text comes back where it was sent from our own page."""
    own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    typed = kept.typed_lines(request) if own else []
    return page(request, "csrf_failed", 403, typed=typed, back=kept.page_of_form(request) if own else "/")
