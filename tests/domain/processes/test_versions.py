"""Versions of a process: brought in as a file, published, read as handbook, changed under running cases."""

import uuid
from pathlib import Path

import pytest

from ciiz.domain.processes.enums import DefinitionState
from ciiz.domain.processes.operations.definitions import LIBRARY
from ciiz.domain.processes.public import (
    FileRefused,
    definitions,
    handbook,
    import_definition,
    move,
    publish,
    published,
)
from ciiz.foundation.errors import NotAllowed
from tests.worlds import TODAY, act

from .drawings import LINE, file
from .steps import manage, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("processes")]


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_handbook_is_the_process_in_words(language: str) -> None:
    with act("rav.front") as actor:
        rows = {row.code: row for row in handbook(published(actor, "CII101"), language)}
    assert list(rows) == [f"CII101.{number}" for number in (*range(2, 11), "S1", "S2", "S3")]
    assert all(row.name and row.description and row.responsible for row in rows.values())
    assert len(rows["CII101.3"].inputs) == 9
    assert [answer.rpartition(" ")[2] for answer in rows["CII101.4"].following] == ["CII101.5", "CII101.3"]
    assert rows["CII101.9"].systems == ("CII001",)


def test_the_same_file_is_the_same_version_and_a_changed_one_the_next() -> None:
    content = (LIBRARY / "CII101.bpmn").read_bytes()
    with act("officer") as actor:
        again = import_definition(actor=actor, content=content, on=TODAY)
        assert (again.version, again.state) == (1, DefinitionState.PUBLISHED)
        draft = import_definition(actor=actor, content=content, on=TODAY, values={"finish_no_target": "6"})
        assert (draft.version, draft.state, draft.values["finish_no_target"]) == (2, DefinitionState.DRAFT, "6")
        publish(actor=actor, definition_id=draft.id, on=TODAY)
        states = {row.version: row.state for row in definitions(actor).filter(code="CII101")}
        assert states == {1: DefinitionState.RETIRED, 2: DefinitionState.PUBLISHED}


def test_a_running_case_stays_on_its_version_until_it_is_moved(dossier: uuid.UUID) -> None:
    manage(dossier)
    content = (LIBRARY / "CII101.bpmn").read_bytes()
    with act("officer") as actor:
        draft = import_definition(actor=actor, content=content, on=TODAY, values={"plan_change_target": "4"})
        publish(actor=actor, definition_id=draft.id, on=TODAY)
    old = step("rav.contact", dossier, "implement.progress", "going_on")
    with act("rav.contact") as actor, pytest.raises(NotAllowed):
        move(
            actor=actor,
            dossier_id=dossier,
            process="CII101",
            definition_id=draft.id,
            on=TODAY,
            expected_version=old.version,
        )
    with act("regional") as actor:
        moved = move(
            actor=actor,
            dossier_id=dossier,
            process="CII101",
            definition_id=draft.id,
            on=TODAY,
            expected_version=old.version,
        )
    assert [ready.code for ready in moved.ready] == ["CII101.5"]
    step("rav.contact", dossier, "stocktake.record")
    changed = step("rav.contact", dossier, "change.decide", "yes")
    assert [ready.code for ready in changed.ready] == ["CII101.4"]


def test_only_the_office_imports_and_what_is_wrong_is_told() -> None:
    with act("regional") as actor, pytest.raises(NotAllowed):
        import_definition(actor=actor, content=b"", on=TODAY)
    with act("officer") as actor:
        with pytest.raises(FileRefused) as refusal:
            import_definition(actor=actor, content=file(*LINE), on=TODAY)
        assert {"journey_unknown", "role_unknown"} <= {problem.code for problem, _words in refusal.value.problems}
        assert str(len(refusal.value.problems)) in str(refusal.value)
        with pytest.raises(FileRefused):
            import_definition(actor=actor, content=b"no xml", on=TODAY)


def test_the_folder_of_the_library_is_where_the_files_are() -> None:
    assert Path(LIBRARY / "CII100.bpmn").is_file()
