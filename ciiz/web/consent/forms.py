"""Forms of consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.enums import Category
from ciiz.domain.consent.enums import Onward, Purpose, Recurrence, WithdrawalForm
from ciiz.domain.consent.public import Consent, Terms
from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import ConsentRules
from ciiz.journeys.consent import Copy
from ciiz.web.components.fields import day
from ciiz.web.components.forms import HouseForm
from ciiz.web.documents.forms import FileField

from .parties import Party

NAMED = [(category.value, category.label) for category in Category if category is not Category.BASIC]


def copy_of(form: forms.Form) -> Copy | None:
    """The uploaded signed paper, if there is one."""
    upload = form.cleaned_data.get("copy")
    return Copy(upload.name or "", upload.read()) if upload else None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One institution of the form with its two ticks."""

    party: Party
    gives: bool
    receives: bool


class TermsForm(HouseForm):
    """What the paper says; what it leaves open stays open here and has the narrowest effect."""

    receivers = forms.TypedMultipleChoiceField(
        label=_("Who receives data"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    givers = forms.TypedMultipleChoiceField(
        label=_("Who gives data"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )
    directions_open = forms.BooleanField(
        label=_("The paper does not say who gives and who receives"),
        required=False,
        help_text=_("Then only your institution gives; the others receive."),
    )
    categories = forms.MultipleChoiceField(
        label=_("Which data"),
        choices=NAMED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Basic data always belong to it. Nothing ticked: basic data only."),
    )
    purposes = forms.MultipleChoiceField(
        label=_("What for"), choices=Purpose.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    recurrence = forms.ChoiceField(label=_("How often"), choices=Recurrence.choices)
    onward = forms.ChoiceField(label=_("Passing on to others"), choices=Onward.choices)
    valid_from = day(_("Valid from"))
    until = day(_("Last valid day"), required=False)
    language = forms.ChoiceField(label=_("Language of the form"), choices=Language.choices)
    notice_version = forms.CharField(
        label=_("Version of the data protection notice handed out"), required=False, max_length=20
    )

    def __init__(self, *args: Any, parties: Sequence[Party], rules: ConsentRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parties = parties
        self.fields["recurrence"].help_text = _("Once or not stated: the consent holds for %(days)s days at most.") % {
            "days": rules.one_off_days
        }
        self.fields["until"].help_text = _("Left empty, it is not stated: the consent holds for %(days)s days.") % {
            "days": rules.not_stated_days
        }
        choices = [(str(one.key), str(one.institution)) for one in parties]
        for name in ("receivers", "givers"):
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def near(self) -> list[PartyRow]:
        """Institutions of the case, and every other one that is ticked: what is named stands in sight."""
        return [row for row in self._rows() if row.party.why or row.gives or row.receives]

    def others(self) -> list[PartyRow]:
        """All others, folded away."""
        return [row for row in self._rows() if not (row.party.why or row.gives or row.receives)]

    def _rows(self) -> list[PartyRow]:
        gives, receives = ({str(key) for key in self[name].value() or ()} for name in ("givers", "receivers"))
        return [PartyRow(one, str(one.key) in gives, str(one.key) in receives) for one in self._parties]

    def terms(self) -> Terms:
        """The entries as the domain takes them."""
        data = self.cleaned_data
        return Terms(
            givers=frozenset(data["givers"]),
            receivers=frozenset(data["receivers"]),
            valid_from=data["valid_from"],
            until=data["until"],
            categories=frozenset(Category(code) for code in data["categories"]),
            purposes=tuple(Purpose(code) for code in data["purposes"]),
            recurrence=Recurrence(data["recurrence"]),
            onward=Onward(data["onward"]),
            directions_stated=not data["directions_open"],
            language=data["language"],
            notice_version=data["notice_version"],
        )


class PersonForm(HouseForm):
    """Whose consent it will be, as far as it is known in a minute."""

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    birth_date = day(_("Date of birth"), required=False)

    def identity(self) -> dict[str, Any]:
        """The person as the domain takes it; what is not known is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class SignedForm(HouseForm):
    """The paper came back."""

    signed_on = day(_("Signed on"))
    copy = FileField(label=_("Signed copy"), required=False)


class NewForm(TermsForm):
    """Print first, or record what is signed already."""

    signed_on = day(
        _("Signed on"), required=False, help_text=_("Leave empty to print the form and have it signed first.")
    )
    copy = FileField(label=_("Signed copy"), required=False)


class RenewForm(TermsForm):
    """A new paper in the place of a former one."""

    signed_on = day(_("Signed on"))
    copy = FileField(label=_("Signed copy"), required=False)


class CopyForm(HouseForm):
    """The signed paper, later."""

    copy = FileField(label=_("Signed copy"))


class WithdrawForm(HouseForm):
    """How the person withdrew."""

    how = forms.ChoiceField(
        label=_("How the person withdrew"), choices=WithdrawalForm.choices, widget=forms.RadioSelect
    )


def shown(terms: Terms) -> dict[str, Any]:
    """Terms as the form shows them."""
    return {
        "givers": [str(one) for one in terms.givers],
        "receivers": [str(one) for one in terms.receivers],
        "directions_open": not terms.directions_stated,
        "categories": [category.value for category in terms.categories],
        "purposes": [purpose.value for purpose in terms.purposes],
        "recurrence": terms.recurrence.value,
        "onward": terms.onward.value,
        "valid_from": terms.valid_from,
        "until": terms.until,
        "language": terms.language,
        "notice_version": terms.notice_version,
    }


def as_terms(consent: Consent) -> Terms:
    """What a recorded consent says."""
    return Terms(
        givers=frozenset(consent.givers),
        receivers=frozenset(consent.receivers),
        valid_from=consent.valid_from,
        until=consent.valid_to - timedelta(days=1) if consent.until_stated else None,
        categories=frozenset(Category(code) for code in consent.categories)
        if consent.categories_stated
        else frozenset(),
        purposes=tuple(Purpose(code) for code in consent.purposes) if consent.purposes_stated else (),
        recurrence=Recurrence(consent.recurrence),
        onward=Onward(consent.onward),
        directions_stated=consent.directions_stated,
        language=consent.language,
        notice_version=consent.notice_version,
    )
