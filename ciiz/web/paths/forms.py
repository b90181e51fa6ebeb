"""Which cases are counted: everything stands in the address."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import regions_of, themes_of
from ciiz.domain.paths.public import MOST_BYTES, MOST_EVENTS, Among, LogTooLarge
from ciiz.domain.processes.public import Definition
from ciiz.web.components.forms import HouseForm

MEGABYTE = 1024**2
SHARED = ("region", "theme", "opened_from", "opened_to")
"""What the list of cases filters by as well, under the same names."""


class LogForm(HouseForm):
    """An event log from elsewhere; what it is, its content says."""

    file = forms.FileField(
        label=gettext_lazy("Event log (CSV)"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv"}),
        help_text=gettext_lazy("One event a row under its headings, at most 10 MB and 200,000 events."),
    )

    def clean_file(self) -> Any:
        """Refused by size before it is read into memory."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            too_large = LogTooLarge(events=MOST_EVENTS, megabytes=MOST_BYTES // MEGABYTE)
            raise forms.ValidationError(str(too_large))
        return file


class PathFilter(HouseForm):
    """The filter above the figures; unreadable values filter nothing."""

    region = forms.TypedChoiceField(label=gettext_lazy("Region"), required=False, coerce=int, empty_value=None)
    theme = forms.TypedChoiceField(label=gettext_lazy("Theme"), required=False, coerce=int, empty_value=None)
    opened_from = forms.DateField(label=gettext_lazy("Opened from"), required=False)
    opened_to = forms.DateField(label=gettext_lazy("Opened until"), required=False)
    version = forms.TypedChoiceField(label=gettext_lazy("Version"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, actor: Actor, versions: list[Definition], one_process: bool) -> None:
        super().__init__(data)
        for name in ("opened_from", "opened_to"):
            self.fields[name].help_text = ""
        self.versions = versions
        choices = {
            "region": [(row.id, str(row)) for row in regions_of(actor)],
            "theme": [(row.id, str(row)) for row in themes_of(actor)],
            "version": [(row.version, str(row.version)) for row in versions] if one_process else [],
        }
        for name, found in choices.items():
            self.fields[name].choices = [("", _("all")), *found]  # type: ignore[attr-defined]
            if len(found) < 2:
                del self.fields[name]

    def _told(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def in_use(self) -> bool:
        """Something is filtered."""
        return any(self._told().values())

    @property
    def only(self) -> int | None:
        """The one version that is counted, if one was chosen."""
        return self._told().get("version")

    @property
    def among(self) -> Among:
        """The filter as the query takes it."""
        told = self._told()
        return Among(self._definitions(), *(told.get(name) for name in SHARED))

    def _definitions(self) -> tuple[UUID, ...]:
        return tuple(row.id for row in self.versions if self.only in (None, row.version))

    @property
    def shared(self) -> dict[str, str]:
        """The part of the address that the list of cases understands, as typed."""
        return {name: str(self.data[name]) for name in SHARED if self._told().get(name)}
