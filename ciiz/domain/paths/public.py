"""The door of the context."""

from .counting import Passage, count
from .figures import Figure, Figures, Key
from .policies import may_count, may_look_behind
from .queries import MOST, Among, behind, figures

__all__ = [
    "MOST",
    "Among",
    "Figure",
    "Figures",
    "Key",
    "Passage",
    "behind",
    "count",
    "figures",
    "may_count",
    "may_look_behind",
]
