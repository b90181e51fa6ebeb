"""All verbs together."""

from .ending import Ending
from .managing import Managing


class Player(Managing, Ending):
    """Plays one case; see the verbs of `Referring`, `Managing` and `Ending`."""
