"""The form by which a file of referrals is brought in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.sheets import FileTooLarge, Limits
from ciiz.web.components.forms import HouseForm

MEGABYTE = 1024**2


class BringForm(HouseForm):
    """A spreadsheet; what it is, its content says."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt"}),
        help_text=_("xlsx or CSV with one referral a row under its headings, at most 25 MB and 50,000 rows."),
    )

    def clean_file(self) -> Any:
        """Refused by size before it is read into memory."""
        file = self.cleaned_data["file"]
        size, limit = file.size or 0, Limits().file_bytes
        if size > limit:
            raise forms.ValidationError(str(FileTooLarge(size=-(-size // MEGABYTE), limit=limit // MEGABYTE)))
        return file
