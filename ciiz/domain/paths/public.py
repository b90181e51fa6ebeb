"""The door of the context."""

from .counting import Passage, count
from .figures import Figure, Figures, Key
from .policies import may_count, may_look_behind
from .queries import MOST, Among, Logged, behind, figures, log

__all__ = [
    "MOST",
    "Among",
    "Figure",
    "Figures",
    "Key",
    "Logged",
    "Passage",
    "behind",
    "count",
    "figures",
    "log",
    "may_count",
    "may_look_behind",
]
