"""Who acts, as this context needs to know it; the actor itself is built one floor above."""

from datetime import date
from typing import Protocol

from .enums import Role


class Acting(Protocol):
    """The part of an actor that administration and directory ask for."""

    @property
    def membership_id(self) -> int: ...

    @property
    def user_id(self) -> int: ...

    @property
    def role(self) -> Role: ...

    @property
    def institution_id(self) -> int: ...

    @property
    def canton(self) -> str: ...

    @property
    def region_id(self) -> int | None: ...

    @property
    def theme_id(self) -> int | None: ...

    @property
    def today(self) -> date: ...
