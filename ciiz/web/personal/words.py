"""Plain words for what the person reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.enums import Category
from ciiz.domain.organisations.enums import Role
from ciiz.domain.privacy.public import Look
from ciiz.foundation.clock import ZURICH
from ciiz.web.components.data import Text

DOORS: Sequence[tuple[str, Text]] = (
    ("page cases:export", gettext_lazy("took it along in a list")),
    ("page cases:list", gettext_lazy("saw it in the list of cases")),
    ("page paths:", gettext_lazy("evaluated the course of cases")),
    ("page cases:", gettext_lazy("opened the case")),
    ("page start", gettext_lazy("saw it among the own tasks")),
    ("page search:", gettext_lazy("found it by searching")),
    ("page documents:", gettext_lazy("opened documents")),
    ("page papers:", gettext_lazy("printed a form or letter")),
    ("page plans:", gettext_lazy("worked on the plan")),
    ("page consent:", gettext_lazy("looked at consents")),
    ("page persons:", gettext_lazy("opened personal data")),
    ("page meetings:", gettext_lazy("prepared or held a meeting")),
    ("page referrals:", gettext_lazy("worked on the referral")),
    ("page closing:", gettext_lazy("worked on the conclusion")),
    ("page coaching:", gettext_lazy("worked on the coaching")),
    ("page contacts:", gettext_lazy("noted or read a contact")),
    ("page waiting:", gettext_lazy("saw it among what waits")),
    ("page processes:", gettext_lazy("looked at the course of the case")),
    ("page imports:", gettext_lazy("brought it in from a file")),
    ("page personal:", gettext_lazy("worked on the person's page")),
    ("job ", gettext_lazy("wrote a letter")),
)
ORIGINS = {
    "consent": gettext_lazy("the person's consent"),
    "statute": gettext_lazy("a law allows it"),
    "mandate": gettext_lazy("coordinates the case"),
    "seat": gettext_lazy("leads or began the case"),
    "own": gettext_lazy("own data of this institution"),
}
"""In this order: what the person decided comes first."""


def did(door: str) -> str:
    """What somebody did there, in a few words."""
    return next((str(words) for start, words in DOORS if door.startswith(start)), _("looked at another page"))


def who(look: Look, *, own: bool) -> str:
    """By name; what the platform does by itself, and what the person does (`own`: who reads), are named as such."""
    kind = look.actor.partition(":")[0]
    if kind == "membership":
        return look.name
    person = _("you yourself") if own else _("the person themselves")
    return {"system": _("the platform by itself"), "person": person, "bearer": _("somebody invited")}.get(
        kind, look.actor
    )


def why(look: Look) -> str:
    """What gave the right on that day."""
    found = [str(words) for origin, words in ORIGINS.items() if origin in look.origins]
    if look.articles and "statute" in look.origins:
        found = [
            f"{words} ({', '.join(look.articles)})" if words == str(ORIGINS["statute"]) else words for words in found
        ]
    return ", ".join(found)


@dataclass
class Seen:
    """What one person did on one day, by one door."""

    day: date
    who: str
    role: str
    institution: str
    did: str
    why: str
    last: str
    first: str
    times: int = 1
    categories: set[str] = field(default_factory=set)

    @property
    def what(self) -> str:
        """The kinds of data, in their usual order."""
        return ", ".join(str(one.label) for one in Category if one.value in self.categories)

    @property
    def when(self) -> str:
        """The time, or from first to last."""
        return self.last if self.times == 1 or self.first == self.last else f"{self.first}–{self.last}"


def gathered(looks: Sequence[Look], *, own: bool) -> list[Seen]:
    """One line for what somebody did again and again on a day, the latest first; nothing is left out.

    `own`: the person concerned reads.
    """
    found: dict[tuple[object, ...], Seen] = {}
    for look in looks:
        at = look.at.astimezone(ZURICH)
        key = at.date(), look.actor, did(look.door), why(look)
        if key in found:
            held = found[key]
            held.times += 1
            held.first = _clock(at)
        else:
            held = found[key] = Seen(
                day=at.date(),
                who=who(look, own=own),
                role=str(Role(look.role).label) if look.role else "",
                institution=str(look.institution) if look.institution else "",
                did=did(look.door),
                why=why(look),
                last=_clock(at),
                first=_clock(at),
            )
        held.categories.update(look.categories)
    return list(found.values())


def _clock(at: datetime) -> str:
    return time_format(at.time(), "H:i")
