"""Where the stations say that a case stands."""

import pytest
from django.utils.translation import override

from ciiz.domain.cases.public import case, milestone
from ciiz.journeys import breakoff
from ciiz.web.cases.presenting.standing import stations
from tests.journeys import plan_scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db


def test_a_case_that_was_broken_off_stands_at_its_exit_report_since_that_day() -> None:
    dossier_id = plan_scene.running()
    actor = become("smz.contact")
    breakoff.break_off(actor=actor, dossier_id=dossier_id, on=TODAY, reason="no_cooperation")
    with override("en"):
        found = stations(case(actor, dossier_id), milestone(actor, dossier_id), TODAY)
        shown = {str(one.label): (one.state, str(one.note)) for one in found}
    assert shown["Report on exit"] == ("now", "since today")
    assert shown["Closing"][0] == ""
