"""Sign-in forms in the house's words and look; what they do is allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import leave
from ciiz.domain.organisations.public import User
from ciiz.web.components.forms import mark

LABELS: dict[str, Any] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "code": _("Code"),
}
HINTS: dict[str, Any] = {
    "password1": _("At least 12 characters; a sentence of several words is easy to remember."),
    "code": _("Six digits from your authenticator app, or one of your recovery codes."),
}


def in_house_style(form: forms.BaseForm) -> None:
    """Labels instead of placeholders, hints below labels."""
    form.label_suffix = ""
    for name, field in form.fields.items():
        field.label = LABELS.get(name, field.label)
        field.help_text = HINTS.get(name, "")
        field.unmarked = True  # type: ignore[attr-defined]  # all are required, which goes without saying here
        for attribute in ("placeholder", "autofocus"):
            field.widget.attrs.pop(attribute, None)
    if "code" in form.fields:
        form.fields["code"].widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "text", "class": "short"}
    mark(form)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    """Asks for a link to set a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Sets a new password by the link of a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)

    def save(self) -> None:
        """By whoever holds the link, also in a browser where somebody else is signed in."""
        leave()
        super().save()


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """Sets a new password, knowing the old one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """Asks for the password again before a delicate change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)


class CodeForm(mfa.AuthenticateForm):  # type: ignore[misc]
    """The second factor at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)


class CodeAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second factor again before a delicate change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)


class ActivateCodeForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly set up app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)
        self.fields["code"].help_text = _("Six digits that the app shows now.")


class LostDeviceForm(forms.Form):
    """The password again, before the second step is taken off."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), max_length=200, strip=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        in_house_style(self)

    def clean_password(self) -> str:
        """The one of the account."""
        typed = str(self.cleaned_data["password"])
        if not self._user.check_password(typed):
            raise forms.ValidationError(_("This is not the password of the account. Nothing was changed; try again."))
        return typed


class InvitationForm(account.SetPasswordForm):  # type: ignore[misc]
    """The first password of an invited user."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_house_style(self)
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password again")

    def save(self) -> None:
        """By whoever holds the link, also in a browser where somebody else is signed in."""
        leave()
        super().save()
