"""The door of the context."""

from .actor import Actor, BearerActor, PersonActor, SystemActor, enter, enter_system, leave
from .enums import Category, Origin, Standing
from .models import Audience, Dossier, DossierRecord, DossierRow
from .operations import (
    close_consent,
    end_participation,
    found,
    found_many,
    mandate,
    new_dossier_id,
    open_by_consent,
    open_by_statute,
    set_standing,
    take_part,
    take_part_together,
)
from .queries import Openings, Sight, categories, coordinated, exists, institutions, managed, openings, picture

__all__ = [
    "Actor",
    "Audience",
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
    "categories",
    "close_consent",
    "coordinated",
    "end_participation",
    "enter",
    "enter_system",
    "exists",
    "found",
    "found_many",
    "institutions",
    "leave",
    "managed",
    "mandate",
    "new_dossier_id",
    "open_by_consent",
    "open_by_statute",
    "openings",
    "picture",
    "set_standing",
    "take_part",
    "take_part_together",
]
