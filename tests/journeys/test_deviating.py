"""A case that goes on where its process does not leaves a trace."""

from uuid import UUID

import pytest

from ciiz.domain.cases.public import lock
from ciiz.domain.timeline.public import events
from ciiz.journeys.steps import Turn
from tests.journeys import scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def deviations(dossier_id: UUID) -> list[str]:
    """Journeys by which the case left its process."""
    return [
        event.codes["journey"] for event in events(become("rav.front"), dossier_id) if event.kind == "process.deviated"
    ]


def test_the_usual_course_leaves_no_trace_of_a_deviation() -> None:
    assert deviations(scene.closed()) == []


def test_who_may_not_deviate_leaves_a_trace_where_the_process_stays_behind() -> None:
    dossier_id = scene.begun()
    actor = become("rav.front")
    case = lock(actor=actor, dossier_id=dossier_id)
    assert Turn(actor=actor, case=case).done("close.close", on=TODAY) is None
    assert deviations(dossier_id) == ["close.close"]


def test_an_event_that_the_drawing_does_not_foresee_leaves_a_trace() -> None:
    dossier_id = scene.begun()
    actor = become("rav.front")
    case = lock(actor=actor, dossier_id=dossier_id)
    assert Turn(actor=actor, case=case).happened("change.event", on=TODAY, then="change.decide") is None
    assert deviations(dossier_id) == ["change.event"]
