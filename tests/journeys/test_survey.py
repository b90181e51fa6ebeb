"""The survey after closing: whoever has it as a task says what became of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from ciiz.domain.cases.enums import NoSurvey, Survey
from ciiz.domain.cases.errors import DayOutOfOrder
from ciiz.domain.cases.public import Missing, NotNow, WrongRole
from ciiz.domain.timeline.public import events
from ciiz.journeys import survey
from tests.journeys import scene
from tests.journeys.plan_scene import tasks
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db

ASKED = "secretariat"


def tell(dossier_id: UUID, who: str = ASKED, **values: Any) -> None:
    """What became of it today, by default that the person was asked."""
    survey.tell(actor=become(who), dossier_id=dossier_id, **{"outcome": Survey.HELD, "on": TODAY, **values})


@pytest.mark.parametrize(
    ("outcome", "why_not"),
    [(Survey.SENT, None), (Survey.HELD, None), (Survey.NOT_POSSIBLE, NoSurvey.NOT_REACHED)],
)
def test_what_became_of_the_survey_is_told_and_ends_the_task(outcome: Survey, why_not: NoSurvey | None) -> None:
    dossier_id = scene.closed()
    assert "survey" in tasks(ASKED)
    tell(dossier_id, outcome=outcome, why_not=why_not)
    assert "survey" not in tasks(ASKED)
    (told,) = [event for event in events(become(ASKED), dossier_id) if event.kind == "survey_told"]
    assert told.occurred_on == TODAY
    assert told.codes == {"outcome": outcome.value, "why": why_not.value if why_not else ""}


def test_a_survey_is_told_once() -> None:
    dossier_id = scene.closed()
    tell(dossier_id)
    with pytest.raises(WrongRole):
        tell(dossier_id)


@pytest.mark.parametrize("who", ["officer", "regional", "rav.contact"])
def test_only_who_has_the_task_tells(who: str) -> None:
    dossier_id = scene.closed()
    with pytest.raises(WrongRole):
        tell(dossier_id, who)
    assert "survey" in tasks(ASKED)


@pytest.mark.parametrize(
    "values",
    [{"outcome": Survey.NOT_POSSIBLE}, {"outcome": Survey.SENT, "why_not": NoSurvey.NO_WISH}],
)
def test_a_reason_belongs_to_what_was_not_possible_and_to_nothing_else(values: dict[str, Any]) -> None:
    dossier_id = scene.closed()
    with pytest.raises(Missing):
        tell(dossier_id, **values)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_the_closing_and_today(days: int) -> None:
    dossier_id = scene.closed()
    with pytest.raises(DayOutOfOrder):
        tell(dossier_id, on=TODAY + timedelta(days=days))


def test_there_is_no_survey_before_the_case_is_closed() -> None:
    dossier_id = scene.reported()
    with pytest.raises(NotNow):
        tell(dossier_id)
