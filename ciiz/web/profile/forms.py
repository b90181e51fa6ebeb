"""Forms of one's own account; the entry in the directory is also kept by the IIZ office."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import ContactPerson, Membership, canton_values, colleagues_of, save_contact
from ciiz.web.components.forms import HouseForm


class AccountForm(HouseForm):
    """The language of pages and mails, and what single keys do."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=Language.choices,
        help_text=_("Language of the pages and of the mails you get."),
    )
    shortcuts = forms.BooleanField(
        label=_("Single keys open pages"),
        required=False,
        help_text=_("/ goes to the search, c logs a contact, d opens the directory. Switch them off if you dictate."),
    )


class EntryForm(HouseForm):
    """The entry of a contact person in the directory."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    competences = forms.MultipleChoiceField(
        label=_("Competences"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What colleagues of other institutions may ask you about."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), widget=forms.CheckboxSelectMultiple, choices=Language.choices
    )

    def __init__(self, *args: Any, contact: ContactPerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contact = contact
        offered = canton_values(contact.membership.institution.canton_id).competences
        self._offer("competences", [(one.code, str(one)) for one in offered])

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @staticmethod
    def shown(contact: ContactPerson) -> dict[str, Any]:
        """The saved entry as the form shows it."""
        return {
            "version": contact.version,
            "phone": contact.phone,
            "competences": contact.competences,
            "languages": contact.languages,
        }

    def save(self, actor: Actor) -> ContactPerson:
        """Saves the entry; raises the refusals of the domain."""
        data = self.cleaned_data
        return save_contact(
            actor=actor,
            contact_id=self.contact.id,
            expected_version=data["version"],
            phone=data["phone"],
            competences=data["competences"],
            languages=[Language(code) for code in data["languages"]],
        )


class AbsenceForm(HouseForm):
    """When somebody is away, and who stands in."""

    deputy = forms.TypedChoiceField(
        label=_("Deputy"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Gets the tasks during the absence, but no access to the cases by that."),
    )
    absent_from = forms.DateField(
        label=_("Absent from"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    absent_to = forms.DateField(
        label=_("Absent until and including"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, held: Membership, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(str(one.id), f"{one.user.full_name}, {one.get_role_display()}") for one in colleagues_of(held, on)]
        cast("forms.ChoiceField", self.fields["deputy"]).choices = [("", _("nobody")), *people]
