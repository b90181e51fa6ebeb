"""Plays cases through the real journeys, as the right people on given days.

`People` knows who works where; a `Player` takes one case from the IIZ check to its end, one verb a step. Each verb
enters its actor in a transaction of its own and calls one journey, exactly as a page would. Used by the walkthrough,
by the demo's archetype cases and by tests.
"""

from .contacting import call
from .people import People, Who
from .player import Player
from .texts import GoalText, MeasureText, texts

__all__ = ["GoalText", "MeasureText", "People", "Player", "Who", "call", "texts"]
