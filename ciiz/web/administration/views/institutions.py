"""Institutions of the canton."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ciiz.domain.organisations import public as organisations
from ciiz.foundation.errors import Conflict, DomainError
from ciiz.web.components.data import Difference, Fact
from ciiz.web.components.pages import Page, numbered_page
from ciiz.web.components.views import with_form

from ..forms import InstitutionFilter, InstitutionForm
from ..office import office


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All institutions with the number of people who work there."""
    actor = office(request)
    form = InstitutionFilter(request.GET, actor=actor)
    wanted = form.cleaned_data
    found = organisations.institutions(
        actor,
        text=wanted.get("text", ""),
        kind=wanted.get("kind", ""),
        region_id=wanted.get("region"),
        dispositif=wanted.get("dispositif", ""),
    )
    page: Page[organisations.Institution] = numbered_page(request, found)
    months = organisations.canton_values(actor.canton).check.kept_months
    context = {"form": form, "page": page, "kept_facts": _kept(months)}
    return render(request, "administration/institutions.html", context)


def _kept(months: int) -> list[Fact]:
    """What the platform erases by itself, and when."""
    words = _(
        "%(months)d months after the last entry; then erased with all that belongs to it, and the person if no other "
        "case is about them"
    )
    return [Fact(_("IIZ check that came to nothing"), words % {"months": months})]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A further institution."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, institution_id: int) -> HttpResponse:
    """An institution as it is."""
    return _edit(request, institution_id)


def _edit(request: HttpRequest, institution_id: int | None) -> HttpResponse:
    actor = office(request)
    existing = organisations.institution(actor, institution_id) if institution_id is not None else None
    initial: dict[str, Any] = {"language": actor.language}
    if existing is not None:
        initial = InstitutionForm.shown(existing, getattr(existing, "office", None))
    form = InstitutionForm.opened(request, initial=initial, actor=actor, existing=existing)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            organisations.save_institution(actor=actor, institution_id=institution_id, **form.wishes())
        except Conflict as refused:
            form.refuse(refused)
            conflict = _differences(form, initial)
            form.go_on_with(version=initial["version"])
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("administration_institutions")
    return with_form(request, "administration/institution.html", form, institution=existing, differences=conflict)


def _differences(form: InstitutionForm, theirs: dict[str, Any]) -> list[Difference]:
    """Both versions of an institution in words."""

    def said(name: str, value: Any) -> str:
        choices = {str(code): str(label) for code, label in getattr(form.fields[name], "choices", ())}
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(str(choices.get(code, code)) for code in value)
        return str(choices.get(str(value), "" if value is None else value))

    names = [name for name in form.fields if name != "version"]
    mine = form.cleaned_data
    return [Difference(str(form[name].label), said(name, theirs.get(name)), said(name, mine[name])) for name in names]
