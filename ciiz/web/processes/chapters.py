"""A process as a chapter of the handbook: the same words for page, PDF and Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Actor
from ciiz.domain.documents.enums import Letter
from ciiz.domain.organisations.public import CantonValues, canton_values
from ciiz.domain.processes import public as processes
from ciiz.domain.processes.public import Aspect, Change, Definition, HandbookRow, Version
from ciiz.web.components.data import Text

from .presenting import roles, terms, timed

FORMS: dict[str, tuple[Letter, ...]] = {
    "refer.check": (Letter.EVALUATION,),
    "refer.complete": (Letter.CONSENT_FORM, Letter.REFERRAL, Letter.CV, Letter.ENCLOSURES),
    "refer.forward": (Letter.REFERRAL,),
    "session.record_result": (Letter.INVITATION, Letter.MINUTES, Letter.RESOURCES),
    "plan.sign": (Letter.PLAN,),
    "stocktake.record": (Letter.STOCK_TAKING,),
    "coaching.prepare_talk": (
        Letter.EVALUATION,
        Letter.CONSENT_FORM,
        Letter.REFERRAL,
        Letter.CV,
        Letter.ENCLOSURES,
    ),
    "coaching.evaluate": (Letter.TALK_MINUTES,),
    "coaching.hand_back": (Letter.EMPLOYABILITY,),
    "coaching.define_plan": (Letter.TALK_MINUTES,),
    "coaching.decide_result": (Letter.INTEGRATION,),
    "report.write": (Letter.EXIT_REPORT,),
    "close.close": (Letter.CLOSING,),
}
"""What is printed or sent at a step, by the journey that takes place there."""

COACHED: dict[str, tuple[Letter, ...]] = {"report.write": (Letter.EXIT_REPORT, Letter.COACHING_BALANCE)}
"""The same where two institutions coach: their report comes with the balance of the coaching."""
COACHINGS = frozenset({"COACHING", "FR-PI", "VD-UC"})

OF_A_CASE = frozenset({Letter.CLOSING, Letter.INVITATION, Letter.INTEGRATION})
"""Letters that say something of a case: there is no empty form of them but an example."""

ASPECTS: dict[Aspect, Text] = {
    Aspect.ADDED: gettext_lazy("new"),
    Aspect.REMOVED: gettext_lazy("removed"),
    Aspect.NAME: gettext_lazy("Name"),
    Aspect.DESCRIPTION: gettext_lazy("Description"),
    Aspect.RESPONSIBLE: gettext_lazy("Responsible"),
    Aspect.WITH: gettext_lazy("Taking part"),
    Aspect.COMPLETED_BY: gettext_lazy("What completes the step"),
    Aspect.INPUTS: gettext_lazy("Needs"),
    Aspect.OUTPUTS: gettext_lazy("Gives"),
    Aspect.SYSTEMS: gettext_lazy("Systems"),
    Aspect.TERMS: gettext_lazy("Terms"),
    Aspect.THEN: gettext_lazy("Then"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A form or letter of a step; `address` opens it empty, or an example of it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, facts as pairs of label and value, and what is printed or sent at it."""

    title: str
    description: str
    facts: Sequence[tuple[str, str]]
    papers: Sequence[Paper]
    note: str

    @property
    def on_paper(self) -> Sequence[tuple[str, str]]:
        """The facts with the papers by name, where nothing can be opened."""
        named = ", ".join(paper.name for paper in self.papers)
        return [*self.facts, (_("Forms and letters"), named)] if named else self.facts


