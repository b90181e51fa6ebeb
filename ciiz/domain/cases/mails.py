"""Mails about cases: that a coaching has led to integration, with nothing of the person."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from ciiz.foundation.mail.kinds import register

INTEGRATED_MAIL = "coaching_integrated"


def integrated(_recipient: AbstractBaseUser, params: dict[str, Any]) -> dict[str, Any]:
    """The link to the case."""
    return {"path": reverse("cases:case", args=[params["dossier_id"]])}


register(INTEGRATED_MAIL, integrated)
