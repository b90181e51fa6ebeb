"""The filters of the directory."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import ContactKind, InstitutionKind, Language, Role
from ciiz.domain.organisations.public import Wanted, canton_values, dispositifs, institutions_of, regions_of

ROLES = (Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER)
ANY = ("", _("any"))


FIRST = ("text", "dispositif", "region", "competence")


class DirectoryFilter(forms.Form):
    """Everything optional; what is not understood filters nothing."""

    text = forms.CharField(
        label=_("Name or institution"), required=False, max_length=80, widget=forms.TextInput({"autofocus": True})
    )
    dispositif = forms.ChoiceField(label=_("Dispositif"), required=False)
    institution = forms.TypedChoiceField(label=_("Institution"), required=False, coerce=int, empty_value=None)
    region = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[ANY, *((r.value, r.label) for r in ROLES)])
    kind = forms.ChoiceField(label=_("Contact person for"), required=False, choices=[ANY, *ContactKind.choices])
    competence = forms.ChoiceField(label=_("Competence"), required=False)
    language = forms.ChoiceField(label=_("Speaks"), required=False, choices=[ANY, *Language.choices])
    present = forms.BooleanField(label=_("only those present today"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        values = canton_values(actor.canton)
        kinds = (InstitutionKind.PARTNER, InstitutionKind.OFFICE, InstitutionKind.PROVIDER)
        self._offer("dispositif", [(one.code, str(one)) for one in dispositifs(values.dispositifs)])
        self._offer("institution", [(str(one.id), str(one)) for one in institutions_of(actor, kinds=kinds)])
        self._offer("region", [(str(one.id), str(one)) for one in regions_of(actor)])
        self._offer("competence", [(one.code, str(one)) for one in values.competences])
        self.is_valid()

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [ANY, *choices]

    @property
    def first(self) -> list[forms.BoundField]:
        """The filters that one needs most."""
        return [self[name] for name in FIRST]

    @property
    def further(self) -> list[forms.BoundField]:
        """The others, folded away until asked for."""
        return [field for field in self if field.name not in FIRST]

    @property
    def is_open(self) -> bool:
        """Whether one of the folded filters is in use."""
        return any(self.cleaned_data.get(field.name) for field in self.further)

    @property
    def used(self) -> bool:
        """Whether anything is filtered."""
        return any(self.cleaned_data.values())

    def wanted(self, *, order: str, descending: bool) -> Wanted:
        """The filters as the domain asks for them."""
        data = self.cleaned_data
        return Wanted(
            text=data.get("text", ""),
            dispositif=data.get("dispositif", ""),
            institution_id=data.get("institution"),
            region_id=data.get("region"),
            role=data.get("role", ""),
            contact_kind=data.get("kind", ""),
            competence=data.get("competence", ""),
            language=data.get("language", ""),
            present_only=bool(data.get("present")),
            order=order,
            descending=descending,
        )