@dataclass(frozen=True, slots=True)
class Edition:
    """One version that is or was in force, with what changed, a line for each step."""

    number: int
    title: str
    since: date | None
    note: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A version of a process in one language."""

    definition: Definition
    name: str
    title: str
    version: str
    steps: Sequence[Step]


def chapter(actor: Actor, definition: Definition, language: str) -> Chapter:
    """A version in the language in force."""
    values = canton_values(actor.canton)
    name = str(processes.title(definition))
    return Chapter(
        definition=definition,
        name=name,
        title=f"{definition.code} {name}",
        version=_("Version %(number)s") % {"number": definition.version},
        steps=[_step(row, values, language) for row in processes.handbook(definition, language)],
    )


def editions(actor: Actor, code: str, language: str) -> list[Edition]:
    """All versions of a process, the newest first."""
    values = canton_values(actor.canton)
    versions = processes.versions(actor, code)
    rows = {
        one.definition.version: {row.code: row for row in processes.handbook(one.definition, language)}
        for one in versions
    }
    found = []
    for number, one in enumerate(versions):
        older = {} if one.first else rows[versions[number + 1].definition.version]
        newer = rows[one.definition.version]
        lines = [_line(change, older, newer, values, language) for change in one.changes]
        found.append(
            Edition(
                number=one.definition.version,
                title=_("Version %(number)s") % {"number": one.definition.version},
                since=one.definition.published_on,
                note=one.definition.note,
                lines=lines or [_untold(one)],
            )
        )
    return found


def svg(actor: Actor, definition: Definition, language: str) -> str:
    """The drawing of a version as a picture, with the canton's terms."""
    values = canton_values(actor.canton)
    return processes.drawing_svg(actor, definition.id, language, term=lambda one: timed(one, values, language))


def _untold(version: Version) -> str:
    return _("First version") if version.first else _("Only the drawing or its texts between the steps changed.")


def _step(row: HandbookRow, values: CantonValues, language: str) -> Step:
    pairs = ((aspect, _said(aspect, row, values, language)) for aspect in _SHOWN)
    facts = [(str(ASPECTS[aspect]), said) for aspect, said in pairs if said]
    forms = FORMS | COACHED if row.code.rpartition(".")[0] in COACHINGS else FORMS
    letters = dict.fromkeys(letter for journey in row.journeys for letter in forms.get(journey, ()))
    note = _("Reconstructed: the canton's documents do not describe this step.") if row.reconstructed else ""
    return Step(f"{row.code} {row.name}", row.description, facts, [_paper(letter) for letter in letters], note)


def _paper(letter: Letter) -> Paper:
    if letter in OF_A_CASE:
        return Paper(
            _("%(letter)s (example)") % {"letter": letter.label}, reverse("papers:example", args=[letter.value])
        )
    return Paper(str(letter.label), reverse("papers:form_pdf", args=[letter.value]))


_SHOWN = (
    Aspect.RESPONSIBLE,
    Aspect.WITH,
    Aspect.INPUTS,
    Aspect.OUTPUTS,
    Aspect.SYSTEMS,
    Aspect.TERMS,
    Aspect.THEN,
)


def _said(aspect: Aspect, row: HandbookRow, values: CantonValues, language: str) -> str:
    """What a step says about this, in one line."""
    said: dict[Aspect, Sequence[str]] = {
        Aspect.NAME: [row.name],
        Aspect.RESPONSIBLE: [row.responsible],
        Aspect.WITH: roles(row.roles_with),
        Aspect.INPUTS: row.inputs,
        Aspect.OUTPUTS: row.outputs,
        Aspect.SYSTEMS: row.systems,
        Aspect.TERMS: terms(row.deadlines, values, language),
        Aspect.THEN: row.following,
    }
    between = " · " if aspect is Aspect.TERMS else ", "
    return between.join(said.get(aspect, ()))


def _line(
    change: Change,
    older: dict[str, HandbookRow],
    newer: dict[str, HandbookRow],
    values: CantonValues,
    language: str,
) -> str:
    """What changed of one step: "CII101.3 Draw up the plan: Terms (30 days → 20 days), Description"."""
    told = []
    for aspect in change.aspects:
        label = str(ASPECTS[aspect])
        was, now = (
            _said(aspect, rows[change.code], values, language) if change.code in rows else "" for rows in (older, newer)
        )
        told.append(f"{label} ({was or '–'} → {now or '–'})" if was != now else label)
    return _("%(step)s: %(changes)s") % {
        "step": f"{change.code} {change.text.name[language]}",
        "changes": ", ".join(told),
    }
