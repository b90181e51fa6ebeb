"""Consents of a person, and one of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import managed
from ciiz.domain.consent import public as consents
from ciiz.web.cases.about import person_of
from ciiz.web.cases.links import to_referral
from ciiz.web.shell.acting import acting

from ..shown import show as in_words


@require_safe
def listing(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """All consents that the actor may see, latest first."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    rows = [in_words(row, actor.today) for row in consents.of_dossier(actor, dossier_id)]
    context = {
        "rows": rows,
        "dossier_id": dossier_id,
        "back": to_referral(actor, dossier_id),
        "person": person,
        "manages": bool(managed(actor, [dossier_id])),
    }
    return render(request, "consent/list.html", context)


@require_safe
def show(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """One consent with what can be done about it."""
    actor = acting(request)
    row = consents.consent(actor, consent_id)
    context = {
        "shown": in_words(row, actor.today),
        "consent": row,
        "back": to_referral(actor, row.dossier_id),
        "person": person_of(actor, row.dossier_id),
        "manages": bool(managed(actor, [row.dossier_id])),
        "withdraws": consents.may_withdraw(actor.role),
    }
    return render(request, "consent/show.html", context)
