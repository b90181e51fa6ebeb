"""What the navigation offers; areas register their entries where they declare their urls."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import Promise

Text = str | Promise
Counter = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, for which roles (empty: all), in which order, and how many wait behind it.

    `group` separates entries by a line. `count` is called with the actor and must be cheap; None and 0 show nothing.
    `key` is the letter that opens the page from every other one.
    """

    name: str
    label: Text
    order: int
    roles: Collection[str] = ()
    group: int = 0
    count: Counter | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as the page shows it."""

    label: str
    url: str
    current: bool
    gap: bool
    count: str
    key: str


_items: dict[str, Item] = {}
SEARCH = "search"


def register(item: Item) -> None:
    """Adds an entry; the same name again replaces it."""
    _items[item.name] = item


def registered() -> list[Item]:
    """All entries in order."""
    return sorted(_items.values(), key=lambda item: (item.group, item.order))


def shown(actor: Any, path: str) -> list[Shown]:
    """The entries for an actor on a page."""
    role = getattr(actor, "role", None)
    result: list[Shown] = []
    group: int | None = None
    for item in registered():
        url = address(item.name)
        if not url or (item.roles and role not in item.roles):
            continue
        number = item.count(actor) if item.count and actor is not None else None
        current = path == url or (url != "/" and path.startswith(url))
        result.append(
            Shown(
                str(item.label), url, current, group not in (None, item.group), str(number) if number else "", item.key
            )
        )
        group = item.group
    return result


def address(name: str) -> str:
    """The address of a page without arguments; "" when there is no such page."""
    return _address(name, get_script_prefix())


@lru_cache
def _address(name: str, _prefix: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
