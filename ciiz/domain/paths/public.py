"""The door of the context."""

from .brought import MOST_BYTES, MOST_EVENTS
from .counting import Passage, count
from .errors import LogRefused, LogTooLarge, LogWithoutUsableRow
from .figures import Figure, Figures, Key
from .looking import MEANINGS, Fault, LookedAt, look
from .policies import may_count, may_look_behind
from .queries import MOST, Among, Logged, behind, figures, log

__all__ = [
    "MEANINGS",
    "MOST",
    "MOST_BYTES",
    "MOST_EVENTS",
    "Among",
    "Fault",
    "Figure",
    "Figures",
    "Key",
    "LogRefused",
    "LogTooLarge",
    "LogWithoutUsableRow",
    "Logged",
    "LookedAt",
    "Passage",
    "behind",
    "count",
    "figures",
    "log",
    "look",
    "may_count",
    "may_look_behind",
]
