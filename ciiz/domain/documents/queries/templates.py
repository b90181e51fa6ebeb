"""Templates of a canton: which texts are in force, what waits for its translation, what a version changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.public import canton_values
from ciiz.foundation.i18n.fields import LANGUAGES

from ..enums import Letter, TemplateState
from ..layouts import LAYOUTS
from ..models import Template
from ..texts import Said, Wording, library


def wording(letter: Letter, canton: str) -> Wording:
    """The texts of a letter in force in a canton."""
    published = Template.objects.filter(canton_id=canton, letter=letter, state=TemplateState.PUBLISHED).first()
    return worded(published) if published else Wording(letter)


def wordings(canton: str) -> Mapping[Letter, Wording]:
    """The texts of all letters in force in a canton; one statement."""
    published = Template.objects.filter(canton_id=canton, state=TemplateState.PUBLISHED)
    own = {Letter(one.letter): worded(one) for one in published}
    return {letter: own.get(letter) or Wording(letter) for letter in LAYOUTS}


def worded(held: Template) -> Wording:
    """The texts of one version."""
    languages = [language.value for language in canton_values(held.canton_id).languages]
    return Wording(Letter(held.letter), held.id, held.version, held.texts, languages)


def begun_templates(actor: Actor) -> set[Letter]:
    """The letters of which a draft was begun."""
    drafts = Template.objects.filter(canton_id=actor.canton, state=TemplateState.DRAFT)
    return {Letter(letter) for letter in drafts.values_list("letter", flat=True)}


def bases(actor: Actor) -> Mapping[Letter, str]:
    """Which edition of the shipped texts each own version in force was begun from."""
    published = Template.objects.filter(canton_id=actor.canton, state=TemplateState.PUBLISHED)
    return {Letter(letter): base for letter, base in published.values_list("letter", "base")}


def template_draft(actor: Actor, letter: Letter) -> Template | None:
    """The draft of a letter, if somebody has begun one."""
    return _of(actor).filter(letter=letter, state=TemplateState.DRAFT).first()


def template_versions(actor: Actor, letter: Letter) -> list[Template]:
    """The versions that are or were in force, latest first."""
    return list(_of(actor).filter(letter=letter).exclude(state=TemplateState.DRAFT).order_by("-version"))


@dataclass(frozen=True, slots=True)
class Change:
    """A text that one version says otherwise than another."""

    language: str
    was: str
    now: str


def changes(letter: Letter, before: Said, after: Said) -> list[Change]:
    """What two versions say differently; {} stands for the texts that ship with ciiz."""
    shipped = library(letter.value)
    found = []
    for key in shipped[LANGUAGES[0]]:
        for language in LANGUAGES:
            was, now = (said.get(language, {}).get(key, shipped[language][key]) for said in (before, after))
            if was != now:
                found.append(Change(language, was, now))
    return found


def _of(actor: Actor) -> QuerySet[Template]:
    related = ("drafted_by__user", "published_by__user")
    return Template.objects.filter(canton_id=actor.canton).select_related(*related)
