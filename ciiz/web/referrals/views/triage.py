"""Deciding on a referral (CII100.5): everything at a glance, three answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import CantonValues, Institution, canton_values
from ciiz.foundation.errors import Conflict, DomainError, NotFound
from ciiz.journeys import triage as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.forms import HouseForm
from ciiz.web.shell.acting import acting

from ..forms import AcceptForm, AskForm, PhoneForm, ReturnForm
from ..presenting import glance as presenting
from .about import one_of, referral_of, sent_action


@dataclass(frozen=True, slots=True)
class Answers:
    """The forms of the page, by what they do."""

    accept: AcceptForm
    ask: AskForm
    refuse: ReturnForm
    phone: PhoneForm

    def of(self, action: str) -> HouseForm | None:
        """The form that was sent."""
        return {"accept": self.accept, "ask": self.ask, "return": self.refuse, "phone": self.phone}.get(action)


@require_http_methods(["GET", "HEAD", "POST"])
def triage(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What the referral says, what the criteria hint at, who may take part; then accept, ask back or return."""
    actor = acting(request)
    page = about(actor, dossier_id)
    values = canton_values(page.case.canton)
    if not cases.may_decide(actor, page.case, values.acceptance.decides):
        raise cases.WrongRole
    referral = referral_of(actor, dossier_id)
    if page.case.stage != "forwarded":
        if request.method == "POST":
            messages.info(request, str(cases.AlreadyDecided.message))
        return redirect("referrals:outcome", dossier_id)
    glance = presenting.glance(actor, page.case, page.person, referral, values)
    action = sent_action(request)
    proposed = {
        "version": referral.version,
        "form": referral.wished_form,
        "partners": [str(one.id) for one in glance.coverable if one.id in referral.partners],
    }
    answers = _answers(request, glance.coverable, values, journey.forms(actor, page.case), proposed)
    sent = answers.of(action) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        try:
            with transaction.atomic():
                _DECIDE[action](actor, page, sent.cleaned_data)
        except NotFound:
            raise
        except Conflict as refused:
            sent.refuse(refused)
            sent.go_on_with(version=referral_of(actor, dossier_id).version)
        except DomainError as refused:
            sent.refuse(refused)
        else:
            messages.success(request, str(_told(action)))
            return redirect(page.url)
    context = {
        "page": page,
        "referral": referral,
        "crumbs": page.crumbs(_("Decide on the referral")),
        "glance": glance,
        "answers": answers,
        "sent": sent,
        "action": action,
        "telephone": values.acceptance.return_by_telephone,
        "reasons": values.return_reasons,
    }
    return render(request, "referrals/triage.html", context, status=422 if sent is not None else 200)


def _answers(
    request: HttpRequest,
    coverable: list[Institution],
    values: CantonValues,
    forms: Sequence[CaseForm],
    proposed: dict[str, Any],
) -> Answers:
    """All four forms; only the one that was sent is bound."""
    returned = values.return_reasons
    return Answers(
        one_of(
            request,
            "accept",
            AcceptForm,
            initial=proposed,
            offered=forms,
            partners=coverable,
            reasons=values.admission_reasons,
        ),
        one_of(request, "ask", AskForm, initial=proposed),
        one_of(request, "return", ReturnForm, initial=proposed, reasons=returned),
        one_of(request, "phone", PhoneForm, initial=proposed, reasons=returned),
    )


def _accept(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.accept(
        actor=actor,
        dossier_id=page.dossier_id,
        on=actor.today,
        form=CaseForm(data["form"]),
        partners=data.get("partners", []),
        admitted_reason=data["admitted_reason"],
        expected_version=data["version"],
    )


def _ask(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.ask_back(
        actor=actor,
        dossier_id=page.dossier_id,
        on=actor.today,
        question=data["question"],
        expected_version=data["version"],
    )


def _return(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.return_case(
        actor=actor,
        dossier_id=page.dossier_id,
        on=actor.today,
        reason=data["reason"],
        words=data["words"],
        advice=data["advice"],
        expected_version=data["version"],
    )


def _return_by_telephone(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.return_case(
        actor=actor,
        dossier_id=page.dossier_id,
        on=actor.today,
        reason=data["reason"],
        words=data["words"],
        by_telephone=True,
        expected_version=data["version"],
    )


_DECIDE = {"accept": _accept, "ask": _ask, "return": _return, "phone": _return_by_telephone}


def _told(action: str) -> str:
    if action == "accept":
        return _("Accepted. The referring institution is told.")
    if action == "ask":
        return _("The question is on its way. The referral comes back to you with the answer.")
    return _("Returned. The referring institution is told.")
