"""The plan to read, to compare and to print."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import PlanState
from ciiz.domain.plans.public import PlanView, Standpoint
from ciiz.foundation.errors import NotFound
from ciiz.journeys.acceptance import event_waits
from ciiz.web.cases.about import About, about
from ciiz.web.cases.links import links
from ciiz.web.components.data import Link, Text
from ciiz.web.shell.acting import acting
from ciiz.web.shell.saved import as_file

from ..presenting import changes, institution_names
from ..presenting import show as in_words
from ..printing import pdf


def seen(page: About, number: int | None = None) -> PlanView:
    """A version that is open to the actor."""
    found = plans.view(page.actor, page.dossier_id, number)
    if found is None:
        raise NotFound
    return found


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


@require_safe
def show(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """One version, by default the newest, with what the reader can do about it."""
    page = about(acting(request), dossier_id)
    number = _number(request, "version")
    view = seen(page, number)
    at = page.at(view.plan)
    buttons = _buttons(page, view, at) if number is None else ()
    context = {
        "page": page,
        "crumbs": page.crumbs(_("Action plan")),
        "plan": in_words(page.actor, view, manages=at.manages and at.case_is_open, own=at.has_part and at.takes_part),
        "versions": plans.versions(page.actor, dossier_id) if view.plan.number > 1 or number is not None else (),
        "files_copy": plans.may_draft(at),
        "buttons": buttons[:2],
        "more": buttons[2:],
    }
    return render(request, "plans/show.html", context)


def _buttons(page: About, view: PlanView, at: Standpoint) -> tuple[Link, ...]:
    """What can be done about the newest version, the most likely first."""
    state = PlanState(view.plan.state)
    wanted: list[tuple[Text, str, object]] = []
    undecided = state is PlanState.SIGNED and event_waits(page.actor, page.case)
    if undecided and plans.may_decide_course(at):
        wanted.append((_("Decide on a change of the plan"), "plans:decide_change", page.dossier_id))
    if plans.may_decide(at) and state is PlanState.SIGNED and not undecided:
        wanted.append((_("Validate the plan"), "plans:validate", page.dossier_id))
    if plans.may_accept_part(at) and state in (PlanState.SIGNED, PlanState.VALIDATED) and not undecided:
        wanted.append((_("Answer for your institution"), "plans:part", page.dossier_id))
    if plans.may_draft(at) and page.stage == "assigned":
        wanted.append((_("Draw up the plan"), "plans:edit", page.dossier_id))
        if state is PlanState.DRAFT:
            wanted.append((_("Record the signatures"), "plans:sign", page.dossier_id))
    if at.manages and page.stage == "running":
        wanted += [
            (_("Record the stock-taking"), "plans:stocktaking", page.dossier_id),
            (_("Order a service"), "plans:order_new", page.dossier_id),
            (_("Say how it goes"), "plans:progress", page.dossier_id),
            (_("Decide on a change of the plan"), "plans:decide_change", page.dossier_id),
            (_("Decide whether the plan is finished"), "plans:decide_finish", page.dossier_id),
        ]
    return links(*wanted)


@require_safe
def compare(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """What one version changed against another."""
    page = about(acting(request), dossier_id)
    rows = plans.versions(page.actor, dossier_id)
    if not rows:
        raise NotFound
    newest = rows[0].number
    after = _number(request, "after") or newest
    before = _number(request, "before") or max(after - 1, 1)
    found = plans.compare(page.actor, dossier_id, before, after)
    names = institution_names(page.actor, seen(page, after if after <= newest else None))
    context = {
        "page": page,
        "crumbs": page.crumbs(_("Compare versions"), plan=True),
        "versions": rows,
        "before": before,
        "after": after,
        "changes": changes(found, names),
    }
    return render(request, "plans/compare.html", context)


@require_safe
def printed(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """The newest version as PDF."""
    page = about(acting(request), dossier_id)
    view = seen(page, _number(request, "version"))
    name = f"ciiz-{page.case.number}-{view.plan.number}.pdf"
    return as_file(pdf(page, view), media_type="application/pdf", name=name)
