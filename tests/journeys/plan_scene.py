"""Takes a case on from its case manager to a plan that is carried out; for tests of journeys and pages."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from ciiz.domain.access.public import Actor, Category
from ciiz.domain.plans.public import MeasureInput, Plan
from ciiz.domain.plans.public import latest as latest_plan
from ciiz.domain.processes.public import drawing
from ciiz.domain.tasks.public import waiting
from ciiz.journeys import plan
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

MANAGER = "smz.contact"


def drafted() -> UUID:
    """The case manager has drafted a goal with measures of IV and RAV, and of IV in health."""
    dossier_id = scene.assigned()
    draft(dossier_id)
    return dossier_id


def draft(dossier_id: UUID) -> None:
    """The first version."""
    actor = become(MANAGER)
    plan.draft(actor=actor, dossier_id=dossier_id, rhythm_days=10)
    goal = plan.add_goal(actor=actor, dossier_id=dossier_id, expected_version=1, text="Work in an office again")
    for version, (code, category) in enumerate(
        [("IV", Category.WORK), ("RAV", Category.WORK), ("IV", Category.HEALTH)], 2
    ):
        key = institution(code).id
        plan.add_measure(
            actor=actor,
            dossier_id=dossier_id,
            expected_version=version,
            goal_line=goal.line,
            measure=MeasureInput(text=f"{code} {category.value}", institution_id=key, category=category),
        )


def sign(dossier_id: UUID, on: date = TODAY) -> Plan:
    """The newest draft is signed by both."""
    actor = become(MANAGER, on)
    return plan.sign(
        actor=actor,
        dossier_id=dossier_id,
        expected_version=newest(dossier_id, actor).version,
        person_signed_on=on,
        manager_signed_on=on,
    )


def signed() -> UUID:
    """Signed by both, waiting for the coordination."""
    dossier_id = drafted()
    sign(dossier_id)
    return dossier_id


def validate(dossier_id: UUID) -> Plan:
    """The coordination validates."""
    actor = become("regional")
    return plan.validate(actor=actor, dossier_id=dossier_id, expected_version=newest(dossier_id, actor).version)


def running() -> UUID:
    """Validated: the plan is carried out."""
    dossier_id = signed()
    validate(dossier_id)
    return dossier_id


def newest(dossier_id: UUID, actor: Actor | None = None) -> Plan:
    """The newest version."""
    found = latest_plan(actor or become(MANAGER), dossier_id)
    assert found is not None
    return found


def lit(dossier_id: UUID) -> set[str]:
    """Codes of the steps where the case stands in case management."""
    drawn = drawing(become(MANAGER), dossier_id)
    return {mark.code for one in drawn for mark in one.lit if mark.code.startswith("CII101")}


def tasks(who: str, on: date = TODAY) -> dict[str, date | None]:
    """What waits for somebody, with its term."""
    return {str(task.kind): task.due_on for task in waiting(become(who, on)).tasks}


def run(statement: str, *values: object) -> int:
    """Rows that a raw statement of the pages' role changed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]
        return int(cursor.rowcount)
