"""One contact."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ciiz.domain.access import public as access
from ciiz.domain.access.public import Actor, Category
from ciiz.domain.cases import public as cases
from ciiz.domain.journal import public as journal
from ciiz.domain.journal.enums import LegalBasis
from ciiz.domain.journal.public import Contact
from ciiz.domain.organisations.public import Statute
from ciiz.domain.persons import public as persons
from ciiz.domain.tasks import public as tasks
from ciiz.domain.tasks.enums import Kind
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import contact
from ciiz.web.cases.links import case_url
from ciiz.web.components.data import Fact
from ciiz.web.components.views import at_once
from ciiz.web.shell.acting import acting

from ..lines import about


@require_safe
def show(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What was noted, who reads it, and the next step."""
    actor = acting(request)
    found = journal.contact(actor, contact_id)
    if found is None:
        raise NotFound
    people = {} if found.initials else persons.people(actor, [found.dossier_id])
    promotion = getattr(found, "promotion", None)
    waiting = {one.kind for one in tasks.of_case(actor, found.dossier_id) if one.subject_id == found.id}
    statute = contact.statute_of(actor, found.article) if found.article else None
    context = {
        "title": about(found, people),
        "facts": _facts(found, statute),
        "readers": _readers(actor, found),
        "next": Kind.FOLLOW_CONTACT in waiting,
        "duty": statute.duty if statute and Kind.INFORM_PERSON in waiting else None,
        "contact": found,
        "refer": _refer(actor, found, named=bool(people)),
        "case": case_url(promotion.case_dossier_id) if promotion else "",
    }
    return render(request, "contacts/show.html", context)


def _refer(actor: Actor, found: Contact, *, named: bool) -> str:
    """Address of the check that follows from the contact; "" where it is not for the reader or was done."""
    own = found.contributor_id == actor.institution_id and cases.may_check(actor)
    if not own or getattr(found, "promotion", None) is not None:
        return ""
    person = f"&person={found.dossier_id}" if named else ""
    return f"{reverse('referrals:check')}?contact={found.id}{person}"


def _facts(found: Contact, statute: Statute | None) -> list[Fact]:
    other = found.counterpart.user.full_name if found.counterpart else ""
    basis = str(LegalBasis(found.basis).label)
    facts = [
        Fact(_("When was it?"), day(found.occurred_on)),
        Fact(_("What for?"), found.get_kind_display()),
        Fact(_("With whom?"), f"{other}, {found.partner}" if other else str(found.partner)),
        Fact(_("Subject"), found.subject, _("not entered")),
        Fact(_("Legal basis"), f"{basis}, {statute or found.article}" if found.article else basis),
        Fact(_("Outcome"), found.outcome, _("not entered")),
        Fact(_("Minutes spent"), found.minutes or "", _("not entered")),
        Fact(_("Logged by"), f"{found.author.user.full_name}, {found.contributor}"),
    ]
    if found.application:
        facts.append(Fact(_("Is an application pending?"), found.get_application_display()))
    if found.stage:
        facts.append(Fact(_("At what stage is it?"), found.stage))
    if found.until:
        facts.append(Fact(_("Decision expected until"), day(found.until)))
    return facts


def _readers(actor: Actor, found: Contact) -> str:
    """Who reads the contact today; for readers who may not know it, on what that depends."""
    if not LegalBasis(found.basis).opens:
        return _("Only the institution that logged it reads this: its contact persons and the team of the person.")
    other = {"institution": found.partner}
    granted = access.picture(actor, found.dossier_id)
    if not granted:
        return (
            _(
                "%(institution)s reads this too, as far as a consent or a statute recorded for this person opens the "
                "category “Work” to it. Nobody else does."
            )
            % other
        )
    if any(_opens(sight, found, actor.today) for sight in granted):
        return _("%(institution)s reads this too. Nobody else does.") % other
    return (
        _(
            "%(institution)s does not read this today: no consent or statute recorded for this person opens the "
            "category “Work” to it. As soon as one does, it reads this too."
        )
        % other
    )


def _opens(sight: access.Sight, found: Contact, today: date) -> bool:
    lasts = sight.valid_from <= today and (sight.valid_to is None or today < sight.valid_to)
    given = sight.givers is None or found.contributor_id in sight.givers
    return sight.institution_id == found.partner_id and sight.category == Category.WORK and lasts and given


@require_POST
def done(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The next step is taken."""
    actor = acting(request)
    at_once(request, lambda: contact.finish(actor=actor, contact_id=contact_id), done=_("The task is done."))
    return HttpResponseRedirect(reverse("contacts:show", args=[contact_id]))


@require_POST
def informed(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The person was informed of the exchange."""
    actor = acting(request)
    at_once(request, lambda: contact.inform(actor=actor, contact_id=contact_id), done=_("The task is done."))
    return HttpResponseRedirect(reverse("contacts:show", args=[contact_id]))
