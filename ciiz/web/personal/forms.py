"""Forms of the person's page, and of those who give it."""

from typing import Any

from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.privacy.enums import ConcernKind, KeptBack, Outcome, SecondStep
from ciiz.domain.privacy.public import plain
from ciiz.web.components.fields import area, day, radio
from ciiz.web.components.forms import HouseForm


class CodeForm(HouseForm):
    """The code of the letter."""

    code = forms.CharField(
        label=_("Code from the letter"),
        max_length=40,
        help_text=_("Four groups of four letters and digits. Small letters and missing dashes do not matter."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Letters and digits only."""
        found = plain(self.cleaned_data["code"])
        if not found:
            raise forms.ValidationError(_("This is not a code of a letter: it has sixteen letters and digits."))
        return found


class BirthForm(HouseForm):
    """By the date of birth the person proves on the first visit who they are."""

    born = forms.DateField(label=_("Your date of birth"))


class ChooseForm(HouseForm):
    """How the person proves who they are besides the code."""

    step = radio(_("How do you want to prove who you are besides the code?"), SecondStep.choices)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only for the code by e-mail. It is stored encrypted and used for nothing else."),
    )

    def clean(self) -> dict[str, Any] | None:
        """The mail needs an address."""
        by_mail = self.cleaned_data.get("step") == SecondStep.MAIL
        if by_mail and not self.cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the address to which the code goes."))
        return self.cleaned_data


class DigitsForm(HouseForm):
    """The six digits of the second step; `fits` says whether they are right."""

    code = forms.CharField(
        label=_("Code of six digits"),
        max_length=12,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}),
    )


def app_fits(secret: str, typed: str) -> bool:
    """The digits that the app shows now, or a moment ago."""
    return bool(secret) and bool(validate_totp_code(secret, "".join(typed.split())))


class SayForm(HouseForm):
    """What the person wants."""

    kind = radio(_("What is it about?"), ConcernKind.choices)
    words = area(
        _("What do you want to tell us?"),
        rows=5,
        required=False,
        help_text=_(
            "Those read it who look after your case. Whether you get everything that is stored needs no words."
        ),
    )


class NoteForm(SayForm):
    """The same, noted by somebody for the person."""

    said_on = day(_("Said or received on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("What does the person want?")
        self.fields["words"].help_text = ""


class AnswerForm(HouseForm):
    """What came of it."""

    outcome = radio(_("What came of it?"), Outcome.choices)
    words = area(
        _("Answer to the person"),
        rows=5,
        required=False,
        help_text=_("The person reads this on their page. If not everything was done as asked, say why."),
    )


class ShowingForm(HouseForm):
    """Whether the person sees a document."""

    shown = radio(_("Does the person see this document?"), [("yes", _("yes")), ("no", _("no, it is kept back"))])
    why = radio(_("Why is it kept back? The person reads the reason."), [("", "–"), *KeptBack.choices], required=False)

    def clean(self) -> dict[str, Any] | None:
        """What is kept back needs its reason."""
        if self.cleaned_data.get("shown") == "no" and not self.cleaned_data.get("why"):
            self.add_error("why", _("Choose a reason."))
        return self.cleaned_data
