"""What the list of cases is filtered by: everything stands in the address, so that a view can be kept as a bookmark."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import CooperationForm, Stage
from ciiz.domain.cases.public import Filters, is_number
from ciiz.domain.consent.public import ending_soon
from ciiz.domain.organisations.public import Choice, filter_choices
from ciiz.domain.persons.public import search
from ciiz.web.components.forms import HouseForm
from ciiz.web.paths.behind import Behind

FOUND = 200
"""Cases that are considered when a name is looked for or consents that end."""
GROUPS: dict[str, tuple[object, tuple[str, ...]]] = {
    "open": (_("open"), tuple(stage.value for stage in Stage if not stage.over)),
    "over": (_("over"), tuple(stage.value for stage in Stage if stage.over)),
}
NOTHING = "—"


KEPT = ("stage", "region", "theme", "institution", "form", "opened_from", "opened_to", "mine", "ending", "path", "sort")
"""What a saved view holds; names that were searched for are not kept."""


def kept(query: QueryDict) -> str:
    """The part of a query string that a view keeps."""
    found = QueryDict(mutable=True)
    for name in KEPT:
        if value := query.get(name, ""):
            found[name] = value[:40]
    return found.urlencode()


class ViewForm(HouseForm):
    """The name of a view."""

    name = forms.CharField(
        label=_("Name of the view"), max_length=60, help_text=_("Name no persons: what was searched for is not saved.")
    )
    query = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


FIRST = ("text", "stage", "mine")


class CaseFilter(HouseForm):
    """The filter above the list; unreadable values filter nothing."""

    text = forms.CharField(label=_("Name or number"), required=False, max_length=80)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    region = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)
    theme = forms.TypedChoiceField(label=_("Theme"), required=False, coerce=int, empty_value=None)
    institution = forms.TypedChoiceField(label=_("Referred by"), required=False, coerce=int, empty_value=None)
    form = forms.ChoiceField(label=_("Form"), required=False)
    opened_from = forms.DateField(
        label=_("Opened from"), required=False, widget=forms.DateInput(attrs={"class": "short"})
    )
    opened_to = forms.DateField(
        label=_("Opened until"), required=False, widget=forms.DateInput(attrs={"class": "short"})
    )
    mine = forms.BooleanField(label=_("Only mine"), required=False)
    ending = forms.BooleanField(label=_("Consent runs out within 30 days"), required=False)
    path = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, actor: Actor, choices: Sequence[Choice]) -> None:
        super().__init__(data)
        for name in ("opened_from", "opened_to"):
            self.fields[name].help_text = ""
        self.actor = actor
        self.views = sorted((one for one in choices if one.kind == "view"), key=lambda view: str(view.name).casefold())
        every = ("", _("all"))
        groups = [(code, label) for code, (label, _stages) in GROUPS.items()]
        offered: dict[str, Callable[[], list[Any]]] = {
            "stage": lambda: [every, *groups, *Stage.choices],
            "form": lambda: [every, *CooperationForm.choices],
        }
        for kind in ("region", "theme", "institution"):
            found = [choice for choice in choices if choice.kind == kind]
            if len(found) < 2:
                del self.fields[kind]
            else:
                offered[kind] = partial(_named, every, found)
        for name, made in offered.items():
            # Asked for when somebody filters, or when the fields are drawn: most lists are looked at as they are.
            self.fields[name].choices = made  # type: ignore[attr-defined]

    @property
    def first(self) -> list[forms.BoundField]:
        """What is filtered by most; always in sight."""
        return [self[name] for name in FIRST]

    @property
    def further(self) -> list[forms.BoundField]:
        """The rest, folded so that the first case is in sight on a telephone."""
        return [self[name] for name in self.fields if name not in (*FIRST, "path")]

    @property
    def behind(self) -> str:
        """Behind which figure the cases stand, in words."""
        figure = Behind.read(self._cleaned().get("path") or "")
        return figure.title(self.actor) if figure else ""

    @property
    def is_open(self) -> bool:
        """One of the folded filters is in use."""
        told = self._cleaned()
        return bool(self.errors) or any(told.get(name) for name in self.fields if name not in (*FIRST, "path"))

    @property
    def in_use(self) -> bool:
        """Something is filtered."""
        return any(self._cleaned().values())

    def _cleaned(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    def filters(self, *, sort: str = "", descending: bool = False) -> Filters:
        """The filter as the query takes it; a name is asked of the persons first."""
        told = self._cleaned()
        stage = told.get("stage") or ""
        text = (told.get("text") or "").strip()
        number = text if is_number(text) else ""
        return Filters(
            stages=GROUPS[stage][1] if stage in GROUPS else ((stage,) if stage else ()),
            mine=bool(told.get("mine")),
            region_id=told.get("region"),
            theme_id=told.get("theme"),
            institution_id=told.get("institution"),
            form=told.get("form") or "",
            number=number,
            opened_from=told.get("opened_from"),
            opened_to=told.get("opened_to"),
            dossiers=self._dossiers("" if number else text, told),
            sort=sort,
            descending=descending,
        )

    def _dossiers(self, text: str, told: dict[str, Any]) -> tuple[UUID, ...] | None:
        """What only persons, consents and paths can tell; None if none of them is asked."""
        found: list[Collection[UUID]] = []
        if figure := Behind.read(told.get("path") or ""):
            among = {f"{name}_id": told.get(name) for name in ("region", "theme")}
            days = {name: told.get(name) for name in ("opened_from", "opened_to")}
            found.append(figure.dossiers(self.actor, **among, **days))
        if told.get("ending"):
            found.append(ending_soon(self.actor, limit=FOUND))
        if text:
            found.append([hit.dossier_id for hit in search(self.actor, text, limit=FOUND)])
        if not found:
            return None
        return tuple(one for one in found[0] if all(one in others for others in map(set, found[1:])))


def _named(every: tuple[str, Any], found: Sequence[Choice]) -> list[tuple[Any, Any]]:
    return [every, *sorted(((one.id, str(one.name)) for one in found), key=lambda row: row[1])]


def case_filter(actor: Actor, data: Any) -> CaseFilter:
    """The filter with the choices of the actor's canton; one statement."""
    return CaseFilter(data, actor=actor, choices=filter_choices(actor))
