"""What the inbox is filtered by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.public import Choice
from ciiz.journeys.refer import COMPLEX
from ciiz.web.components.fields import choose
from ciiz.web.components.forms import HouseForm

ALL = ("", _("all"))


class InboxFilter(HouseForm):
    """Name, referring institution, wished form; unreadable values filter nothing."""

    text = forms.CharField(label=_("Name"), required=False, max_length=80)
    institution = forms.TypedChoiceField(label=_("Referred by"), required=False, coerce=int, empty_value=None)
    form = forms.ChoiceField(
        label=_("Wished for"), required=False, choices=[ALL, *((form.value, form.label) for form in COMPLEX)]
    )

    def __init__(self, data: Any, *, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        places = [(one.id, str(one.name)) for one in choices if one.kind == "institution"]
        choose(self, "institution", [ALL, *sorted(places, key=lambda row: row[1])])
        self.is_valid()

    def value(self, name: str) -> Any:
        """What a field says; None if nothing or nothing readable."""
        return self.cleaned_data.get(name) or None

    @property
    def in_use(self) -> bool:
        """Something is filtered."""
        return any(self.cleaned_data.values())
