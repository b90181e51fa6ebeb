"""Kinds of mails: what their templates are given, worked out when the mail is sent.

An app registers its kinds in a module `mails.py`, which is found by itself. A link with a token is made here and not
before, so that no token ever lies in the database.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules


class Recipient(Protocol):
    """To whom a mail goes and in which language: a user, or an `Addressee`."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody without an account."""

    email: str
    language: str


@dataclass(frozen=True, slots=True)
class Part:
    """The same once more in a form that a program reads, such as an appointment; `type` is a MIME type."""

    type: str
    content: str


Context = Callable[[Any, dict[str, Any]], dict[str, Any]]
Finder = Callable[[dict[str, Any]], Recipient | None]
Parts = Callable[[Any, dict[str, Any]], Sequence[Part]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a mail shows (`context`), to whom it goes if not to a user (`to`: None where nobody is to get it any more),
    and what it carries besides its text (`parts`)."""

    context: Context
    to: Finder | None = None
    parts: Parts | None = None


_kinds: dict[str, Kind] = {}


class UnknownKind(LookupError):
    """Nobody registered this kind of mail."""


def register(kind: str, context: Context, *, to: Finder | None = None, parts: Parts | None = None) -> None:
    """Make `mail/<kind>.txt` a mail; `context` gets the recipient and the stored ids, and returns what it shows."""
    made = Kind(context, to, parts)
    if kind in _kinds and _kinds[kind] != made:
        raise ValueError(f"two kinds of mail are called {kind}")
    _kinds[kind] = made


def kind_of(kind: str) -> Kind:
    """How a kind is made."""
    _discover()
    if kind not in _kinds:
        raise UnknownKind(kind)
    return _kinds[kind]


def context_of(kind: str) -> Context:
    """What a kind's template is given."""
    return kind_of(kind).context


@cache
def _discover() -> None:
    autodiscover_modules("mails")


def path_only(_recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    """The context of most mails: a path in the platform, to which the template links."""
    return {"path": params["path"]}


register("waiting", path_only)
