"""The IIZ check: done in a minute, kept also when it says no (source 003)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Occasion
from ciiz.domain.organisations.enums import CaseForm, CriterionKind
from ciiz.domain.organisations.public import Criteria
from ciiz.domain.persons import public as persons
from ciiz.web.components.fields import choose, day, explained
from ciiz.web.components.forms import HouseForm

HINTS = {
    CaseForm.NONE: _("The ordinary file is enough. The check is kept all the same."),
    CaseForm.NETWORK: _("Two or more institutions agree directly, without a session."),
    CaseForm.ROUND_TABLE: _("Institutions and person sit at one table. Leads to the referral."),
    CaseForm.ASSESSMENT: _("A specialised team clarifies with the person. Leads to the referral."),
    CaseForm.COACHING: _("Coaching by two institutions together. Leads to the referral."),
}


class CheckForm(HouseForm):
    """Who, why, what applies, what is indicated."""

    family_name = forms.CharField(label=_("Family name"), max_length=100)
    given_names = forms.CharField(label=_("Given names"), max_length=100)
    birth_date = day(_("Date of birth"), required=False)
    other = forms.BooleanField(label=_("It is somebody else"), required=False)
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Occasion.choices, widget=forms.RadioSelect)
    criteria = forms.MultipleChoiceField(
        label=_("What speaks for IIZ"), required=False, widget=forms.CheckboxSelectMultiple
    )
    against = forms.MultipleChoiceField(
        label=_("What speaks against it at the moment"), required=False, widget=forms.CheckboxSelectMultiple
    )
    indicated = forms.ChoiceField(label=_("What is indicated?"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        definition: Criteria,
        offered: tuple[CaseForm, ...],
        known: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        self.seen: list[persons.Found] = []
        if known:
            for name in ("family_name", "given_names", "birth_date", "other"):
                del self.fields[name]
        speaks = [one for one in definition.criteria if one.kind is CriterionKind.ASPECT]
        against = [one for one in definition.criteria if one.kind is not CriterionKind.ASPECT]
        choose(self, "criteria", [(one.code, explained(one, one.hint)) for one in speaks])
        self.fields["criteria"].help_text = str(definition.rule)
        if against:
            choose(self, "against", [(one.code, explained(one, one.hint)) for one in against])
        else:
            del self.fields["against"]
        choose(self, "indicated", [(form.value, explained(form.label, HINTS[form])) for form in offered])

    def clean(self) -> dict[str, Any]:
        """Whether it is a person whom the actor sees already is asked before a second one is entered."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("family_name") and data.get("birth_date"):
            self.seen = persons.namesakes(self._actor, data["family_name"], data["birth_date"])
        if self.seen and not data["other"]:
            self.add_error(
                "other",
                _(
                    "You already see a person of this family name and date of birth. Go on with them, or tick this "
                    "if it is somebody else; nothing is lost."
                ),
            )
        return data

    def met(self) -> dict[str, bool]:
        """What applies of the canton's criteria."""
        data = self.cleaned_data
        return dict.fromkeys([*data["criteria"], *data.get("against", ())], True)

    def identity(self) -> dict[str, Any]:
        """The new person as far as it is known in a minute."""
        data = self.cleaned_data
        told = {name: data[name] for name in ("family_name", "given_names")}
        return told | ({"birth_date": data["birth_date"]} if data["birth_date"] else {})
