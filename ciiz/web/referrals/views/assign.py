"""Who manages the case (CII101.2): naming, handing over, deputy."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import Actor, institutions
from ciiz.domain.cases import public as cases
from ciiz.domain.cases.enums import AssignmentKind, Stage
from ciiz.domain.organisations.public import canton_values, pool
from ciiz.domain.tasks.public import load
from ciiz.foundation.errors import DomainError, NotFound
from ciiz.journeys import assign as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.forms import HouseForm
from ciiz.web.shell.acting import acting

from ..forms import ChangeForm, DeputyForm, NameForm
from .about import one_of, sent_action


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The first time case manager and deputy; later a change with its reason. Every change stays visible."""
    actor = acting(request)
    page = about(actor, dossier_id)
    if not cases.may_name_case_manager(actor, page.case):
        raise cases.WrongRole
    if page.stage.over or page.stage.before_decision or page.stage in (Stage.FORWARDED, Stage.COACHING):
        return redirect(page.url)
    action = sent_action(request)
    shown = _forms(request, actor, page)
    sent = shown.get(action) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        try:
            with transaction.atomic():
                _DO[action](actor, page, sent.cleaned_data)
        except NotFound:
            raise
        except DomainError as refused:
            sent.refuse(refused)
        else:
            messages.success(request, _("Recorded. Everybody in the case sees it."))
            return redirect(page.url)
    context = {
        "page": page,
        "crumbs": page.crumbs(_("Case manager")),
        "naming": shown.get("name"),
        "changing": shown.get("change"),
        "deputising": shown.get("deputy"),
        "sent": sent,
        "waits_for_session": page.stage is Stage.ACCEPTED,
        "team": [(AssignmentKind(row.kind).label, row) for row in cases.team(actor, dossier_id)],
    }
    return render(request, "referrals/assign.html", context, status=422 if sent is not None else 200)


def _forms(request: HttpRequest, actor: Actor, page: About) -> dict[str, HouseForm]:
    """The forms that the stage allows; only the one that was sent is bound."""
    case = page.case
    allowed: dict[str, type[Any]] = {}
    if page.stage in cases.NAMES_FIRST:
        allowed["name"] = NameForm
    elif case.case_manager_id is not None:
        allowed["change"] = ChangeForm
        if page.stage.managed:
            allowed["deputy"] = DeputyForm
    if not allowed:
        return {}
    taking_part = institutions(actor, page.dossier_id, actor.today)
    offered = pool(actor, institutions=taking_part)
    managed = {one.membership_id: one.cases for one in load(actor)}
    reasons = canton_values(case.canton).reassignment_reasons
    found: dict[str, HouseForm] = {}
    for name, form in allowed.items():
        holders = {"change": (case.case_manager_id,), "deputy": (case.case_manager_id, case.deputy_id)}.get(name, ())
        found[name] = one_of(
            request,
            name,
            form,
            initial={"named_on": actor.today},
            pool=[one for one in offered if one.id not in holders],
            managed=managed,
            reasons=reasons,
        )
    return found


def _name(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.name_case_manager(
        actor=actor,
        dossier_id=page.dossier_id,
        membership_id=data["membership"],
        deputy_id=data["deputy"],
        named_on=data["named_on"],
    )


def _change(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.change_case_manager(
        actor=actor,
        dossier_id=page.dossier_id,
        membership_id=data["membership"],
        named_on=data["named_on"],
        reason=data["reason"],
    )


def _deputise(actor: Actor, page: About, data: dict[str, Any]) -> None:
    journey.name_deputy(
        actor=actor,
        dossier_id=page.dossier_id,
        membership_id=data["membership"],
        named_on=data["named_on"],
        reason=data["reason"],
    )


_DO: dict[str, Callable[[Actor, About, dict[str, Any]], None]] = {
    "name": _name,
    "change": _change,
    "deputy": _deputise,
}
