"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ciiz.web.shell import sought
from ciiz.web.shell.acting import acting

from .finding import find


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What a text finds; an empty text finds nothing and says what can be looked for."""
    if sought.is_sent(request):
        return sought.redirect(request)
    text = sought.text(request)
    return render(request, "search/search.html", {"text": text, "found": find(acting(request), text)})
