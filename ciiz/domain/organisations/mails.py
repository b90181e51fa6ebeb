"""Mails about accounts: the invitation, whose link is made when it is sent, word of a further role; and the asking
whether an entry of the directory is still right."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from ciiz.foundation.invitations import invitation_token
from ciiz.foundation.mail.kinds import register


def invitation(recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The link by which the first password is set."""
    return {"path": reverse("invitation", args=[invitation_token(recipient)])}


def new_role(_recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The link to the start page."""
    return {"path": reverse("start")}


def confirm_entry(_recipient: AbstractBaseUser, _params: dict[str, Any]) -> dict[str, Any]:
    """The link to the page on which entries are confirmed."""
    return {"path": reverse("directory_confirm")}


register("confirm_entry", confirm_entry)
register("invitation", invitation)
register("new_role", new_role)
