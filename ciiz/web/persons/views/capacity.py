"""Judging the work capacity."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import CapacityBasis
from ciiz.foundation.errors import DomainError
from ciiz.web.cases.about import person_of
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import CapacityForm


@require_http_methods(["GET", "HEAD", "POST"])
def capacity(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The own institution's judgement; those of the others stand beside it on the person's page."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    form = CapacityForm.opened(request, initial={"judged_on": actor.today})
    if request.method == "POST" and form.is_valid():
        told = form.told()
        try:
            persons.judge_capacity(
                actor=actor,
                dossier_id=dossier_id,
                percent=told["percent"],
                judged_on=told["judged_on"],
                basis=CapacityBasis(told["basis"]),
                remark=told["remark"],
            )
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("persons:person", dossier_id)
    context = {"dossier_id": dossier_id, "person": person, "title": _("Judge the work capacity")}
    return with_form(request, "persons/form.html", form, **context)
