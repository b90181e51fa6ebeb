"""Requests made by htmx, typed, and answers that are a part of a page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that knows whether htmx made it."""

    htmx: HtmxDetails


def render_part(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """The named `{% partialdef %}` of the template for htmx, the whole page for everybody else."""
    wanted = getattr(request, "htmx", None)
    name = f"{template}#{part}" if wanted and not wanted.boosted else template
    return render(request, name, context)
