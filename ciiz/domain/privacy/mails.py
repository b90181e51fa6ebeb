"""Mails to the person concerned: the code of the second step, and that an answer is there. Neither says of what."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from ciiz.foundation.mail.kinds import Addressee, Recipient, register

from . import keys
from .enums import SecondStep
from .models import PersonalPage

CODE, ANSWERED = "person_code", "person_answered"


def _to(params: dict[str, Any]) -> Addressee | None:
    """The mailbox that the person chose; nobody once the page is ended, or where an app is used."""
    page = PersonalPage.objects.filter(id=params["page"], ended_on__isnull=True, second_step=SecondStep.MAIL).first()
    address = keys.unseal(page.secret) if page is not None else ""
    return Addressee(address, page.language) if page is not None and address else None


def _code(_recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    """Six digits that follow from the page and the wish to sign in; made here and stored nowhere."""
    return {"code": keys.mailed(UUID(params["page"]), params["wish"])}


def _answered(_recipient: Recipient, _params: dict[str, Any]) -> dict[str, Any]:
    """The way to the page."""
    return {"path": reverse("personal:home")}


register(CODE, _code, to=_to)
register(ANSWERED, _answered, to=_to)
