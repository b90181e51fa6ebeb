"""Kinds of mails: what their templates are given, worked out when the mail is sent.

An app registers its kinds in a module `mails.py`, which is found by itself. A link with a token is made here and not
before, so that no token ever lies in the database.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.module_loading import autodiscover_modules

Context = Callable[[AbstractBaseUser, dict[str, Any]], dict[str, Any]]
_kinds: dict[str, Context] = {}


class UnknownKind(LookupError):
    """Nobody registered this kind of mail."""


def register(kind: str, context: Context) -> None:
    """Make `mail/<kind>.txt` a mail; `context` gets the recipient and the stored ids, and returns what it shows."""
    if kind in _kinds and _kinds[kind] is not context:
        raise ValueError(f"two kinds of mail are called {kind}")
    _kinds[kind] = context


def context_of(kind: str) -> Context:
    """What a kind's template is given."""
    _discover()
    if kind not in _kinds:
        raise UnknownKind(kind)
    return _kinds[kind]


@cache
def _discover() -> None:
    autodiscover_modules("mails")


def path_only(_recipient: AbstractBaseUser, params: dict[str, Any]) -> dict[str, Any]:
    """The context of most mails: a path in the platform, to which the template links."""
    return {"path": params["path"]}


register("waiting", path_only)
