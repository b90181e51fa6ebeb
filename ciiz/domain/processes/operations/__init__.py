"""Writes of the context: keeping definitions, moving instances."""

from .advance import Advance, Done, ReadyStep
from .definitions import import_definition, install, publish
from .instances import complete_step, deviate, interrupt, move, start
from .starting import definition_in_force, start_with

__all__ = [
    "Advance",
    "Done",
    "ReadyStep",
    "complete_step",
    "definition_in_force",
    "deviate",
    "import_definition",
    "install",
    "interrupt",
    "move",
    "publish",
    "start",
    "start_with",
]
