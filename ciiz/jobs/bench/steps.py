"""Steps of the main job through their journeys, without HTTP: rules, policies, audit, event, process, tasks, commit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any
from uuid import UUID

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.plans.enums import Progress as Going
from ciiz.domain.plans.enums import StockTakingKind
from ciiz.domain.processes import engine
from ciiz.domain.processes.graphs import accept
from ciiz.foundation.errors import DomainError
from ciiz.journeys import assign, implement, plan, stocktake, triage

from ..play import Who
from .ground import Ground
from .report import Figure
from .timing import Taken, clock, middle, statements

RUNS = 40
MOST = 8.0
QUERIES = 15
ENGINE = 1.0
CASE_MANAGER = "c.case_manager_id"
COORDINATOR = """(SELECT m.id FROM organisations_membership m
    WHERE (m.role = 'thematic' AND m.theme_id = c.theme_id OR m.role = 'regional' AND m.region_id = c.region_id
           AND c.theme_id IS NULL) AND m.valid_from <= current_date AND m.valid_to IS NULL ORDER BY m.id LIMIT 1)"""
NEXT_MANAGER = """(SELECT m.id FROM access_participation p JOIN organisations_membership m
    ON m.institution_id = p.institution_id AND m.role = 'contact' AND m.valid_to IS NULL
    WHERE p.dossier_id = c.dossier_id AND p.member_id IS NULL AND p.valid_to IS NULL ORDER BY m.id LIMIT 1)"""
SIGNED = "(SELECT p.version FROM plans_plan p WHERE p.dossier_id = c.dossier_id AND p.state = 'signed')"


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of step: in which cases, by whom, with which further value, and the journey."""

    name: str
    stage: str
    who: str
    given: str
    run: Callable[[Actor, UUID, Any], object]


def _talk(actor: Actor, dossier_id: UUID, _given: Any) -> object:
    return implement.log_talk(
        actor=actor, dossier_id=dossier_id, occurred_on=actor.today, text="Standortgespräch über die nächsten Wochen."
    )


def _go_on(actor: Actor, dossier_id: UUID, _given: Any) -> object:
    return implement.progress(actor=actor, dossier_id=dossier_id, on=actor.today, stage_done=False)


def _stock(actor: Actor, dossier_id: UUID, _given: Any) -> object:
    return stocktake.record(
        actor=actor,
        dossier_id=dossier_id,
        kind=StockTakingKind.PERSON,
        held_on=actor.today,
        progress=Going.ON_TRACK,
        findings="Die Vereinbarungen werden eingehalten.",
        present=[actor.membership_id],
    )


def _validate(actor: Actor, dossier_id: UUID, version: Any) -> object:
    return plan.validate(actor=actor, dossier_id=dossier_id, expected_version=version)


def _name(actor: Actor, dossier_id: UUID, membership_id: Any) -> object:
    return assign.name_case_manager(
        actor=actor, dossier_id=dossier_id, membership_id=membership_id, named_on=actor.today
    )


def _accept(actor: Actor, dossier_id: UUID, _given: Any) -> object:
    return triage.accept(actor=actor, dossier_id=dossier_id, on=actor.today, form=CaseForm.ROUND_TABLE)


STEPS = (
    Step("accept a referral (CII100.5)", "forwarded", COORDINATOR, "NULL", _accept),
    Step("name the case manager (CII101.2)", "decided", COORDINATOR, NEXT_MANAGER, _name),
    Step("validate the plan (CII101.4)", "planned", COORDINATOR, SIGNED, _validate),
    Step("log a talk (CII101.5)", "running", CASE_MANAGER, "NULL", _talk),
    Step("go on with the plan (CII101.5)", "running", CASE_MANAGER, "NULL", _go_on),
    Step("take stock with the person (CII101.6)", "running", CASE_MANAGER, "NULL", _stock),
)


def figures(ground: Ground) -> list[Figure]:
    """Time and statements of each kind of step and of all; the engine's part alone."""
    by_membership = {who.membership_id: who for who in ground.people.everybody}
    found: list[Figure] = []
    every: list[Taken] = []
    for step in STEPS:
        taken, refused = _measure(ground, step, by_membership)
        if not taken:
            continue
        every += [middle(taken)]
        note = f"{len(taken)} cases; from BEGIN to COMMIT: actor, rules, policies, audit, event, process, tasks"
        note += f"; {refused} clones refused it" if refused else ""
        found.append(Figure(f"step: {step.name}", middle(taken).milliseconds, "ms", note, MOST))
        found.append(
            Figure(
                f"step: {step.name}, queries",
                middle(taken).queries,
                "queries",
                "of the journey; BEGIN, COMMIT, savepoint aside",
                QUERIES,
            )
        )
    whole = middle(every)
    note = f"median of {len(every)} kinds of step"
    return [
        Figure("completing a step", whole.milliseconds, "ms", note, MOST),
        Figure("completing a step, queries", whole.queries, "queries", note, QUERIES),
        Figure("completing a step, engine", _engine(ground), "ms", "where it stands, move, what is ready", ENGINE),
        *found,
    ]


def _measure(ground: Ground, step: Step, people: dict[int, Who]) -> tuple[list[Taken], int]:
    taken: list[Taken] = []
    refused = 0
    for who, dossier_id, given in _cases(ground, step, people):
        try:
            with clock() as passed:
                queries = _once(ground, step, who, dossier_id, given)
        except DomainError:
            refused += 1
            continue
        taken.append(Taken(passed[0], queries))
        if len(taken) == RUNS + 3:
            break
    return taken[3:] or taken, refused


def _once(ground: Ground, step: Step, who: Who, dossier_id: UUID, given: Any) -> int:
    with who.acting(ground.today, "bench") as actor, statements() as sent:
        step.run(actor, dossier_id, given)
    return len(sent)


def _cases(ground: Ground, step: Step, people: dict[int, Who]) -> Iterator[tuple[Who, UUID, Any]]:
    rows = ground.rows_of(
        f"SELECT c.dossier_id, {step.who}, {step.given} FROM cases_case c WHERE c.stage = %s "  # noqa: S608 - ours
        "ORDER BY md5(c.dossier_id::text || %s) LIMIT %s",
        step.stage,
        step.name,
        5 * RUNS,
    )
    for dossier_id, membership_id, given in rows:
        who = people.get(membership_id)
        if who is not None and who.holds(ground.today):
            yield who, dossier_id, given


def _engine(ground: Ground) -> float:
    """What the engine does for one step, on stored states of running cases."""
    rows = ground.rows_of(
        "SELECT i.definition_id, i.state FROM processes_instance i JOIN cases_case c USING (dossier_id) "
        "WHERE i.ended_on IS NULL AND c.stage = 'running' ORDER BY i.id LIMIT 200"
    )
    drawn = ground.rows_of("SELECT id, xml FROM processes_definition")
    graphs = {key: accept(xml.encode()).definition for key, xml in drawn}
    times = []
    for definition_id, stored in rows:
        graph = graphs[definition_id]
        with clock() as passed:
            state = engine.State.from_json(stored)
            reach = engine.accepting(graph, state, "stocktake.record")
            if reach is not None:
                for code in reach.skipped:
                    node = graph.steps[code]
                    state = engine.complete(graph, state, code, min(node.outcomes - node.again))
                state = engine.complete(graph, state, reach.step, engine.DONE)
            engine.ready(graph, state)
            state.as_json()
        if reach is not None:
            times.append(passed[0])
    return median(times) if times else 0.0
