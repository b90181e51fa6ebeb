"""All verbs together."""

from .contacting import Contacting
from .ending import Ending
from .managing import Managing


class Player(Managing, Ending, Contacting):
    """Plays one case; see the verbs of `Referring`, `Managing`, `Ending` and `Contacting`."""
