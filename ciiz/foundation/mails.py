"""The mail that takes the newest checkpoint of the trace out of the house, for who keeps it there."""

from typing import Any

from django.conf import settings

from .audit import checkpoints
from .mail.kinds import Addressee, Recipient, register

CHECKPOINT = "checkpoint"


def _to(_params: dict[str, Any]) -> Addressee | None:
    address = settings.CHECKPOINT_MAIL
    return Addressee(address, settings.LANGUAGE_CODE) if address else None


def _line(_recipient: Recipient, _params: dict[str, Any]) -> dict[str, Any]:
    """The newest line, as it is when the mail goes out."""
    last = checkpoints.newest(settings.CHECKPOINTS)
    return {"line": last.line if last else ""}


register(CHECKPOINT, _line, to=_to)
