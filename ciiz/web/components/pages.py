"""Pages of lists: counts stop at 1,000+, deep pages are reached by filters, not by counting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

T = TypeVar("T")
LIMIT = 1000
SIZE = 50


@dataclass(frozen=True, slots=True)
class Count:
    """A number that stops at a limit: "1000+"."""

    number: int
    more: bool = False

    def __str__(self) -> str:
        return f"{self.number}+" if self.more else str(self.number)


def bounded_count(rows: QuerySet[Any], limit: int = LIMIT) -> Count:
    """Counts at most `limit` rows, in one statement."""
    found = rows.order_by()[: limit + 1].count()
    return Count(limit, True) if found > limit else Count(found)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list. `before` and `after` are query strings ("" when there is no such page)."""

    rows: Sequence[T]
    count: Count | None = None
    before: str = ""
    after: str = ""
    first: int = 1

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def last(self) -> int:
        """Number of the last row shown, counted from 1."""
        return self.first + len(self.rows) - 1


def query_with(query: QueryDict, **changes: object) -> str:
    """The query string with some keys set (None removes one), starting with "?"."""
    changed = query.copy()
    for key, value in changes.items():
        changed.pop(key, None)
        if value is not None:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"


def numbered_page(request: HttpRequest, rows: "QuerySet[Any] | Sequence[T]", *, size: int = SIZE) -> Page[T]:
    """A page by number (`?page=2`) for lists that a filter has made short; beyond the limit there is no page."""
    last = LIMIT // size
    number = min(max(_number(request.GET.get("page")), 1), last)
    start = (number - 1) * size
    fetched = list(rows[start : start + size + 1])
    count = bounded_count(rows) if isinstance(rows, QuerySet) else Count(min(len(rows), LIMIT), len(rows) > LIMIT)
    return Page(
        fetched[:size],
        count,
        before=query_with(request.GET, page=number - 1 if number > 2 else None) if number > 1 else "",
        after=query_with(request.GET, page=number + 1) if len(fetched) > size and number < last else "",
        first=start + 1,
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 1


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list, from `?sort=name` or `?sort=-name`; only keys the page names are accepted."""

    key: str
    descending: bool = False

    @classmethod
    def of(cls, request: HttpRequest, allowed: Sequence[str], default: str) -> "Sort":
        """The order asked for, else the default (which may start with "-")."""
        asked = request.GET.get("sort", "")
        chosen = asked if asked.removeprefix("-") in allowed else default
        return cls(chosen.removeprefix("-"), chosen.startswith("-"))
