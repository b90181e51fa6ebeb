"""The IIZ check (CII100.2)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, sits
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import Occasion, Stage
from ciiz.domain.cases.public import Case
from ciiz.domain.journal.public import Contact
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.foundation.errors import NotFound
from ciiz.journeys import contact, refer
from ciiz.journeys.refer import Begun
from ciiz.web.cases.links import case_url
from ciiz.web.components.views import form_page
from ciiz.web.shell import sought
from ciiz.web.shell.acting import acting

from ..forms import CheckForm

FOUND = 12


@dataclass(frozen=True, slots=True)
class Known:
    """A person whom the actor's institution has seen already, through the case, if any, that it was seen by."""

    case: Case | None
    person: Person
    own: bool

    @property
    def running(self) -> bool:
        """The earlier case has not ended."""
        return self.case is not None and not Stage(self.case.stage).over

    @property
    def continued(self) -> UUID | None:
        """The dossier in which the check is kept: the own one, if nothing came of it yet or it still runs."""
        if self.case is None or not self.own:
            return None
        checked = self.case.stage == Stage.CHECKED and not self.case.result
        return self.case.dossier_id if self.running or checked else None

    @property
    def followed(self) -> UUID | None:
        """The ended case that a new one follows."""
        ended = self.case is not None and not self.running and self.continued is None
        return self.case.dossier_id if self.case is not None and ended else None


@dataclass(frozen=True, slots=True)
class Seen:
    """A person of the name and birth date that were typed: the case and whether the actor may keep the check there."""

    person: persons.Found
    case: Case | None
    url: str
    kept: bool

    @property
    def name(self) -> str:
        """The person, as lists name them."""
        return f"{self.person.family_name} {self.person.given_names}"


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The one-minute form; a yes leads on to the referral, a no is kept."""
    actor = acting(request)
    if not cases.may_check(actor):
        raise NotFound
    if sought.is_sent(request):
        return sought.redirect(request)
    known = _known(actor, request.GET.get("person", ""))
    if known is not None and known.continued is not None and not sits(actor, known.continued):
        raise cases.WrongRole
    noted = _noted(actor, request.GET.get("contact", ""))
    continued = known.case if known is not None and known.continued is not None else None
    values = canton_values(actor.canton if continued is None else continued.canton)
    form = CheckForm.opened(
        request,
        actor=actor,
        initial={"occasion": Occasion.MANDATE if known is None else Occasion.CHANGE},
        definition=values.criteria_on(actor.today),
        offered=values.forms,
        known=known is not None,
    )
    searched = sought.text(request)
    form.is_valid()  # which finds out whom the actor sees already

    def save(form: CheckForm) -> str:
        begun = _check(actor, form, known, noted)
        if begun.referral is not None:
            messages.success(request, _("The check is kept. Now complete the referral."))
            return reverse("referrals:edit", args=[begun.dossier_id])
        messages.success(request, _("The check is kept."))
        return case_url(begun.dossier_id)

    return form_page(
        request,
        "referrals/check.html",
        form,
        save,
        known=known,
        noted=noted,
        seen=[_seen(actor, hit) for hit in form.seen],
        searched=searched,
        found=persons.search(actor, searched, FOUND) if searched and known is None else [],
    )


def _known(actor: Actor, text: str) -> Known | None:
    if not text:
        return None
    try:
        dossier_id = UUID(text)
    except ValueError:
        raise NotFound from None
    person = persons.person(actor, dossier_id)
    if person is None:
        raise NotFound
    try:
        case = cases.case(actor, dossier_id)
    except NotFound:
        return Known(None, person, own=False)
    return Known(case, person, cases.refers(actor, case))


def _seen(actor: Actor, hit: persons.Found) -> Seen:
    known = _known(actor, str(hit.dossier_id))
    if known is None:
        raise NotFound
    kept = known.continued is None or sits(actor, known.continued)
    return Seen(hit, known.case, case_url(hit.dossier_id) if known.case else "", kept)


def _noted(actor: Actor, text: str) -> Contact | None:
    """The informal contact that the check follows from."""
    if not text:
        return None
    try:
        return contact.own(actor, UUID(text))
    except ValueError:
        raise NotFound from None


def _check(actor: Actor, form: CheckForm, known: Known | None, noted: Contact | None) -> Begun:
    data = form.cleaned_data
    continued = known.continued if known else None
    said: dict[str, Any] = {
        "occasion": Occasion(data["occasion"]),
        "criteria": form.met(),
        "indicated": CaseForm(data["indicated"]),
        "identity": form.identity() if known is None else None,
        "person_id": known.person.id if known and continued is None else None,
        "dossier_id": continued,
        "follows": known.followed if known else None,
    }
    if noted is not None:
        return contact.refer(actor=actor, contact_id=noted.id, **said)
    return refer.check(actor=actor, on=actor.today, **said)
