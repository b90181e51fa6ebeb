"""Writes of the context: keeping definitions, moving instances."""

from .advance import Advance, Done, ReadyStep
from .definitions import drawn, import_definition, install, publish
from .instances import complete_step, deviate, interrupt, move, start
from .moving import Course, Offer, course, published
from .starting import start_with

__all__ = [
    "Advance",
    "Course",
    "Done",
    "Offer",
    "ReadyStep",
    "complete_step",
    "course",
    "deviate",
    "drawn",
    "import_definition",
    "install",
    "interrupt",
    "move",
    "publish",
    "published",
    "start",
    "start_with",
]
