"""Correcting the identity."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import managed
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person, SavedMeanwhile
from ciiz.foundation.errors import DomainError, NotAllowed
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import IdentityForm
from ..shown import differences


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
            form.refuse(refused)
            form.go_on_with(version=refused.current.version)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {"dossier_id": dossier_id, "person": person, "differences": conflict}
    return with_form(request, "persons/identity.html", form, **context)


def _typed(form: IdentityForm) -> Person:
    """What was typed, as a person that is stored nowhere."""
    told = form.told()
    typed = Person()
    typed.describe(told)
    for name, value in told.items():
        if name not in Person.described:
            setattr(typed, name, value)
    return typed
