"""What all forms share: marks for assistive technology, the submission key, text kept over an expired session."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.clock import FIRST_DAY, LAST_DAY


def within_reach(day: date) -> None:
    """Refuses a mistyped year; days and months can be added to what is left and taken from it."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(_("Enter a day between 1900 and 2999: the year is probably mistyped."))


def mark(form: forms.BaseForm) -> None:
    """Tells browsers what a field is; the `required` attribute stays off, errors come from the server as text.

    Every day of every form is held `within_reach` here.
    """
    form.use_required_attribute = False
    for field in form.fields.values():
        if field.required and not isinstance(field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
            field.widget.attrs.setdefault("aria-required", "true")
        if isinstance(field, forms.DateField) and within_reach not in field.validators:
            field.validators.append(within_reach)
        if isinstance(field, forms.DateField) and field.widget.input_type == "text":
            field.widget.attrs.setdefault("class", "short")
            field.widget.attrs.setdefault("inputmode", "decimal")
            field.help_text = field.help_text or _("for example 3.2.1980")
        if isinstance(field, forms.EmailField):
            field.widget.attrs.setdefault("autocomplete", "email")


def errors_from(form: forms.BaseForm, error: Exception) -> None:
    """Puts a refusal of the domain where the person looks for it: at its field, else above the form."""
    field = getattr(error, "field", None)
    form.add_error(field if field in form.fields else None, str(error))


class HouseForm(forms.Form):
    """Base class of forms: `Form.opened(request)` on GET and POST alike."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mark(self)

    @classmethod
    def opened(cls, request: HttpRequest, *, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> Self:
        """The form as the request needs it: bound on POST; on GET filled with `initial` or with the text that was
        kept when a session expired (`request.kept`, see ciiz.web.shell.kept).
        """
        if request.method == "POST":
            return cls(request.POST, request.FILES, initial=initial, **kwargs)
        form = cls(initial=dict(initial or {}), **kwargs)
        kept: QueryDict | None = getattr(request, "kept", None)
        if kept is not None:
            form.initial.update(typed_in(form, kept))
        return form

    def refuse(self, error: Exception) -> None:
        """Shows a DomainError at its field."""
        errors_from(self, error)
        self._ask_for_files_again()

    def full_clean(self) -> None:
        """Checks the form; a refused one asks for its files again."""
        super().full_clean()
        self._ask_for_files_again()

    def _ask_for_files_again(self) -> None:
        """Browsers send a form back without the files that were chosen: the only thing of it that is lost."""
        if not self.errors:
            return
        for name in self.fields:
            if self.add_prefix(name) in self.files and name not in self.errors:
                self.add_error(name, _("Choose the file again: browsers do not keep it."))

    def go_on_with(self, **versions: int) -> None:
        """After a conflict the form, still as typed, goes on with what is stored now: saved again, it applies."""
        data = cast("QueryDict", self.data).copy()
        for name, version in versions.items():
            data[self.add_prefix(name)] = str(version)
        self.data = data


def typed_in(form: forms.BaseForm, data: QueryDict) -> dict[str, Any]:
    """Field name → what the person had typed, unchecked; only the fields that came with the form."""
    found: dict[str, Any] = {}
    for name, field in form.fields.items():
        key = form.add_prefix(name)
        if isinstance(field.widget, forms.FileInput) or field.widget.value_omitted_from_data(data, {}, key):
            continue
        found[name] = field.widget.value_from_datadict(data, {}, key)
    return found
