"""Tables of the context, one class a file."""

from .calendar_feed import CalendarFeed
from .canton import Canton
from .carries import Carries
from .contact import ContactPerson
from .dispositif import Dispositif
from .institution import Institution
from .membership import Membership
from .network import CooperationNetwork
from .office import Office
from .region import Region
from .saved_view import SavedView
from .theme import Theme
from .user import User

__all__ = [
    "CalendarFeed",
    "Canton",
    "Carries",
    "ContactPerson",
    "CooperationNetwork",
    "Dispositif",
    "Institution",
    "Membership",
    "Office",
    "Region",
    "SavedView",
    "Theme",
    "User",
]
