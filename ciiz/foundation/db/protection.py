"""What protects a table, declared on its model; policies and privileges are generated from it (`ciiz db protect`)."""

from dataclasses import dataclass, replace
from enum import Enum


class Kind(Enum):
    """Four kinds of table; an undeclared model fails the checks."""

    REFERENCE = "reference"
    """Public to everybody who has an account: cantons, institutions, definitions."""
    ACCOUNT = "account"
    """Users, memberships, sessions: no row-level security, hence no case data."""
    TECHNICAL = "technical"
    """Queue, mail, keys: ids only."""
    PROTECTED = "protected"
    """Belongs to a dossier; rows are let through by grants."""


@dataclass(frozen=True, slots=True)
class Protection:
    """How one table is protected.

    `app` and `worker` are the privileges of these roles as letters of "siud"; `category` is the fixed category of
    all rows or, with `column`, the name of the column that holds it; `managed` keeps basic rows to those who manage the
    dossier and to the team and contact persons of the contributor; `own_rule` marks the few tables that are not read
    by dossier, category and contributor; `shared` ones may be changed by everybody who sees the row; `audited` is false
    only for bulk whose digest stands in an audited row; `across` names the foreign keys that may lead to another
    dossier (all others stay within it, see `belonging`).
    """

    kind: Kind
    app: str = "siu"
    worker: str = "s"
    category: str | None = None
    column: str | None = None
    managed: bool = False
    own_rule: bool = False
    shared: bool = False
    audited: bool = True
    across: tuple[str, ...] = ()

    def but(self, *, app: str | None = None, worker: str | None = None) -> "Protection":
        """The same protection with other privileges."""
        return replace(self, app=self.app if app is None else app, worker=self.worker if worker is None else worker)


REFERENCE = Protection(Kind.REFERENCE)
ACCOUNT = Protection(Kind.ACCOUNT)
TECHNICAL = Protection(Kind.TECHNICAL, app="siud", worker="siud")


def protected(
    category: str | None = None,
    *,
    column: str | None = None,
    managed: bool = False,
    own_rule: bool = False,
    shared: bool = False,
    audited: bool = True,
    across: tuple[str, ...] = (),
    app: str = "siu",
    worker: str = "s",
) -> Protection:
    """Protection of a table whose rows belong to a dossier.

    >>> protected("health").category
    'health'
    """
    if sum((category is not None, column is not None, own_rule)) != 1:
        raise ValueError("a protected table has a category, a category column or a rule of its own: exactly one")
    if managed and category != "basic":
        raise ValueError("who manages a dossier sees basic data by that, and no other category")
    return Protection(
        Kind.PROTECTED,
        app=app,
        worker=worker,
        category=category,
        column=column,
        managed=managed,
        own_rule=own_rule,
        shared=shared,
        audited=audited,
        across=across,
    )
