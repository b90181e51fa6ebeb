"""Fields that many forms have, each made in one way."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.public import Membership

FIRST_LANGUAGES = ("de", "fr", "it", "en", "pt", "es", "sq", "sr", "hr", "tr", "ti", "ar", "fa", "ta", "uk", "ru")
"""Languages of many of the people concerned, first in lists of all languages."""


def day(label: Any, **kwargs: Any) -> forms.DateField:
    """A day, chosen from the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


def area(label: Any, *, rows: int = 3, max_length: int = 4000, **kwargs: Any) -> forms.CharField:
    """A text of several lines."""
    attributes = {"rows": rows} | ({"class": "low"} if rows < 3 else {})
    return forms.CharField(label=label, max_length=max_length, widget=forms.Textarea(attributes), **kwargs)


def seen_version() -> forms.IntegerField:
    """The version that was read, so that nobody's changes are overwritten unseen."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


def radio(label: Any, choices: Iterable[tuple[Any, Any]] = (), **kwargs: Any) -> forms.ChoiceField:
    """One of few."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **kwargs)


def key(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    """One of many, by an integer key."""
    return forms.TypedChoiceField(label=label, coerce=int, empty_value=None, **kwargs)


def other_words() -> forms.CharField:
    """What no choice of a coded list says; the journey asks for it when "other" is chosen."""
    return area(
        _("Something else: what?"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("Needed only if nothing in the list says it. Whoever may read the reason reads it."),
    )


class FoldedCheckboxes(forms.CheckboxSelectMultiple):
    """Many of many: choices without a group stand open, groups are folded unless something in them is chosen.

    `search` is what a field says that leaves only the choices with the words typed; without it there is none.
    """

    template_name = "components/forms/folded.html"

    def __init__(self, *args: Any, search: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.search = search

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the words of the search field."""
        context = super().get_context(name, value, attrs)
        context["widget"]["search"] = self.search
        return context


def choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Sets the choices of a field."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)


def _explained(words: object, hint: object) -> SafeString:
    if not hint:
        return format_html("<span>{}</span>", words)
    return format_html("<span>{}<small>{}</small></span>", words, hint)


explained = lazy(_explained, SafeString)
"""A choice with a line of explanation under it; lazy, because classes are made before anybody's language is known."""


def coded(entries: Iterable[Any]) -> list[tuple[str, object]]:
    """Choices of a coded list of the canton, with their hints."""
    return [(one.code, explained(one, one.hint)) for one in entries]


def people(members: Iterable[Membership]) -> list[tuple[str, str]]:
    """People with their institutions."""
    return [(str(one.id), f"{one.user.full_name}, {one.institution}") for one in members]


def by_institution(members: Iterable[Membership]) -> list[tuple[str, list[tuple[str, str]]]]:
    """People in groups, one for each institution, in the order of the first of each."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in members:
        groups.setdefault(str(one.institution), []).append((str(one.id), one.user.full_name))
    return list(groups.items())
