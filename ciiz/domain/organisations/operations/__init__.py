"""Writes of the context."""

from .cantons import load_canton
from .contacts import save_contact
from .demo import DemoLogin, demo_logins, demo_weights, load_demo_organisations
from .institutions import save_institution
from .memberships import AlreadyMember, add_membership, end_membership, invite, invite_again, set_language, switch

__all__ = [
    "AlreadyMember",
    "DemoLogin",
    "add_membership",
    "demo_logins",
    "demo_weights",
    "end_membership",
    "invite",
    "invite_again",
    "load_canton",
    "load_demo_organisations",
    "save_contact",
    "save_institution",
    "set_language",
    "switch",
]
