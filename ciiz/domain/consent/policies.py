"""The rules of consent, in words and then in code."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from ciiz.domain.access.enums import Category
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import ConsentRules
from ciiz.foundation.terms import Term, ends_on

from .enums import Coverage, Onward, Purpose, Recurrence

_RECORD = frozenset({Role.FRONT_LINE, Role.CONTACT, Role.REGIONAL, Role.THEMATIC, Role.SECRETARIAT, Role.OFFICER})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the signed paper says; empty or "not stated" where it says nothing.

    `until` is the last valid day, as on paper. Without `directions_stated` the paper names institutions but not who
    gives and who receives.
    """

    givers: frozenset[int]
    receivers: frozenset[int]
    valid_from: date
    until: date | None = None
    categories: frozenset[Category] = frozenset()
    purposes: tuple[Purpose, ...] = ()
    recurrence: Recurrence = Recurrence.NOT_STATED
    onward: Onward = Onward.NOT_STATED
    directions_stated: bool = True
    language: str = "de"
    notice_version: str = ""
    form_version: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What terms open: half-open period, who gives, who receives, which categories (basic data always)."""

    givers: frozenset[int]
    receivers: frozenset[int]
    categories: frozenset[Category]
    valid_from: date
    valid_to: date
    purposes: frozenset[Purpose] = field(default_factory=frozenset)


def effect(terms: Terms, *, recorder: int, rules: ConsentRules) -> Effect:
    """What terms open, narrowest where they say nothing.

    No category stated: basic data. No last day, and once or not stated how often: as many days as the canton's rules
    say. Direction not stated: whoever records the consent gives, the others receive. Purpose not stated: clarification
    only.
    """
    since, until = terms.valid_from, terms.until
    end = until + timedelta(days=1) if until else ends_on(Term(rules.not_stated_days), since)
    if terms.recurrence is not Recurrence.RECURRING:
        end = min(end, ends_on(Term(rules.one_off_days), since))
    givers, receivers = terms.givers, terms.receivers
    if not terms.directions_stated:
        receivers = (givers | receivers) - {recorder}
        givers = frozenset({recorder})
    return Effect(
        givers=givers,
        receivers=receivers,
        categories=terms.categories | {Category.BASIC},
        valid_from=terms.valid_from,
        valid_to=end,
        purposes=frozenset(terms.purposes) or frozenset({Purpose.CLARIFICATION}),
    )


def may_record(role: Role, *, manages: bool) -> bool:
    """Consents are recorded by those who work with the person or coordinate, and who manage the dossier."""
    return role in _RECORD and manages


def may_withdraw(role: Role) -> bool:
    """Whoever works with the person and sees the consent takes its withdrawal: it must not depend on who is there."""
    return role in _RECORD


class Signed(Protocol):
    """The parts of a consent that say when it holds."""

    signed_on: date | None
    valid_from: date
    valid_to: date
    ended_on: date | None


def last_moment(consent: Signed) -> date:
    """The first day on which it no longer holds."""
    return min(consent.valid_to, consent.ended_on) if consent.ended_on else consent.valid_to


def standing(consent: Signed, *, on: date, withdrawn: bool = False) -> Coverage:
    """How a consent stands on a day: signed, begun, not ended; the last valid day counts, the next one no more."""
    if consent.signed_on is None:
        return Coverage.NONE
    if on >= last_moment(consent):
        return Coverage.WITHDRAWN if withdrawn else Coverage.EXPIRED
    return Coverage.IN_FORCE if consent.valid_from <= on else Coverage.NOT_YET


def best(found: Iterable[Coverage]) -> Coverage:
    """The standing that counts if there are several consents: the first in the order of the list `Coverage`."""
    order = list(Coverage)
    return min(found, key=order.index, default=Coverage.NONE)
