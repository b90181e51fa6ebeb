"""Writes of the context: keeping definitions, moving instances."""

from .advance import Advance, Done, ReadyStep
from .definitions import drawn, import_definition, install, publish
from .drafts import (
    discard_draft,
    draft_blank,
    draft_from,
    draft_of,
    draft_upload,
    publish_draft,
    replace_draft,
    save_draft,
    show_draft,
)
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
    "discard_draft",
    "draft_blank",
    "draft_from",
    "draft_of",
    "draft_upload",
    "drawn",
    "import_definition",
    "install",
    "interrupt",
    "move",
    "publish",
    "publish_draft",
    "published",
    "replace_draft",
    "save_draft",
    "show_draft",
    "start",
    "start_with",
]
