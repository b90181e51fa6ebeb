"""Forms of processes."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.processes.public import Definition
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.web.components.forms import HouseForm


class DraftForm(HouseForm):
    """What a draft begins as."""

    begin = forms.ChoiceField(label=_("Begin with"), required=False)
    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=20,
        help_text=_("Only for an empty drawing: capital letters, digits and hyphens, such as AB12."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("Only for an empty drawing: in your language; the others follow in the drawing."),
    )

    def __init__(self, *args: Any, current: Sequence[tuple[Definition, TranslatedText]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = [(str(one.id), f"{one.code} {name}") for one, name in current]
        cast("forms.ChoiceField", self.fields["begin"]).choices = [*versions, ("", _("an empty drawing"))]

    def clean(self) -> None:
        """An empty drawing needs a code and a name."""
        super().clean()
        if not self.cleaned_data.get("begin"):
            for field in ("code", "name"):
                if not self.cleaned_data.get(field) and field not in self.errors:
                    self.add_error(field, _("An empty drawing needs this."))
