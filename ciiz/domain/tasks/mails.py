"""The mail of reminders: how many tasks, and the way in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from ciiz.foundation.mail.kinds import register


def reminders(_recipient: AbstractBaseUser, params: dict[str, Any]) -> dict[str, Any]:
    """The numbers, and the link to the start page."""
    return {**params, "path": reverse("start")}


register("reminders", reminders)
