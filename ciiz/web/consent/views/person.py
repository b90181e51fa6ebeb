"""A consent of a person who has no case yet: first who it is."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ciiz.domain.cases.public import may_check
from ciiz.foundation.errors import NotFound
from ciiz.journeys import consent
from ciiz.web.components.views import form_page
from ciiz.web.shell.acting import acting

from ..forms import PersonForm


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """Begins the person's dossier and leads on to the terms of the consent."""
    actor = acting(request)
    if not may_check(actor):
        raise NotFound

    def save(form: PersonForm) -> str:
        return reverse("consent:new", args=[consent.begin(actor=actor, identity=form.identity())])

    return form_page(request, "consent/person.html", PersonForm.opened(request), save)
