"""The door of the context."""

from .actor import Actor, BearerActor, PersonActor, SystemActor, enter, enter_system
from .enums import Category, Origin, Standing
from .models import Dossier, DossierRecord, DossierRow
from .operations import (
    close_consent,
    end_participation,
    found,
    mandate,
    open_by_consent,
    open_by_statute,
    set_standing,
    take_part,
)
from .queries import Openings, Sight, exists, institutions, managed, openings, picture

__all__ = [
    "Actor",
    "BearerActor",
    "Category",
    "Dossier",
    "DossierRecord",
    "DossierRow",
    "Openings",
    "Origin",
    "PersonActor",
    "Sight",
    "Standing",
    "SystemActor",
    "close_consent",
    "end_participation",
    "enter",
    "enter_system",
    "exists",
    "found",
    "institutions",
    "managed",
    "mandate",
    "open_by_consent",
    "open_by_statute",
    "openings",
    "picture",
    "set_standing",
    "take_part",
]
