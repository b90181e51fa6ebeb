"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.web.shell.acting import acting

from .finding import find


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What a text finds; an empty text finds nothing and says what can be looked for."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    return render(request, "search/search.html", {"text": text, "found": find(acting(request), text)})
