"""All verbs together."""

from .contacting import Contacting
from .disputing import Disputing
from .ending import Ending
from .managing import Managing


class Player(Managing, Ending, Contacting, Disputing):
    """Plays one case; see the verbs of `Referring`, `Managing`, `Ending`, `Contacting` and `Disputing`."""
