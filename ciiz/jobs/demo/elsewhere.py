"""The ways of the other cantons: in each a few institutions, and a case at every step of the processes it starts on.

What they call and do not draw themselves, above all case management, stands in the demo canton.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date

from ciiz.domain.journal.enums import InformalKind
from ciiz.domain.organisations.enums import CaseForm, Role
from ciiz.domain.organisations.public import CantonValues, canton_values, load_other_cantons
from ciiz.domain.organisations.values.files import CANTONS
from ciiz.domain.processes.engine import Definition
from ciiz.domain.processes.graphs import graph_of
from ciiz.domain.processes.public import install
from ciiz.jobs.play import People

from . import paths, people
from .archetypes import AGES, Archetype, play

SINCE = date(2018, 1, 1)
FIRST = 5_000_000
"""People invented here have numbers behind those of the demo canton."""
INSTITUTIONS = ("RAV", "SMZ", "IV")
"""A case of three institutions, because some cantons talk only from the third on."""


Drawn = Mapping[str, Definition]
"""Processes of a canton by code."""


def install_all(today: date) -> dict[str, Drawn]:
    """Loads the cantons, their institutions and processes; returns what each has drawn."""
    found: dict[str, Drawn] = {}
    for code in load_other_cantons(today):
        values = canton_values(code).drawn()
        installed = install(canton=code, values=values, on=SINCE, own=CANTONS / code / "processes")
        found[code] = {one.code: graph_of(one) for one in installed}
    return found


def play_all(cantons: Mapping[str, Drawn], *, today: date) -> None:
    """Plays what leads to the steps of each canton, as the pages' role."""
    dice = random.Random("elsewhere")  # noqa: S311 - repeatable invention, no secret
    number = 0
    shown: set[str] = set()
    for canton, drawn in cantons.items():
        cast, values = People.of(canton), canton_values(canton)
        language = cast.in_office(Role.OFFICER).language
        for archetype in _archetypes(values, drawn, shown):
            who = people.identity(
                dice,
                FIRST + number,
                today=today,
                language=language,
                communes=[values.letter_head.place[language]],
                ages=AGES.get(archetype.theme, (27.0, 61.0)),
            )
            at = [f"{code}-{canton}" for code in INSTITUTIONS]
            play(archetype, cast, who, number=number, language=language, today=today, institutions=at)
            number += 1


def _archetypes(values: CantonValues, drawn: Drawn, shown: set[str]) -> Iterator[Archetype]:
    """How the cases of a canton go: on its own process, and for themes on another one that is not `shown` yet."""
    yield from _ways(values, drawn[values.process.entry])
    for rule in values.themes:
        forms = {form for form in (CaseForm.ROUND_TABLE, CaseForm.ASSESSMENT) if form in values.forms}
        if rule.entry and rule.entry not in shown and len(forms) > 1:
            shown.add(rule.entry)
            yield from _ways(values, drawn[rule.entry], theme=rule.theme)


def _ways(values: CantonValues, graph: Definition, *, theme: str = "") -> Iterator[Archetype]:
    """A case at each step of a process, from the check on."""
    steps = graph.steps.values()
    led_on = {outcome for step in steps for outcome in step.journeys.get("triage.accept", ())}
    forms = [form for form in values.forms if form in led_on]
    if theme == "" and CaseForm.NETWORK in values.forms:
        yield Archetype("settled-directly", paths.checked, 2, 0, indicated=CaseForm.NETWORK)
    if any(InformalKind.ADVICE in step.kinds.values() for step in steps):
        yield Archetype("advised", paths.advised, 4, 0, indicated=CaseForm.NETWORK)
    for name, path, days in (
        ("waits-for-completion", paths.waits_for_completion, 3),
        ("waits-for-consent", paths.waits_for_consent, 6),
        ("waits-for-triage", paths.waits_for_triage, 9),
    ):
        yield Archetype(name, path, days, 0, theme=theme, indicated=forms[0])
    for form in forms:
        yield Archetype(f"accepted-for-{form}", paths.accepted(form), 20, 0, theme=theme, indicated=form)
    sessions = [form for form in (CaseForm.ROUND_TABLE, CaseForm.ASSESSMENT) if form in forms]
    for last in sessions[-1:]:
        yield Archetype("case-managed", paths.case_managed(last), 36, 0, theme=theme, indicated=last)
    if CaseForm.COACHING in forms:
        for name, path in (("report", paths.accompanied), ("close", paths.accompanied_and_reported)):
            yield Archetype(f"accompanied-to-{name}", path, 240, 0, indicated=CaseForm.COACHING)
