"""A step sends few statements to the server, whatever kind of step it is."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.journeys import assign, implement, plan, stocktake, triage
from tests.journeys import plan_scene, scene
from tests.journeys.plan_scene import MANAGER, newest
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db


def accept(actor: Actor, dossier_id: UUID) -> None:
    triage.accept(actor=actor, dossier_id=dossier_id, on=TODAY, form=CaseForm.ROUND_TABLE)


def name(actor: Actor, dossier_id: UUID) -> None:
    manager = membership(MANAGER).id
    assign.name_case_manager(actor=actor, dossier_id=dossier_id, membership_id=manager, named_on=TODAY)


def validate(actor: Actor, dossier_id: UUID) -> None:
    plan.validate(actor=actor, dossier_id=dossier_id, expected_version=newest(dossier_id, actor).version)


def talk(actor: Actor, dossier_id: UUID) -> None:
    implement.log_talk(actor=actor, dossier_id=dossier_id, occurred_on=TODAY, text="Going well")


def go_on(actor: Actor, dossier_id: UUID) -> None:
    implement.progress(actor=actor, dossier_id=dossier_id, on=TODAY, stage_done=False)


def take_stock(actor: Actor, dossier_id: UUID) -> None:
    kind, progress = StockTakingKind.PERSON, Progress.ON_TRACK
    stocktake.record(actor=actor, dossier_id=dossier_id, kind=kind, held_on=TODAY, progress=progress)


@pytest.mark.parametrize(
    ("before", "who", "step"),
    [
        (scene.forwarded, "regional", accept),
        (scene.decided, "regional", name),
        (plan_scene.signed, "regional", validate),
        (plan_scene.running, MANAGER, talk),
        (plan_scene.running, MANAGER, go_on),
        (plan_scene.running, MANAGER, take_stock),
    ],
)
def test_a_step_takes_at_most_fifteen_statements(
    before: Callable[[], UUID], who: str, step: Callable[[Actor, UUID], None]
) -> None:
    dossier_id = before()
    actor = become(who)
    with CaptureQueriesContext(connection) as asked:
        step(actor, dossier_id)
    sent = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert 0 < len(sent) <= 15, "\n".join(sent)
