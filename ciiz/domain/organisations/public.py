"""The door of the context."""

from .acting import Acting
from .models import Canton, Dispositif, Institution, Membership, Region, Theme, User
from .operations import add_membership, end_membership, invite, load_canton, switch
from .queries import (
    Wanted,
    coordinators,
    directory,
    dispositifs,
    entry,
    first_membership,
    in_force,
    institutions_of,
    members_of,
    memberships_of,
    pool,
    regions_of,
    themes_of,
)
from .values import CantonValues, Criteria, ExitReason, MalformedValues, Route, by_code, canton_values, route

__all__ = [
    "Acting",
    "Canton",
    "CantonValues",
    "Criteria",
    "Dispositif",
    "ExitReason",
    "Institution",
    "MalformedValues",
    "Membership",
    "Region",
    "Route",
    "Theme",
    "User",
    "Wanted",
    "add_membership",
    "by_code",
    "canton_values",
    "coordinators",
    "directory",
    "dispositifs",
    "end_membership",
    "entry",
    "first_membership",
    "in_force",
    "institutions_of",
    "invite",
    "load_canton",
    "members_of",
    "memberships_of",
    "pool",
    "regions_of",
    "route",
    "switch",
    "themes_of",
]
