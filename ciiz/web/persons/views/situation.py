"""Saying how one aspect stands."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import Absence, Aspect
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import SituationForm


@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest, dossier_id: UUID, aspect: str) -> HttpResponse:
    """A new statement of the own institution; the earlier ones stand below."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    if aspect not in Aspect.values:
        raise NotFound
    chosen = Aspect(aspect)
    form = SituationForm.opened(request, initial={"noted_on": actor.today}, aspect=chosen)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        said = data.get("code") or data["text"].strip()
        try:
            persons.state(
                actor=actor,
                dossier_id=dossier_id,
                aspect=chosen,
                noted_on=data["noted_on"],
                code=data.get("code", ""),
                text=data["text"],
                absent=None if said else Absence(data["absent"] or Absence.NOT_ASKED),
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {
        "dossier_id": dossier_id,
        "person": person,
        "title": chosen.label,
        "course": persons.course(actor, dossier_id, chosen)[:50],
    }
    return with_form(request, "persons/form.html", form, **context)
