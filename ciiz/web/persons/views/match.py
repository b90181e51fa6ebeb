"""The same AHV number in two cases, for the coordination."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, coordinated
from ciiz.domain.cases.public import Case, case
from ciiz.domain.organisations.public import Membership, looking_after
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import MatchOutcome
from ciiz.domain.persons.public import Match, Person, SavedMeanwhile
from ciiz.foundation.errors import NotFound
from ciiz.journeys import compare
from ciiz.web.components.data import Fact
from ciiz.web.components.views import with_form
from ciiz.web.shell.acting import acting

from ..forms import MatchForm
from ..shown import facts


@dataclass(frozen=True, slots=True)
class Callee:
    """Somebody who can be called."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two cases: as it is, or only whom to call about it."""

    dossier_id: UUID
    case: Case | None
    person: Person | None
    facts: list[Fact]
    place: str
    people: list[Callee]


@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest, match_id: UUID) -> HttpResponse:
    """Both cases side by side, of another coordination only whom to call; and what the same number means."""
    actor = acting(request)
    found = persons.match(actor, match_id)
    if found is None:
        raise NotFound
    form = MatchForm.opened(request, initial={"version": found.version, "outcome": found.outcome})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = MatchOutcome(data["outcome"])
        try:
            compare.decide(actor=actor, match_id=match_id, outcome=outcome, expected_version=data["version"])
        except SavedMeanwhile as refused:
            form.refuse(refused)
            found = refused.current
            form.go_on_with(version=found.version)
        else:
            messages.success(request, _("Saved. Nobody but the coordination learns of it."))
            return redirect("start")
    sides = list(_sides(actor, found))
    return with_form(request, "persons/match.html", form, match=found, sides=sides)


def _sides(actor: Actor, found: Match) -> Iterator[Side]:
    mine = coordinated(actor, [dossier_id for dossier_id, _ in found.sides()])
    for (dossier_id, _id), audience in zip(found.sides(), (found.audience, found.other_audience), strict=True):
        if dossier_id in mine:
            person = persons.person(actor, dossier_id)
            shown = facts(person, in_full=False) if person else []
            yield Side(dossier_id, case(actor, dossier_id), person, shown, "", [])
            continue
        place, people = looking_after(
            actor, region_id=audience.region_id, theme_id=audience.theme_id, office_id=audience.institution_id
        )
        yield Side(dossier_id, None, None, [], place, [_callee(one) for one in people])


def _callee(one: Membership) -> Callee:
    entry = getattr(one, "contact", None)
    return Callee(one.user.full_name, entry.phone if entry else "", one.user.email)
