"""Reads of drafts: for the office of their canton only."""

from dataclasses import dataclass
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import LANGUAGES

from .. import engine, policies
from ..engine import Problem
from ..errors import PROBLEMS, REMEDIES
from ..graphs import examined, localized, pictured
from ..models import Draft


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a drawing cannot run yet: id, name and kind of the element, the reason in the reader's language."""

    code: str
    element: str
    name: str
    kind: str
    message: str


def drafts(actor: Actor) -> list[Draft]:
    """What the office is drawing, the latest first."""
    _office(actor)
    rows = Draft.objects.filter(canton_id=actor.canton).select_related("author__user", "based_on")
    return list(rows.defer("xml", "based_on__xml").order_by("-saved_on", "-id"))


def draft(actor: Actor, draft_id: UUID) -> Draft:
    """One draft, with its drawing."""
    _office(actor)
    rows = Draft.objects.select_related("author__user", "based_on").defer("based_on__xml")
    found = rows.filter(id=draft_id, canton_id=actor.canton).first()
    if found is None:
        raise NotFound
    return found


def documentation(actor: Actor) -> list[Draft]:
    """Drawings that the handbook of the canton shows as documentation only."""
    rows = Draft.objects.filter(canton_id=actor.canton, shown_on__isnull=False)
    return list(rows.defer("xml").order_by("code", "id"))


def shown_draft(actor: Actor, draft_id: UUID) -> Draft:
    """One of these, with its drawing; the office reads its drafts here as well."""
    found = Draft.objects.filter(id=draft_id, canton_id=actor.canton).first()
    if found is None or (found.shown_on is None and not policies.may_import(actor.role)):
        raise NotFound
    return found


def findings(drawn: Draft, language: str) -> list[Finding]:
    """Everything that keeps a draft from being published, element by element; nothing: it can run."""
    content = drawn.xml.encode()
    return told(examined(content).problems, engine.labels(content, language))


def told(problems: tuple[Problem, ...], names: dict[str, str]) -> list[Finding]:
    """Problems in words, with the names of the elements; what reads the same is told once."""
    found = (Finding(one.code, one.element, names.get(one.element, ""), one.kind, _reason(one)) for one in problems)
    return list(dict.fromkeys(found))


def _reason(one: Problem) -> str:
    remedy = REMEDIES.get(one.kind) if one.code == "not_in_subset" else None
    return f"{PROBLEMS[one.code]} {remedy}" if remedy else str(PROBLEMS[one.code])


def draft_drawing(drawn: Draft, language: str) -> str:
    """The drawing of a draft with its labels in one language, as far as it has them."""
    return localized(drawn.xml, _one_of_four(language))


def draft_picture(drawn: Draft, language: str) -> str:
    """The same as SVG."""
    return pictured(drawn.xml, _one_of_four(language))


def _office(actor: Actor) -> None:
    if not policies.may_import(actor.role):
        raise NotFound


def _one_of_four(language: str) -> str:
    if language not in LANGUAGES:
        raise NotFound
    return language
