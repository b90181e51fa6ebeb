"""The form by which a file is added."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.documents.enums import NOT_BASIC, DocumentKind
from ciiz.web.components.forms import HouseForm

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.txt"


class FileField(forms.FileField):
    """A file of the allowed types; the browser offers only those, the server looks at the content."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": ACCEPTED}))
        kwargs.setdefault("help_text", _("PDF, PNG, JPEG, Word, Excel or OpenDocument text, at most 25 MB."))
        super().__init__(max_length=200, allow_empty_file=True, **kwargs)


class AddForm(HouseForm):
    """A file with what it is."""

    CATEGORIES: ClassVar = [(category.value, category.label) for category in NOT_BASIC]

    file = FileField(label=_("File"))
    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("Title"), max_length=150)
    category = forms.ChoiceField(
        label=_("Category of data"),
        required=False,
        choices=[("", _("as usual for this kind")), *CATEGORIES],
        help_text=_("Decides who sees the document: those to whom a consent or a statute opens this category."),
    )
    dated_on = forms.DateField(
        label=_("Date of the document"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
