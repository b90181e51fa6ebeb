"""One act about a case: its form on a page of its own, with both versions when somebody else has saved meanwhile."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.http import HttpRequest, HttpResponse

from ciiz.foundation.errors import Conflict
from ciiz.foundation.i18n.phrases import day
from ciiz.web.cases.about import About
from ciiz.web.components.data import Difference, Text
from ciiz.web.components.forms import HouseForm
from ciiz.web.components.views import form_page

FormT = TypeVar("FormT", bound=HouseForm)


@dataclass(frozen=True, slots=True)
class Stored:
    """What somebody else has saved meanwhile: the version and, by field, the values."""

    version: int
    values: Mapping[str, object]


def act(
    request: HttpRequest,
    page: About,
    form: FormT,
    save: Callable[[FormT], object],
    *,
    title: Text,
    done: Text = "",
    to: str = "",
    stored: Callable[[], Stored] | None = None,
    template: str = "plans/act.html",
    plan: bool = False,
    **context: Any,
) -> HttpResponse:
    """One act about a case; after a conflict both versions are shown, and saving again lets one's own apply."""
    target = to or page.url
    differences: list[Difference] = []

    def saving(sent: FormT) -> str:
        try:
            save(sent)
        except Conflict:
            if stored is not None:
                now = stored()
                differences.extend(compared(sent, now.values))
                sent.go_on_with(version=now.version)
            raise
        return target

    return form_page(
        request,
        template,
        form,
        saving,
        done=done,
        **{
            "page": page,
            "title": title,
            "button": title,
            "cancel": target,
            "crumbs": page.crumbs(title, plan=plan),
            "differences": differences,
            "chip": "",
            "chip_kind": "",
            **context,
        },
    )


def compared(form: HouseForm, values: Mapping[str, object]) -> list[Difference]:
    """Stored values beside those of a form, both in words."""
    return [
        Difference(
            form.fields[name].label or "",
            worded(form.fields[name], value),
            worded(form.fields[name], form.cleaned_data.get(name)),
        )
        for name, value in values.items()
        if name in form.fields
    ]


def worded(field: forms.Field, value: object) -> str:
    """A value as people read it: days as days, codes by their words."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.DateField):
        return day(value)  # type: ignore[arg-type]
    if isinstance(field, forms.ChoiceField):
        choices = cast("Iterable[tuple[Any, Any]]", field.choices)
        named = {str(key): str(words) for key, words in choices}
        return named.get(str(value), str(value))
    return str(value)
