"""The link by which an invitation is answered: signed, for one invitation as it was last sent, never stored."""

from uuid import UUID

from django.core import signing

SALT = "ciiz.meetings.answer"
VERB = "answer"


def answer_token(invitation_id: UUID, sequence: int) -> str:
    """What the link names."""
    return signing.dumps([invitation_id.hex, sequence], salt=SALT)


def read_token(token: str) -> tuple[UUID, int] | None:
    """Invitation and the count with which it went out; None if the link is forged."""
    try:
        key, sequence = signing.loads(token, salt=SALT)
        return UUID(key), int(sequence)
    except (signing.BadSignature, ValueError, TypeError):
        return None
