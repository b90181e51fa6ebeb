"""Writes of the context."""

from .cantons import load_canton
from .contacts import save_contact
from .institutions import save_institution
from .memberships import AlreadyMember, add_membership, end_membership, invite, set_language, switch

__all__ = [
    "AlreadyMember",
    "add_membership",
    "end_membership",
    "invite",
    "load_canton",
    "save_contact",
    "save_institution",
    "set_language",
    "switch",
]
