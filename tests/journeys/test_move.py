"""Running cases go over to the version in force: seen before where each lands, a portion at a time, each on record."""

from uuid import UUID

import pytest
from django.db import transaction

from ciiz.domain.organisations.models import Canton
from ciiz.domain.organisations.values import digest
from ciiz.domain.processes.models import Instance
from ciiz.domain.processes.public import (
    Stranded,
    draft,
    draft_from,
    landings,
    publish_draft,
    published,
    save_draft,
)
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.models import Event
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.postgres.roles import OWNER
from ciiz.journeys import move as moving
from tests.harness.databases import connected_as
from tests.worlds import TODAY, become

from . import plan_scene, scene

pytestmark = pytest.mark.django_db


def next_version(*changes: tuple[str, str]) -> None:
    """CII101 with these changes in its text, in force."""
    actor = become("officer", TODAY)
    held = draft_from(actor=actor, definition_id=published(actor, "CII101").id)
    xml = draft(actor, held.id).xml
    for before, after in changes:
        assert before in xml
        xml = xml.replace(before, after)
    save_draft(actor=actor, draft_id=held.id, expected_version=1, xml=xml)
    publish_draft(actor=actor, draft_id=held.id, expected_version=2, note="Next")


RENAMED = (("Aktionsplan erstellen", "Plan verfassen"),)
RENUMBERED = (("CII101.5", "CII101.15"),)


def on(dossier: UUID) -> tuple[int, list[str]]:
    row = Instance.objects.select_related("definition").get(dossier=dossier, process="CII101", ended_on=None)
    return row.definition.version, row.state["active"]


def test_cases_land_on_the_same_step_of_the_version_in_force() -> None:
    assigned, running = scene.assigned(), plan_scene.running()
    next_version(*RENAMED)
    officer = become("officer", TODAY)
    found = landings(officer, published(officer, "CII101"), "de")
    assert {(one.codes, one.cases, bool(one.lands)) for one in found} == {
        (("CII101.3",), 1, True),
        (("CII101.5",), 1, True),
    }
    assert on(assigned) == (1, ["CII101.3"])
    tasks = set(Task.objects.filter(state="open").values_list("id", "step", "due_on"))
    assert moving.move(actor=officer, process="CII101") == moving.Moved(2, False)
    assert on(assigned) == (2, ["CII101.3"])
    assert on(running) == (2, ["CII101.5"])
    assert set(Task.objects.filter(state="open").values_list("id", "step", "due_on")) == tasks
    assert Event.objects.filter(kind="process.moved").count() == 2
    assert moving.move(actor=officer, process="CII101") == moving.Moved(0, False)
    assert Event.objects.filter(kind="process.moved").count() == 2
    assert landings(officer, published(officer, "CII101"), "de") == []


def test_cases_are_moved_a_portion_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "PORTION", 1)
    scene.assigned()
    plan_scene.running()
    next_version(*RENAMED)
    officer = become("officer", TODAY)
    assert moving.move(actor=officer, process="CII101") == moving.Moved(1, True)
    assert moving.move(actor=officer, process="CII101") == moving.Moved(1, False)


def test_where_a_step_is_gone_a_case_stays_until_another_is_chosen() -> None:
    running = plan_scene.running()
    next_version(*RENUMBERED)
    officer = become("officer", TODAY)
    (found,) = landings(officer, published(officer, "CII101"), "fr")
    assert (found.codes, found.cases, found.lands) == (("CII101.5",), 1, ())
    assert moving.move(actor=officer, process="CII101") == moving.Moved(0, False)
    assert moving.move(actor=officer, process="CII101", seats={found.key: "CII101.99"}) == moving.Moved(0, False)
    assert on(running) == (1, ["CII101.5"])
    assert moving.move(actor=officer, process="CII101", seats={found.key: "CII101.15"}) == moving.Moved(1, False)
    assert on(running) == (2, ["CII101.15"])
    steps = set(Task.objects.filter(dossier=running, state="open").exclude(step="").values_list("step", flat=True))
    assert "CII101.5" not in steps
    assert "CII101.15" in steps


@pytest.mark.parametrize("name", ["rav.contact", "legal", "steering"])
def test_others_move_no_case(name: str) -> None:
    plan_scene.running()
    next_version(*RENAMED)
    actor = become(name, TODAY)
    with pytest.raises(NotFound):
        landings(actor, published(actor, "CII101"), "de")
    with pytest.raises((NotFound, NotAllowed)):
        moving.move(actor=actor, process="CII101")


def test_the_coordination_moves_the_cases_that_it_looks_after() -> None:
    running = plan_scene.running()
    next_version(*RENAMED)
    assert moving.move(actor=become("regional.other", TODAY), process="CII101") == moving.Moved(0, False)
    assert moving.move(actor=become("regional", TODAY), process="CII101") == moving.Moved(1, False)
    become("officer", TODAY)
    assert on(running)[0] == 2


@pytest.mark.django_db(transaction=True)
def test_where_cases_move_with_each_version_none_is_stranded() -> None:
    canton = Canton.objects.get(code="ZZ")
    values = {**canton.values, "process": {**canton.values["process"], "running": "move"}}
    with connected_as(OWNER):
        Canton.objects.filter(code="ZZ").update(values=values, values_digest=digest(values))
    with transaction.atomic():
        plan_scene.running()
        with pytest.raises(Stranded) as refused, transaction.atomic():
            next_version(*RENUMBERED)
        assert "CII101.5" in str(refused.value)
        assert published(become("officer", TODAY), "CII101").version == 1
        next_version(*RENAMED)
        assert published(become("officer", TODAY), "CII101").version == 2
