"""Reads of the context."""

from .choices import branches, coordinators, dispositifs, institutions_of, members_of, pool, regions_of, themes_of
from .confirming import Asked, ToConfirm, count_to_confirm, is_stale, to_ask, to_confirm
from .directory import Wanted, colleagues_of, contact_of, directory, entry, own_membership
from .feeds import feed_of, whose_feed
from .memberships import first_membership, in_force, memberships_of, present, signed_in
from .networks import everywhere, network, networks, office, office_people
from .people import institution, institutions, membership, people
from .team import Choice, filter_choices, looking_after, reachable
from .views import saved_views

__all__ = [
    "Asked",
    "Choice",
    "ToConfirm",
    "Wanted",
    "branches",
    "colleagues_of",
    "contact_of",
    "coordinators",
    "count_to_confirm",
    "directory",
    "dispositifs",
    "entry",
    "everywhere",
    "feed_of",
    "filter_choices",
    "first_membership",
    "in_force",
    "institution",
    "institutions",
    "institutions_of",
    "is_stale",
    "looking_after",
    "members_of",
    "membership",
    "memberships_of",
    "network",
    "networks",
    "office",
    "office_people",
    "own_membership",
    "people",
    "pool",
    "present",
    "reachable",
    "regions_of",
    "saved_views",
    "signed_in",
    "themes_of",
    "to_ask",
    "to_confirm",
    "whose_feed",
]
