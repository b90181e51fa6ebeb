"""Forms of the administration."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import ContactKind, InstitutionKind, Language, Role
from ciiz.domain.organisations.public import (
    CooperationNetwork,
    Institution,
    Office,
    OfficeData,
    canton_values,
    dispositifs,
    everywhere,
    institutions_of,
    may_give,
    regions_of,
    themes_of,
)
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.web.components.forms import HouseForm

OFFICE_FIELDS = ("website", "spoken", "run_by")
RUNNERS = (InstitutionKind.PARTNER, InstitutionKind.PROVIDER, InstitutionKind.MANDATED)
KINDS = (InstitutionKind.PARTNER, InstitutionKind.OFFICE, InstitutionKind.PROVIDER)
ANY = ("", _("any"))
NONE = ("", _("not specified"))
CHOOSE = ("", _("please choose"))
Choices = list[tuple[str, Any]]


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Sets what a field lets one choose from."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


def day() -> forms.DateInput:
    """A date chosen from a calendar or typed."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PeopleFilter(forms.Form):
    """Filters of the list of people."""

    text = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=80)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[ANY, *Role.choices])
    institution = forms.TypedChoiceField(label=_("Institution"), required=False, coerce=int, empty_value=None)
    ended = forms.BooleanField(label=_("with former roles"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offer(self, "institution", [ANY, *((str(one.id), str(one)) for one in institutions_of(actor, kinds=KINDS))])
        self.is_valid()

    @property
    def used(self) -> bool:
        """Whether anything is filtered."""
        return any(self.cleaned_data.values())


class InstitutionFilter(forms.Form):
    """Filters of the list of institutions."""

    text = forms.CharField(label=_("Name or code"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *InstitutionKind.choices])
    dispositif = forms.ChoiceField(label=_("Dispositif"), required=False)
    region = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        codes = canton_values(actor.canton).dispositifs
        offer(self, "dispositif", [ANY, *((one.code, str(one)) for one in dispositifs(codes))])
        offer(self, "region", [ANY, *((str(one.id), str(one)) for one in regions_of(actor))])
        self.is_valid()

    @property
    def used(self) -> bool:
        """Whether anything is filtered."""
        return any(self.cleaned_data.values())


class InviteForm(HouseForm):
    """A new person with a first role, or one role more for somebody who has an account."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The link to set a password goes there. Somebody who has an account gets one role more."),
    )
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    institution = forms.TypedChoiceField(label=_("Institution"), coerce=int)
    role = forms.ChoiceField(label=_("Role"))
    contact_kind = forms.ChoiceField(
        label=_("Contact person for"),
        required=False,
        choices=[NONE, *ContactKind.choices],
        help_text=_("Needed for contact persons."),
    )
    region = forms.TypedChoiceField(
        label=_("Region"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Needed for regional coordinators."),
    )
    theme = forms.TypedChoiceField(
        label=_("Theme"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Needed for thematic coordinators."),
    )
    percentage = forms.IntegerField(label=_("Share of work for IIZ, in percent"), required=False, min_value=0)
    valid_from = forms.DateField(label=_("From"), widget=day())
    last_day = forms.DateField(label=_("Last day"), required=False, widget=day())

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", [CHOOSE, *((str(one.id), str(one)) for one in institutions_of(actor, kinds=KINDS))])
        offer(self, "role", [CHOOSE, *((role.value, role.label) for role in Role if may_give(actor, role))])
        offer(self, "region", [NONE, *((str(one.id), str(one)) for one in regions_of(actor))])
        offer(self, "theme", [NONE, *((str(one.id), str(one)) for one in themes_of(actor))])

    def wishes(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "email": data["email"],
            "first_name": data["first_name"],
            "last_name": data["last_name"],
            "language": Language(data["language"]),
            "institution_id": data["institution"],
            "role": Role(data["role"]),
            "contact_kind": ContactKind(data["contact_kind"]) if data["contact_kind"] else None,
            "region_id": data["region"],
            "theme_id": data["theme"],
            "percentage": data["percentage"],
            "valid_from": data["valid_from"],
            "last_day": data["last_day"],
        }


class EndForm(HouseForm):
    """The last day of a role."""

    last_day = forms.DateField(
        label=_("Last day"), widget=day(), help_text=_("The role holds through this day; access ends at midnight.")
    )


class InstitutionForm(HouseForm):
    """An institution, with its name in the four languages."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name_de = forms.CharField(label=_("Name in German"), max_length=120)
    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_it = forms.CharField(label=_("Name in Italian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    code = forms.CharField(
        label=_("Code"), max_length=30, help_text=_("Short and unique, for spreadsheets: RAV-FIRNEGG, for example.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=InstitutionKind.choices)
    dispositifs = forms.MultipleChoiceField(label=_("Dispositifs"), required=False, widget=forms.CheckboxSelectMultiple)
    region = forms.TypedChoiceField(label=_("Region"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=300, widget=forms.Textarea({"rows": 3}))
    active = forms.BooleanField(label=_("Works together with others at present"), required=False, initial=True)
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    spoken = forms.MultipleChoiceField(
        label=_("Languages in which the office answers"),
        required=False,
        choices=Language.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    run_by = forms.TypedChoiceField(
        label=_("Run by"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only where the canton has mandated somebody with the office."),
    )

    def __init__(self, *args: Any, actor: Actor, existing: Institution | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = canton_values(actor.canton).dispositifs
        offer(self, "dispositifs", [(one.code, f"{one} – {one.name}") for one in dispositifs(codes)])
        offer(self, "region", [("", _("whole canton")), *((str(one.id), str(one)) for one in regions_of(actor))])
        if existing is None or existing.kind != InstitutionKind.OFFICE:
            for name in OFFICE_FIELDS:
                del self.fields[name]
        else:
            runners = institutions_of(actor, kinds=RUNNERS)
            near = ((str(one.id), str(one)) for one in runners if one.canton_id == actor.canton)
            offer(self, "run_by", [("", _("the canton itself")), *near])
        if existing is not None:
            # The audiences of access hang on the kind, so it is chosen once.
            self.fields["kind"].disabled = True
            self.initial.setdefault("kind", existing.kind)

    @staticmethod
    def shown(institution: Institution, office: Office | None = None) -> dict[str, Any]:
        """The saved institution as the form shows it."""
        of_office = {}
        if office is not None:
            of_office = {"website": office.website, "spoken": office.languages, "run_by": office.run_by_id}
        names = {f"name_{language}": text for language, text in institution.name.items()}
        return (
            names
            | of_office
            | {
                "version": institution.version,
                "code": institution.code,
                "kind": institution.kind,
                "dispositifs": [one.code for one in institution.dispositifs.all()],
                "region": institution.region_id,
                "language": institution.language,
                "phone": institution.phone,
                "email": institution.email,
                "address": institution.address,
                "active": institution.active,
            }
        )

    def wishes(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "expected_version": data["version"],
            "code": data["code"],
            "name": TranslatedText({language: data[f"name_{language}"] for language in ("de", "fr", "it", "en")}),
            "kind": InstitutionKind(data["kind"]),
            "language": Language(data["language"]),
            "dispositifs": data["dispositifs"],
            "region_id": data["region"],
            "phone": data["phone"],
            "email": data["email"],
            "address": data["address"],
            "active": data["active"],
            "office": OfficeData(data["run_by"], data["website"], [Language(code) for code in data["spoken"]])
            if "run_by" in data
            else None,
        }


class NetworkForm(HouseForm):
    """A cooperation network: its name in the four languages and its institutions, also of other cantons."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name_de = forms.CharField(label=_("Name in German"), max_length=120)
    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    name_it = forms.CharField(label=_("Name in Italian"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    agreed_on = forms.DateField(label=_("Agreed on"), required=False, widget=day())
    institutions = forms.TypedMultipleChoiceField(
        label=_("Institutions"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Choices] = {}
        for one in everywhere():
            offered.setdefault(str(one.canton), []).append((str(one.id), str(one)))
        offer(self, "institutions", list(offered.items()))

    @staticmethod
    def shown(network: CooperationNetwork) -> dict[str, Any]:
        """The saved network as the form shows it."""
        names = {f"name_{language}": text for language, text in network.name.items()}
        members = [one.id for one in network.institutions.all()]
        return names | {"version": network.version, "agreed_on": network.agreed_on, "institutions": members}

    def wishes(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "expected_version": data["version"],
            "name": TranslatedText({language: data[f"name_{language}"] for language in ("de", "fr", "it", "en")}),
            "institution_ids": data["institutions"],
            "agreed_on": data["agreed_on"],
        }
