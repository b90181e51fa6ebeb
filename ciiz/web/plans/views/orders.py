"""Services ordered from other institutions (source 003, CII101.5)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.access.public import institutions
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import reachable
from ciiz.domain.plans import public as plans
from ciiz.domain.plans.enums import OrderState
from ciiz.domain.plans.public import ServiceOrder, Standpoint
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.journeys import order as journey
from ciiz.web.cases.about import About, about
from ciiz.web.components.data import Fact, Kind
from ciiz.web.components.forms import HouseForm
from ciiz.web.shell.acting import acting

from ..act import Stored, act
from ..forms import AnswerOrderForm, DoneOrderForm, OrderForm, TakeBackForm

CHIPS: dict[OrderState, Kind] = {
    OrderState.PLACED: "warn",
    OrderState.ACCEPTED: "ok",
    OrderState.DONE: "ok",
    OrderState.DECLINED: "bad",
}


@require_safe
def listing(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """All orders of a case."""
    page = about(acting(request), dossier_id)
    rows = [
        (one, OrderState(one.state).label, CHIPS.get(OrderState(one.state), ""))
        for one in plans.orders(page.actor, dossier_id)
    ]
    context = {
        "page": page,
        "crumbs": page.crumbs(_("Orders"), plan=True),
        "rows": rows,
        "orders": plans.may_order(page.at()),
    }
    return render(request, "plans/orders.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Orders a service from a contact person of another institution."""
    page = about(acting(request), dossier_id)
    if not plans.may_order(page.at()):
        raise plans.NotCaseManager
    others = set(institutions(page.actor, dossier_id, page.actor.today)) - {page.actor.institution_id}
    view = plans.view(page.actor, dossier_id)
    form = OrderForm.opened(
        request,
        contacts=[
            one
            for one in reachable(page.actor, memberships=(), institutions=others)
            if one.role == Role.CONTACT and one.institution_id != page.actor.institution_id
        ],
        measures=view.measures if view else (),
    )

    def save(sent: OrderForm) -> ServiceOrder:
        data = sent.cleaned_data
        return journey.place(
            actor=page.actor,
            dossier_id=dossier_id,
            contact_id=data["contact"],
            text=data["text"],
            wanted_by=data["wanted_by"],
            measure_line=UUID(data["measure"]) if data["measure"] else None,
        )

    return act(
        request,
        page,
        form,
        save,
        title=_("Order a service"),
        button=_("Order"),
        done=_("Ordered. The contact person finds it among the tasks."),
        to=reverse("plans:orders", args=[dossier_id]),
        cancel=page.url,
        plan=view is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order with what is to be done about it: answer it, say that it is done, or take it back."""
    actor = acting(request)
    order = plans.order(actor, order_id)
    if order is None:
        raise NotFound
    page = about(actor, order.dossier_id)
    state = OrderState(order.state)
    receives = plans.may_answer_order(
        Standpoint(role=actor.role, has_part=order.institution_id == actor.institution_id)
    )
    initial = {"version": order.version, "on": actor.today}
    form: HouseForm | None = None
    if receives and state is OrderState.PLACED:
        form = AnswerOrderForm.opened(request, initial=initial)
    elif receives and state is OrderState.ACCEPTED:
        form = DoneOrderForm.opened(request, initial=initial)
    elif state.waits and plans.may_order(page.at()):
        form = TakeBackForm.opened(request, initial=initial)
    facts = _facts(order)
    chip: dict[str, Any] = {"chip": state.label, "chip_kind": CHIPS.get(state, "")}
    title = _("Order to %(institution)s") % {"institution": order.institution}
    if form is None:
        crumbs = page.crumbs(title, plan=True)
        return render(
            request, "plans/act.html", {"page": page, "crumbs": crumbs, "title": title, "facts": facts, **chip}
        )
    return act(
        request,
        page,
        form,
        lambda sent: _save(page, order, sent),
        title=title,
        button=_("Take the order back") if isinstance(form, TakeBackForm) else _("Save the answer"),
        done=_("Recorded."),
        stored=lambda: Stored(order.version, {}),
        plan=True,
        facts=facts,
        **chip,
    )


def _save(page: About, order: ServiceOrder, sent: HouseForm) -> ServiceOrder:
    data = sent.cleaned_data
    actor, key, version = page.actor, order.id, data["version"]
    if isinstance(sent, DoneOrderForm):
        return journey.done(actor=actor, order_id=key, expected_version=version, on=data["on"], result=data["result"])
    if isinstance(sent, TakeBackForm):
        return journey.take_back(actor=actor, order_id=key, expected_version=version, reason=data["reason"])
    if data["answer"] == "accept":
        return journey.accept(actor=actor, order_id=key, expected_version=version)
    return journey.decline(actor=actor, order_id=key, expected_version=version, reason=data["reason"])


def _facts(order: ServiceOrder) -> list[Fact]:
    found = [
        Fact(_("What is ordered"), order.text),
        Fact(_("Ordered by"), f"{order.placed_by.user.full_name}, {order.contributor}, {day(order.placed_on)}"),
        Fact(_("Contact person"), order.contact.user.full_name),
        Fact(_("Wanted by"), day(order.wanted_by), reason="" if order.wanted_by else _("not fixed yet")),
    ]
    if order.answered_on:
        found.append(Fact(_("Answered on"), day(order.answered_on)))
    if order.reason:
        found.append(Fact(_("Reason"), order.reason))
    if order.done_on:
        found.append(Fact(_("Done on"), day(order.done_on)))
    if order.result:
        found.append(Fact(_("Result"), order.result))
    return found
