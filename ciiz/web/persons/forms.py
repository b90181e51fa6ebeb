"""Forms of the person. Beside each descriptive field stands the reason why it is empty."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import Dispositif, Institution
from ciiz.domain.persons.enums import Absence, Aspect, CapacityBasis, InsurancePhase, MatchOutcome, Permit, Sex
from ciiz.domain.persons.public import Described, Person, Registration, countries, languages, written
from ciiz.web.components.fields import FIRST_LANGUAGES, day
from ciiz.web.components.forms import HouseForm

NONE = ("", _("nothing entered"))
WHY = "why:"


def _why(label: Any) -> forms.ChoiceField:
    """The reason for the absence of a value that is typed; lists offer their reasons themselves."""
    return forms.ChoiceField(label=label, required=False, choices=[("", _("not asked")), *_REASONS])


def _or_reason(choices: Sequence[Any]) -> list[Any]:
    """A list with the reasons why none of it is chosen."""
    reasons = [(f"{WHY}{value}", label) for value, label in _REASONS]
    return [("", _("not asked")), *choices, (_("No answer because"), reasons)]


_REASONS = [(reason.value, reason.label) for reason in Absence if reason is not Absence.NOT_ASKED]


class DescribedForm(HouseForm):
    """A form in which `<field>_absent` says why a descriptive field is empty."""

    described: ClassVar[Sequence[str]] = ()

    def told(self) -> dict[str, Any]:
        """Values, or the reason for their absence, of all fields."""
        data = self.cleaned_data
        found = {name: data[name] for name in data if not name.endswith("_absent") and name != "version"}
        for name in self.described:
            value = found[name]
            if isinstance(value, str) and value.startswith(WHY):
                found[name] = Absence(value.removeprefix(WHY))
            elif value in (None, "", []):
                found[name] = Absence(data.get(f"{name}_absent") or Absence.NOT_ASKED)
        return found

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @classmethod
    def reasons(cls, row: Described) -> dict[str, Any]:
        """The reasons that are stored, as the form shows them."""
        found = {}
        for name, reason in row.absent.items():
            if name in cls.described and reason != Absence.NOT_ASKED:
                typed = f"{name}_absent" in cls.base_fields
                found[f"{name}_absent" if typed else name] = reason if typed else f"{WHY}{reason}"
        return found


class IdentityForm(DescribedForm):
    """Who the person is."""

    described = Person.described

    version = forms.IntegerField(widget=forms.HiddenInput)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    birth_date = day(_("Date of birth"), required=False)
    birth_date_absent = _why(_("Date of birth: why not given"))
    ahv_number = forms.CharField(label=_("AHV number"), required=False, max_length=20, help_text="756.xxxx.xxxx.xx")
    ahv_number_absent = _why(_("AHV number: why not given"))
    sex = forms.ChoiceField(label=_("Sex"), required=False, choices=_or_reason(Sex.choices))
    nationality = forms.ChoiceField(label=_("Nationality"), required=False)
    permit = forms.ChoiceField(label=_("Residence permit"), required=False, choices=_or_reason(Permit.choices))
    languages = forms.MultipleChoiceField(label=_("Languages"), required=False, widget=forms.SelectMultiple)
    languages_absent = _why(_("Languages: why not given"))
    correspondence = forms.ChoiceField(label=_("Language of correspondence"), choices=Language.choices)
    commune = forms.CharField(label=_("Commune"), required=False, max_length=80)
    commune_absent = _why(_("Commune: why not given"))
    street = forms.CharField(label=_("Street and number"), required=False, max_length=120)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=10)
    town = forms.CharField(label=_("Town"), required=False, max_length=80)
    street_absent = _why(_("Address: why not given"))
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    phone_absent = _why(_("Telephone: why not given"))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    email_absent = _why(_("E-mail address: why not given"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "de")[:2]
        self._choose("nationality", _or_reason(list(countries(language).items())))
        known = languages(language)
        first = {code: known[code] for code in FIRST_LANGUAGES if code in known}
        self._choose("languages", list((first | known).items()))

    @classmethod
    def shown(cls, person: Person) -> dict[str, Any]:
        """The stored identity as the form shows it."""
        fields = [name for name in cls.base_fields if not name.endswith("_absent")]
        values = {name: getattr(person, name) for name in fields}
        return {**values, "ahv_number": written(person.ahv_number), **cls.reasons(person)}


class SituationForm(HouseForm):
    """What the own institution says about one aspect."""

    code = forms.ChoiceField(label=_("State"), required=False)
    text = forms.CharField(label=_("In words"), required=False, max_length=2000, widget=forms.Textarea({"rows": 4}))
    absent = _why(_("If nothing is entered above: why"))
    noted_on = day(_("As of"))

    def __init__(self, *args: Any, aspect: Aspect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if aspect.codes is None:
            del self.fields["code"]
        else:
            cast("forms.ChoiceField", self.fields["code"]).choices = [NONE, *aspect.codes.choices]


class CapacityForm(DescribedForm):
    """How the own institution judges the work capacity."""

    described = ("percent",)

    percent = forms.IntegerField(label=_("Work capacity in percent"), required=False, min_value=0, max_value=100)
    percent_absent = _why(_("If nothing is entered above: why"))
    basis = forms.ChoiceField(label=_("Based on"), choices=CapacityBasis.choices)
    remark = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("No diagnoses here: they belong to the health category."),
    )
    judged_on = day(_("Judged on"))


class RegistrationForm(DescribedForm):
    """Where the person is registered."""

    described = ("file_number", "since", "entitlement_until")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    dispositif = forms.ChoiceField(label=_("Dispositif"))
    institution_id = forms.TypedChoiceField(label=_("Institution"), required=False, coerce=int, empty_value=None)
    file_number = forms.CharField(label=_("File number there"), required=False, max_length=40)
    file_number_absent = _why(_("File number: why not given"))
    since = day(_("Registered since"), required=False)
    since_absent = _why(_("Registered since: why not given"))
    entitlement_until = day(_("Entitled until"), required=False)
    entitlement_until_absent = _why(_("Entitled until: why not given"))
    phase = forms.ChoiceField(
        label=_("Phase with the disability insurance"), required=False, choices=[NONE, *InsurancePhase.choices]
    )
    keyword = forms.CharField(label=_("Keyword in AVAM"), required=False, max_length=40)
    ended_on = day(_("Ended on"), required=False)

    def __init__(
        self, *args: Any, dispositifs: Sequence[Dispositif], institutions: Sequence[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("dispositif", [(one.code, str(one.name)) for one in dispositifs])
        self._choose("institution_id", [NONE, *((str(one.id), str(one)) for one in institutions)])

    @classmethod
    def shown(cls, row: Registration) -> Mapping[str, Any]:
        """The stored registration as the form shows it."""
        names = ("file_number", "since", "entitlement_until", "phase", "keyword", "ended_on", "institution_id")
        values = {name: getattr(row, name) for name in names}
        return {**values, **cls.reasons(row), "version": row.version, "dispositif": row.dispositif_id}


class MatchForm(HouseForm):
    """What the same AHV number in two cases means."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("The two cases concern"), choices=MatchOutcome.choices, widget=forms.RadioSelect
    )
