"""Forms of processes."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Language
from ciiz.domain.processes import public as processes
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


class FileForm(HouseForm):
    """A file with a drawing, and in which language its words are."""

    file = forms.FileField(
        label=_("File"), max_length=200, allow_empty_file=True, widget=forms.FileInput({"accept": ".bpmn,.xml"})
    )
    language = forms.ChoiceField(label=_("Language of the words in the drawing"), choices=Language.choices)
    cut = forms.BooleanField(
        label=_("Cut out programs and expressions"),
        required=False,
        help_text=_("Without this a file that holds any is refused, and each of them is named."),
    )

    def clean_file(self) -> Any:
        """Refused by size before it is read into memory."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > processes.LARGEST:
            raise forms.ValidationError(_("The file is larger than 10 MB. Nothing was saved."))
        return file


class UploadForm(FileForm):
    """A file that becomes a draft."""

    code = forms.CharField(
        label=_("Code"),
        required=False,
        max_length=20,
        help_text=_("Where the file says none: capital letters, digits and hyphens, such as AB12."),
    )
    field_order = ("file", "language", "code", "cut")


class ReplaceForm(FileForm):
    """A file in place of the drawing of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What changes"), required=False, max_length=500)
    field_order = ("file", "language", "note", "cut")


class PublishForm(HouseForm):
    """What changes with a version."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What changes"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("A sentence for the history of versions."),
    )


class VersionForm(HouseForm):
    """The draft as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
