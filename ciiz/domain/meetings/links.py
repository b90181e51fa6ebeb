"""The links by which an invitation is answered and dates are chosen: signed, for one invitation as it was last sent,
never stored.
"""

from uuid import UUID

from django.core import signing

SALT = "ciiz.meetings.answer"
CHOOSING = "ciiz.meetings.choose"
VERB = "answer"


def answer_token(invitation_id: UUID, sequence: int, *, salt: str = SALT) -> str:
    """What the link names."""
    return signing.dumps([invitation_id.hex, sequence], salt=salt)


def read_token(token: str, *, salt: str = SALT) -> tuple[UUID, int] | None:
    """Invitation and the count with which it went out; None if the link is forged."""
    try:
        key, sequence = signing.loads(token, salt=salt)
        return UUID(key), int(sequence)
    except (signing.BadSignature, ValueError, TypeError):
        return None
