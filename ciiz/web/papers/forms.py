"""The form by which a template is edited: each text in all languages beside each other."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.documents.enums import Letter
from ciiz.domain.documents.public import Template, library, placeholders
from ciiz.domain.organisations.enums import Language
from ciiz.foundation.i18n.fields import LANGUAGES
from ciiz.web.components.forms import HouseForm


class TemplateForm(HouseForm):
    """All texts of a draft; a language that is left empty waits for its translation."""

    revision = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, template: Template, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = Letter(template.letter)
        self.keys = list(library(self.letter.value)[LANGUAGES[0]])
        self.language = language
        for key in self.keys:
            for one in LANGUAGES:
                long = len(template.texts[one][key]) > 60
                self.fields[f"{key}__{one}"] = forms.CharField(
                    label=Language(one).label,
                    required=False,
                    strip=False,
                    widget=forms.Textarea({"rows": 4 if long else 2, "lang": one}),
                )

    @classmethod
    def shown(cls, template: Template) -> dict[str, Any]:
        """What a draft says now."""
        texts = {f"{key}__{one}": text for one in LANGUAGES for key, text in template.texts[one].items()}
        return texts | {"revision": template.revision}

    def texts(self) -> Mapping[str, Mapping[str, str]]:
        """What was entered, by language and key."""
        return {one: {key: self.cleaned_data[f"{key}__{one}"] for key in self.keys} for one in LANGUAGES}

    def rows(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Each text: how ciiz words it in the reader's language, what may be filled in, the fields."""
        for key in self.keys:
            shipped = library(self.letter.value)[self.language][key]
            named = ", ".join(f"{{{name}}}" for name in placeholders(self.letter, key))
            yield shipped, named, [self[f"{key}__{one}"] for one in LANGUAGES]


class PublishForm(HouseForm):
    """What changed, told with the version."""

    note = forms.CharField(
        label=_("What changed"),
        max_length=300,
        error_messages={"required": _("Say in a few words what changed. The draft stays as it is.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput())
