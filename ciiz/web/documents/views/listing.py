"""The documents of a dossier."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Withdrawal
from ciiz.web.cases.about import person_of
from ciiz.web.cases.links import to_referral
from ciiz.web.shell.acting import acting


@require_safe
def listing(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the actor may see, latest first."""
    actor = acting(request)
    person = person_of(actor, dossier_id)
    rows = documents.documents(actor, dossier_id)
    context = {
        "dossier_id": dossier_id,
        "back": to_referral(actor, dossier_id),
        "person": person,
        "documents": rows,
        "mine": actor.institution_id,
        "reasons": Withdrawal.choices,
    }
    return render(request, "documents/list.html", context)
