"""The person on one page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Category, canton_of, managed
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.foundation.reading import register
from ciiz.journeys.terms import entitlements_warned_of
from ciiz.web.cases.about import person_of
from ciiz.web.cases.links import to_referral
from ciiz.web.components.data import Link
from ciiz.web.shell.acting import acting

from ..shown import aspects, facts


@require_safe
def show(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Identity (the AHV number masked unless asked for), situation, registrations, work capacity."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    in_full = request.GET.get("number") == "full"
    if in_full:
        register([dossier_id], Category.BASIC, "AHV number in full")
    capacities = persons.work_capacity(actor, dossier_id)
    situation = aspects(dossier_id, persons.situation(actor, dossier_id))
    warned = entitlements_warned_of(canton_values(canton_of(actor, dossier_id)), actor.today)
    context = {
        "dossier_id": dossier_id,
        "back": to_referral(actor, dossier_id),
        "person": person,
        "facts": facts(person, in_full=in_full),
        "masked": bool(person.ahv_number) and not in_full,
        "corrects": bool(managed(actor, [dossier_id])),
        "said": [line for line in situation if line.statements],
        "unsaid": [line for line in situation if not line.statements],
        "registrations": persons.registrations(actor, dossier_id),
        "ending": {row.id for row in persons.entitlements_ending(actor, until=warned, dossier_id=dossier_id)},
        "capacities": capacities,
        "diverging": _("diverging") if capacities.diverges else "",
        "same_in": persons.same_in(actor, dossier_id),
        "mine": actor.institution_id,
        "register_links": [Link(_("Add a registration"), reverse("persons:register", args=[dossier_id]))],
        "judge_links": [Link(_("Judge the work capacity"), reverse("persons:capacity", args=[dossier_id]))],
    }
    return render(request, "persons/show.html", context)
