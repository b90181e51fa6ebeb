"""Correcting the identity."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import managed
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person, SavedMeanwhile
from ciiz.foundation.errors import DomainError, NotAllowed
from ciiz.web.shell.acting import acting

from ..forms import IdentityForm
from ..shown import differences
from .about import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """All fields; if somebody else saved meanwhile, both versions."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    if not managed(actor, [dossier_id]):
        raise NotAllowed
    form = IdentityForm.opened(request, initial=IdentityForm.shown(person))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            persons.correct_identity(
                actor=actor,
                dossier_id=dossier_id,
                expected_version=form.cleaned_data["version"],
                changes=form.told(),
            )
        except SavedMeanwhile as refused:
            conflict = differences(_typed(form), refused.current)
            data = cast("QueryDict", form.data).copy()
            data["version"] = str(refused.current.version)
            form.data = data
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {"form": form, "dossier_id": dossier_id, "person": person, "differences": conflict}
    return render(request, "persons/identity.html", context, status=422 if form.errors or conflict else 200)


def _typed(form: IdentityForm) -> Person:
    """What was typed, as a person that is stored nowhere."""
    told = form.told()
    typed = Person()
    typed.describe(told)
    for name, value in told.items():
        if name not in Person.described:
            setattr(typed, name, value)
    return typed
