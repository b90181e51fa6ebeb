"""What the law lets institutions exchange, as the canton's files say it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ciiz.domain.access.public import Category
from ciiz.domain.organisations.enums import LawLevel
from ciiz.domain.organisations.public import Statute, canton_values, dispositifs
from ciiz.web.components.data import Fact
from ciiz.web.shell.acting import acting


@dataclass(frozen=True, slots=True)
class Basis:
    """An article in words: for what, between whom, what, and within which limits."""

    article: str
    with_consent: bool
    facts: list[Fact]


@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """Federal and cantonal articles, one after the other."""
    values = canton_values(acting(request).canton)
    names = {one.code: str(one) for one in dispositifs(values.dispositifs)}
    levels: list[tuple[str, Sequence[Basis]]] = []
    for level in LawLevel:
        found = [_basis(one, names) for one in values.statutes if one.level is level]
        if found:
            levels.append((str(level.label), found))
    return render(request, "consent/bases.html", {"levels": levels})


def _basis(statute: Statute, names: dict[str, str]) -> Basis:
    facts = [
        Fact(_("Purpose"), statute.purpose),
        Fact(_("What may be given"), statute.allows),
        Fact(_("Between"), ", ".join(names.get(code, code) for code in statute.dispositifs)),
        Fact(_("Category of data"), ", ".join(str(Category(code).label) for code in statute.categories)),
        Fact(_("Limits"), statute.limits),
    ]
    if statute.duty is not None:
        facts.append(Fact(_("Duty towards the person"), statute.duty))
    return Basis(str(statute.article), statute.consent, facts)
