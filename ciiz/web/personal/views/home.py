"""What the person sees: one page, and who looked at their data."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Category, PersonActor
from ciiz.domain.consent.enums import Ending, Onward, Purpose
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.journal.enums import EntryKind
from ciiz.domain.meetings.enums import MeetingKind
from ciiz.domain.organisations.enums import Role
from ciiz.domain.plans.enums import MeasureStatus
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, KeptBack, Outcome
from ciiz.domain.privacy.public import Opening
from ciiz.foundation.errors import NotFound
from ciiz.web.shell.saved import as_file

from ..entering import personal
from ..words import gathered

FIRST, MORE = 40, 200
"""How many entries of the log stand on the page, and on each page of the whole."""


@require_safe
@personal
def home(request: HttpRequest, actor: PersonActor) -> HttpResponse:
    """Team, plan, appointments, consents, who looked, documents, what was said."""
    plan = privacy.plan(actor)
    context: dict[str, Any] = {
        "head": privacy.head(actor),
        "team": [
            {"one": one, "role": Role(one.role).label, "leads": one.part == "manages"} for one in privacy.team(actor)
        ],
        "plan": plan,
        "aims": [
            {
                "text": aim.text,
                "steps": [{"one": step, "status": MeasureStatus(step.status).label} for step in aim.steps],
            }
            for aim in (plan.aims if plan else ())
        ],
        "appointments": [{"one": one, "kind": MeetingKind(one.kind).label} for one in privacy.appointments(actor)],
        "openings": [shown(one) for one in privacy.openings(actor)],
        "looked": gathered(privacy.looks(actor, actor.dossier_id, limit=FIRST), own=True)[:5],
        "papers": [
            {"one": one, "kind": DocumentKind(one.kind).label, "why": KeptBack(one.why).label if one.why else ""}
            for one in privacy.papers(actor)
        ],
        "withheld": [{"one": one, "kind": EntryKind(one.kind).label} for one in privacy.withheld(actor)],
        "said": [
            {
                "one": one,
                "kind": ConcernKind(one.kind).label,
                "outcome": Outcome(one.outcome).label if one.outcome else "",
            }
            for one in privacy.said(actor)
        ],
    }
    return render(request, "personal/home.html", context)


def shown(one: Opening) -> dict[str, Any]:
    """A consent or a law in words."""
    return {
        "one": one,
        "receivers": ", ".join(str(name) for name in one.receivers),
        "givers": ", ".join(str(name) for name in one.givers),
        "categories": ", ".join(str(category.label) for category in Category if category.value in one.categories),
        "purposes": "; ".join(str(purpose.label) for purpose in Purpose if purpose.value in one.purposes),
        "onward": Onward(one.onward).label if one.onward else "",
        "until": one.valid_to - timedelta(days=1),
        "ending": Ending(one.ending).label if one.ending else "",
    }


@require_safe
@personal
def looked(request: HttpRequest, actor: PersonActor) -> HttpResponse:
    """The whole log of who looked, the latest first; as long as there is more it goes on."""
    head = privacy.head(actor)
    before = request.GET.get("before", "")
    found = privacy.looks(
        actor, actor.dossier_id, before=int(before) if before.isdecimal() and len(before) < 18 else None, limit=MORE + 1
    )
    rest = found[:MORE]
    context = {"head": head, "looked": gathered(rest, own=True), "before": rest[-1].id if len(found) > MORE else None}
    return render(request, "personal/looked.html", context)


@require_safe
@personal
def document(request: HttpRequest, actor: PersonActor, document_id: UUID) -> HttpResponse:
    """A document that is shown to the person."""
    privacy.head(actor)
    found = privacy.file(actor, document_id)
    return as_file(found.data, media_type=found.media_type, name=found.file_name)


def consent_of(actor: PersonActor, consent_id: UUID) -> Opening:
    """One of the person's own consents that is still in force."""
    for one in privacy.openings(actor):
        if one.id == consent_id and one.in_force and not one.article:
            return one
    raise NotFound
