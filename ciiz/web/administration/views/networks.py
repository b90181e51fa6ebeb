"""Cooperation networks in which institutions of the canton take part."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciiz.domain.organisations import public as organisations
from ciiz.foundation.errors import Conflict, DomainError
from ciiz.web.components.views import with_form

from ..forms import NetworkForm
from ..office import office


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All networks with their members."""
    return render(request, "administration/networks.html", {"networks": organisations.networks(office(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A further network."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, network_id: int) -> HttpResponse:
    """A network as it is."""
    return _edit(request, network_id)


@require_POST
def remove(request: HttpRequest, network_id: int) -> HttpResponse:
    """Ends a network."""
    organisations.remove_network(actor=office(request), network_id=network_id)
    messages.success(request, _("The network was removed. Its institutions stay."))
    return redirect("administration_networks")


def _edit(request: HttpRequest, network_id: int | None) -> HttpResponse:
    actor = office(request)
    existing = organisations.network(actor, network_id) if network_id is not None else None
    form = NetworkForm.opened(request, initial=NetworkForm.shown(existing) if existing else {})
    if request.method == "POST" and form.is_valid():
        try:
            organisations.save_network(actor=actor, network_id=network_id, **form.wishes())
        except Conflict as refused:
            form.refuse(refused)
            if existing is not None:
                form.go_on_with(version=existing.version)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("administration_networks")
    return with_form(request, "administration/network.html", form, network=existing)
