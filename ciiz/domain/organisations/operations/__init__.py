"""Writes of the context."""

from .absences import save_absence
from .cantons import load_canton
from .confirming import confirm_entry, confirm_institution
from .contacts import save_contact
from .demo import DemoLogin, demo_logins, demo_weights, load_demo_organisations, load_other_cantons, other_cantons
from .feeds import end_feed, make_feed
from .institutions import OfficeData, save_institution
from .memberships import (
    LOST_DEVICE,
    AlreadyMember,
    add_membership,
    end_membership,
    help_with_lost_device,
    invite,
    invite_again,
    set_habits,
    set_language,
    switch,
)
from .networks import remove_network, save_network
from .officers import OfficerThere, first_officer
from .views import remove_view, rename_view, save_view

__all__ = [
    "LOST_DEVICE",
    "AlreadyMember",
    "DemoLogin",
    "OfficeData",
    "OfficerThere",
    "add_membership",
    "confirm_entry",
    "confirm_institution",
    "demo_logins",
    "demo_weights",
    "end_feed",
    "end_membership",
    "first_officer",
    "help_with_lost_device",
    "invite",
    "invite_again",
    "load_canton",
    "load_demo_organisations",
    "load_other_cantons",
    "make_feed",
    "other_cantons",
    "remove_network",
    "remove_view",
    "rename_view",
    "save_absence",
    "save_contact",
    "save_institution",
    "save_network",
    "save_view",
    "set_habits",
    "set_language",
    "switch",
]
