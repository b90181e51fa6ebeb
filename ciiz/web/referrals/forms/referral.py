"""The referral: nine required fields, everything else may follow."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciiz.domain.cases.enums import Domain
from ciiz.domain.cases.public import DayOutOfOrder
from ciiz.domain.organisations.enums import CaseForm, Language
from ciiz.domain.organisations.public import CantonValues, Dispositif, Institution, Membership, Region, commune
from ciiz.domain.persons.enums import Absence, CapacityBasis, Permit, Sex
from ciiz.domain.persons.public import BeforeBirth, DayInFuture, Person, countries, refusals, written
from ciiz.foundation.errors import DomainError
from ciiz.journeys.fill import Capacity, Registered
from ciiz.journeys.refer import COMPLEX
from ciiz.web.components.fields import FoldedCheckboxes, area, choose, day, people, seen_version
from ciiz.web.components.forms import HouseForm, mark

NONE = ("", _("nothing entered"))
IDENTITY = (
    "family_name",
    "given_names",
    "birth_date",
    "commune",
    "correspondence",
    "ahv_number",
    "sex",
    "nationality",
    "permit",
)
DOMAINS = [domain for domain in Domain if domain is not Domain.REASON]
FOR_DRAFT = ("version", "person_version", "family_name", "given_names", "correspondence", "wished_form")


def by_distance(partners: Sequence[Institution], own: Institution | None) -> list[tuple[Any, Any]]:
    """Institutions of the own region and of the whole canton; those elsewhere folded, below them."""
    if own is None or own.region_id is None:
        return [(str(one.id), str(one)) for one in partners]
    place = (own.canton_id, own.region_id)
    near = [one for one in partners if (one.canton_id, one.region_id or own.region_id) == place]
    far = [(str(one.id), str(one)) for one in partners if one not in near]
    folded = [(_("In other regions and cantons (%(number)s)") % {"number": len(far)}, far)] if far else []
    return [*((str(one.id), str(one)) for one in near), *folded]


class ReferralForm(HouseForm):
    """Everything of a referral on one page; a draft may be saved with names alone."""

    version = seen_version()
    person_version = seen_version()
    commune_kept = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    reason = area(_("Why is the person referred?"), help_text=_("What has been tried, and what should change?"))
    wished_form = forms.ChoiceField(label=_("What is wished for?"))
    talked_with = forms.TypedChoiceField(label=_("Talked over with"), coerce=int, empty_value=None)
    talked_on = day(_("Talked over on"))

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    birth_date = day(_("Date of birth"))
    commune = forms.CharField(
        label=_("Commune"), max_length=80, help_text=_("It tells which region the referral goes to.")
    )
    correspondence = forms.ChoiceField(label=_("Language of correspondence"), choices=Language.choices)
    ahv_number = forms.CharField(label=_("AHV number"), required=False, max_length=20, help_text="756.xxxx.xxxx.xx")
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=[NONE, *Sex.choices])
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    permit = forms.ChoiceField(label=_("Residence permit"), required=False, choices=[NONE, *Permit.choices])

    partners = forms.TypedMultipleChoiceField(
        label=_("Who should be at the table?"),
        coerce=int,
        required=False,
        widget=FoldedCheckboxes,
        help_text=_("They see nothing until the person consents and the referral is accepted."),
    )
    work = area(Domain.WORK.label, rows=2, required=False)
    health = area(Domain.HEALTH.label, rows=2, required=False)
    finance = area(Domain.FINANCE.label, rows=2, required=False)
    family = area(Domain.FAMILY.label, rows=2, required=False)
    housing = area(Domain.HOUSING.label, rows=2, required=False)
    language = area(Domain.LANGUAGE.label, rows=2, required=False)

    dispositif = forms.ChoiceField(label=_("Dispositif"))
    file_number = forms.CharField(label=_("File number there"), required=False, max_length=40)
    since = day(_("Registered since"), required=False)
    entitlement_until = day(_("Entitled until"), required=False)
    percent = forms.IntegerField(
        label=_("Work capacity in percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Your estimate; the other institutions add theirs."),
    )
    basis = forms.ChoiceField(label=_("Based on"), choices=CapacityBasis.choices, required=False)

    def __init__(
        self,
        *args: Any,
        person: Person,
        forms_offered: Sequence[CaseForm],
        partners: Sequence[Institution],
        own: Institution | None,
        contacts: Sequence[Membership],
        dispositifs: Sequence[Dispositif],
        today: date,
        values: CantonValues,
        draft: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        self._today = today
        self._values = values
        choose(self, "wished_form", [(form.value, form.label) for form in forms_offered if form in COMPLEX])
        choose(self, "talked_with", [NONE, *people(contacts)])
        choose(self, "partners", by_distance(partners, own))
        choose(self, "nationality", [NONE, *countries((get_language() or "de")[:2]).items()])
        self.fields["commune"].widget.attrs["list"] = "communes"
        for name in ("birth_date", "commune"):
            why = person.absent.get(name)
            if why and why != Absence.NOT_ASKED:
                self.fields[name].required = False
                self.fields[name].help_text = Absence(why).label
        if dispositifs:
            choose(self, "dispositif", [(one.code, str(one.name)) for one in dispositifs])
            self.initial["dispositif"] = self.initial.get("dispositif") or dispositifs[0].code
            if len(dispositifs) == 1:
                self.fields["dispositif"].widget = forms.HiddenInput()
        else:
            for name in ("dispositif", "file_number", "since", "entitlement_until"):
                del self.fields[name]
        mark(self)

    def full_clean(self) -> None:
        """A draft asks for names only; the marks of what completing needs stay."""
        needed = [field for name, field in self.fields.items() if field.required and name not in FOR_DRAFT]
        if getattr(self, "draft", False):
            for field in needed:
                field.required = False
        try:
            super().full_clean()
        finally:
            for field in needed:
                field.required = True

    def clean(self) -> dict[str, Any]:
        """What the domain would refuse one by one is told at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        found: list[DomainError] = list(refusals({n: data[n] for n in IDENTITY if data.get(n)}, today=self._today))
        if not self.draft and (data.get("talked_on") or self._today) > self._today:
            found.append(DayOutOfOrder(field="talked_on"))
        if (data.get("since") or self._today) > self._today:
            found.append(DayInFuture(field="since"))
        elif data.get("since") and data.get("birth_date") and data["since"] < data["birth_date"]:
            found.append(BeforeBirth(field="since"))
        for refusal in found:
            self.refuse(refusal)
        if not self.draft:
            self._ask_about_commune(data.get("commune", ""), data.get("commune_kept", ""))
        return data

    def _ask_about_commune(self, named: str, kept: str) -> None:
        """A commune that the canton does not list is asked about once: it tells no region. Sent again, it stays."""
        if not named or named == kept or not self._values.communes or commune(self._values, named):
            return
        again = cast("QueryDict", self.data).copy()
        again[self.add_prefix("commune_kept")] = named
        self.data = again
        self.add_error(
            "commune",
            _("The list of communes does not contain “%(name)s”. Choose one; if it is right, complete again.")
            % {"name": named},
        )

    def identity(self) -> dict[str, Any]:
        """The person as entered."""
        return {name: self.cleaned_data[name] or None for name in IDENTITY} | {
            name: self.cleaned_data[name] for name in ("family_name", "given_names", "correspondence")
        }

    def notes(self) -> dict[Domain, str]:
        """The texts by domain."""
        return {domain: self.cleaned_data[domain.value] for domain in Domain}

    def registered(self) -> Registered | None:
        """The registration with the own institution."""
        data = self.cleaned_data
        if not data.get("dispositif"):
            return None
        return Registered(data["dispositif"], data["file_number"], data["since"], data["entitlement_until"])

    def capacity(self) -> Capacity | None:
        """The estimate, where one was entered."""
        data = self.cleaned_data
        if data["percent"] is None:
            return None
        return Capacity(data["percent"], CapacityBasis(data["basis"] or CapacityBasis.TALK))

    @classmethod
    def of_person(cls, person: Person) -> dict[str, Any]:
        """The stored person as the form shows it."""
        values = {name: getattr(person, name) for name in IDENTITY}
        return {**values, "ahv_number": written(person.ahv_number), "person_version": person.version}


class ForwardForm(HouseForm):
    """Where the referral goes, if the commune does not say it."""

    version = seen_version()
    region = forms.TypedChoiceField(label=_("Region"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if regions:
            choose(self, "region", [NONE, *((str(one.id), str(one.name)) for one in regions)])
        else:
            del self.fields["region"]
