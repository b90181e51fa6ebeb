"""Keeping templates: begin a draft, save it, publish it, throw it away, go back to an older version."""

import re
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Max, QuerySet

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.transactions import atomic
from ciiz.foundation.errors import Conflict, NotAllowed, NotFound
from ciiz.foundation.i18n.fields import LANGUAGES

from ..enums import Letter, TemplateState
from ..errors import NotADraft, NoteMissing, TextTooLong, UnknownPlaceholder
from ..layouts import LAYOUTS
from ..models import Template
from ..policies import may_maintain
from ..queries.templates import wording
from ..texts import Said, digest, library, placeholders

LONGEST = 2_000
"""Characters of one text."""

BRACES = re.compile(r"\{[^{}]*\}|[{}]")


@atomic
def draft_template(*, actor: Actor, letter: Letter) -> Template:
    """Begins a draft with the texts in force, or gives the one that was begun."""
    _refuse_others(actor)
    if letter not in LAYOUTS:
        raise NotFound
    begun = _of(actor, letter).filter(state=TemplateState.DRAFT).first()
    return begun or _begin(actor, letter, _whole(letter, wording(letter, actor.canton).own))


@atomic
def save_template(*, actor: Actor, template_id: UUID, texts: Said, expected_revision: int) -> Template:
    """Saves the texts of a draft, those named; what a text may not hold is refused at its field `key__language`."""
    held = _draft(actor, template_id)
    if held.revision != expected_revision:
        raise Conflict
    letter = Letter(held.letter)
    said = {language: dict(held.texts[language]) for language in LANGUAGES}
    for language, entered in texts.items():
        for key, text in entered.items():
            if key in said[language]:
                said[language][key] = _checked(letter, key, language, text)
    held.texts, held.revision = said, held.revision + 1
    held.save(update_fields=["texts", "revision"])
    return held


@atomic
def publish_template(*, actor: Actor, template_id: UUID, note: str, expected_revision: int) -> Template:
    """Puts a draft in force, with a note on what changed; from then on nobody changes it."""
    held = _draft(actor, template_id)
    if held.revision != expected_revision:
        raise Conflict
    if not note.strip():
        raise NoteMissing(field="note")
    _of(actor, Letter(held.letter)).filter(state=TemplateState.PUBLISHED).update(state=TemplateState.RETIRED)
    held.state, held.note = TemplateState.PUBLISHED, note.strip()[:300]
    held.published_on, held.published_by_id = actor.today, actor.membership_id
    held.save(update_fields=["state", "note", "published_on", "published_by"])
    return held


@atomic
def discard_template(*, actor: Actor, template_id: UUID) -> None:
    """Throws a draft away; what is in force stays."""
    _draft(actor, template_id).delete()


@atomic
def restore_template(*, actor: Actor, letter: Letter, template_id: UUID | None) -> Template:
    """Begins a draft with the texts of an older version, or (None) with those that ship with ciiz; a draft that was
    begun takes them over.
    """
    _refuse_others(actor)
    older = _of(actor, letter).filter(id=template_id).first() if template_id else None
    if template_id and older is None:
        raise NotFound
    texts = _whole(letter, older.texts if older else {})
    begun = _of(actor, letter).filter(state=TemplateState.DRAFT).first()
    if begun is None:
        return _begin(actor, letter, texts)
    begun.texts, begun.base, begun.revision = texts, digest(letter), begun.revision + 1
    begun.save(update_fields=["texts", "base", "revision"])
    return begun


def _begin(actor: Actor, letter: Letter, texts: Mapping[str, Mapping[str, str]]) -> Template:
    latest = _of(actor, letter).aggregate(latest=Max("version"))["latest"] or 0
    begun = Template(
        canton_id=actor.canton,
        letter=letter,
        version=latest + 1,
        texts=texts,
        base=digest(letter),
        drafted_on=actor.today,
        drafted_by_id=actor.membership_id,
    )
    begun.save(force_insert=True)
    return begun


def _whole(letter: Letter, own: Said) -> dict[str, dict[str, str]]:
    """Every text in every language: the own ones, for new keys those that ship."""
    shipped = library(letter.value)
    return {
        language: {key: own.get(language, {}).get(key, text) for key, text in shipped[language].items()}
        for language in LANGUAGES
    }


def _checked(letter: Letter, key: str, language: str, text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    where = f"{key}__{language}"
    if len(said) > LONGEST:
        raise TextTooLong(field=where, limit=LONGEST)
    known = placeholders(letter, key)
    for found in BRACES.findall(said):
        if found[1:-1] not in known or len(found) == 1:
            named = ", ".join(f"{{{name}}}" for name in known)
            raise UnknownPlaceholder(field=where, found=found, known=named or "–")
    return said


def _draft(actor: Actor, template_id: UUID) -> Template:
    _refuse_others(actor)
    held = Template.objects.select_for_update(of=("self",)).filter(id=template_id, canton_id=actor.canton).first()
    if held is None:
        raise NotFound
    if held.state != TemplateState.DRAFT:
        raise NotADraft
    return held


def _of(actor: Actor, letter: Letter) -> QuerySet[Template]:
    return Template.objects.filter(canton_id=actor.canton, letter=letter)


def _refuse_others(actor: Actor) -> None:
    if not may_maintain(actor.role):
        raise NotAllowed
