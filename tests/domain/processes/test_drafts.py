"""Drafts: a canton's office draws, keeps what is not finished, and nothing hostile is kept."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.processes.models import Definition, Draft, Instance, StepRecord
from ciiz.domain.processes.operations.definitions import LIBRARY
from ciiz.domain.processes.public import (
    DraftChanged,
    DraftRefused,
    DraftShown,
    FileRefused,
    NoteMissing,
    NothingChanged,
    ProcessCode,
    current,
    discard_draft,
    documentation,
    draft,
    draft_blank,
    draft_from,
    draft_of,
    draft_picture,
    drafts,
    findings,
    publish_draft,
    published,
    save_draft,
    show_draft,
    shown_draft,
    trial,
)
from ciiz.foundation.errors import NotAllowed, NotFound
from tests.worlds import act, become, membership

from .drawings import LINE, arrow, file, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("processes")]


def begun(process: str = "CII101") -> UUID:
    actor = become("officer")
    return draft_from(actor=actor, definition_id=published(actor, process).id).id


def test_every_version_in_force_may_be_drawn_on_and_can_run_as_it_is() -> None:
    actor = become("secretariat")
    for definition, name in current(actor):
        found = draft_from(actor=actor, definition_id=definition.id)
        assert (found.code, found.name, found.version) == (definition.code, name, 1)
        assert findings(found, "de") == []
    assert len(drafts(actor)) == len(current(actor))


def test_an_empty_drawing_says_what_is_missing_and_grows() -> None:
    actor = become("officer")
    found = draft_blank(actor=actor, process="ZZ-NEW", name={"de": "Neues & Altes"})
    assert (found.code, str(found.name["fr"])) == ("ZZ-NEW", "Neues & Altes")
    codes = {(one.code, one.element) for one in findings(found, "de")}
    assert {("language_missing", "process"), ("journey_missing", "step"), ("language_missing", "step")} <= codes
    assert "</svg>" in draft_picture(found, "it")
    named = found.xml.replace('<bpmn:userTask id="step"', '<bpmn:userTask id="step" name="Talk"')
    saved = save_draft(actor=actor, draft_id=found.id, expected_version=1, xml=named, note="A name")
    assert (saved.version, saved.note) == (2, "A name")
    assert "Talk" in {one.name for one in findings(draft(actor, found.id), "de")}


@pytest.mark.parametrize("code", ["", "A", "ab12", "A B", "Ä12", "A" * 21])
def test_a_code_has_its_form(code: str) -> None:
    with pytest.raises(ProcessCode):
        draft_blank(actor=become("officer"), process=code, name={"de": "x"})
    assert not Draft.objects.exists()


HOSTILE = {
    "document_type": file(*LINE, head='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "program": file(*LINE, '<bpmn:scriptTask id="odd"><bpmn:script>1</bpmn:script></bpmn:scriptTask>'),
    "too_many_elements": file(*LINE, "<bpmn:task/>" * 10_000),
    "file_too_large": file(*LINE) + b" " * 1_000_000,
    "not_xml": b"<bpmn:definitions",
    "not_bpmn": b"<html/>",
    "instruction": file(*LINE, "<?php 1?>"),
    "too_deep": file(*LINE, "<bpmn:task>" * 40 + "</bpmn:task>" * 40),
}


@pytest.mark.parametrize("code", HOSTILE)
def test_what_is_hostile_is_refused_and_what_was_saved_stays(code: str) -> None:
    held = begun()
    actor = become("officer")
    before = draft(actor, held).xml
    with pytest.raises(DraftRefused) as refusal:
        save_draft(actor=actor, draft_id=held, expected_version=1, xml=HOSTILE[code].decode())
    assert {problem.code for problem in refusal.value.problems} == {code}
    assert (draft(actor, held).xml, draft(actor, held).version) == (before, 1)
    with pytest.raises(DraftRefused):
        draft_of(actor=actor, content=HOSTILE[code])
    assert Draft.objects.count() == 1


def test_an_expression_on_an_arrow_is_refused_by_the_arrow() -> None:
    spoilt = arrow("s1", "s2").replace("></bpmn", "><bpmn:conditionExpression>1</bpmn:conditionExpression></bpmn")
    with pytest.raises(DraftRefused) as refusal:
        draft_of(actor=become("officer"), content=file(*LINE[:5], spoilt, LINE[6]))
    assert [(problem.element, problem.kind) for problem in refusal.value.problems] == [
        ("f_s1_s2_", "conditionExpression")
    ]


def test_what_is_not_sound_is_kept_and_named() -> None:
    odd = '<bpmn:serviceTask id="odd" name="Send"/>'
    actor = become("officer")
    found = draft_of(
        actor=actor, content=file(LINE[0], step(1), odd, *LINE[3:4], arrow("start", "s1"), arrow("s1", "odd"))
    )
    told = {(one.code, one.element, one.name) for one in findings(found, "en")}
    assert ("not_in_subset", "odd", "Send") in told
    assert ("journey_unknown", "s1", "word") in told
    assert ("role_unknown", "lane", "word") in told
    assert not {code for code, _element, _name in told} & {"unreachable", "dead_end", "arrow_loose"}


@pytest.mark.parametrize(
    ("elements", "code", "element"),
    [
        ((*LINE, step(3), arrow("s3", "end")), "unreachable", "s3"),
        ((LINE[0], step(1), step(2).replace("T1.2", "T1.1"), *LINE[3:]), "duplicate_code", "s2"),
        ((LINE[0], step(1), LINE[3], arrow("start", "s1")), "dead_end", "s1"),
    ],
)
def test_a_drawing_that_is_not_sound_says_where(elements: tuple[str, ...], code: str, element: str) -> None:
    found = draft_of(actor=become("officer"), content=file(*elements))
    assert (code, element) in {(one.code, one.element) for one in findings(found, "fr")}


def test_a_step_in_no_lane_has_nobody_responsible() -> None:
    found = draft_of(actor=become("officer"), content=file(*LINE, lanes=""))
    assert ("lane_missing", "s1") in {(one.code, one.element) for one in findings(found, "it")}


def test_of_two_who_draw_at_once_the_second_learns_of_it() -> None:
    held = begun()
    xml = draft(become("officer"), held).xml
    save_draft(actor=become("secretariat"), draft_id=held, expected_version=1, xml=xml)
    with pytest.raises(DraftChanged):
        save_draft(actor=become("officer"), draft_id=held, expected_version=1, xml=xml)


@pytest.mark.parametrize("name", ["rav.contact", "regional", "legal", "steering"])
def test_for_others_there_are_no_drafts(name: str) -> None:
    held = begun()
    actor = become(name)
    for ask in (
        lambda: drafts(actor),
        lambda: draft(actor, held),
        lambda: save_draft(actor=actor, draft_id=held, expected_version=1, xml="<x/>"),
        lambda: discard_draft(actor=actor, draft_id=held),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotAllowed):
        draft_from(actor=actor, definition_id=published(actor, "CII101").id)
    with pytest.raises(NotAllowed):
        draft_of(actor=actor, content=b"")


def test_a_discarded_draft_is_gone() -> None:
    held = begun()
    discard_draft(actor=become("officer"), draft_id=held)
    with pytest.raises(NotFound):
        draft(become("officer"), held)


def refused(sql: str, **values: Any) -> bool:
    """Whether the database refuses this to whoever acts."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except DatabaseError:
        return True
    return False


SAVE = "UPDATE processes_draft SET note = 'x', version = version + 1, author_id = %(me)s WHERE id = %(id)s"
MEDDLE = {
    "renames the author": "UPDATE processes_draft SET version = version + 1, author_id = %(other)s WHERE id = %(id)s",
    "skips a version": "UPDATE processes_draft SET version = version + 2, author_id = %(me)s WHERE id = %(id)s",
    "moves it elsewhere": (
        "UPDATE processes_draft SET version = version + 1, author_id = %(me)s, based_on_id = NULL WHERE id = %(id)s"
    ),
}


@pytest.mark.parametrize("attack", MEDDLE)
def test_the_database_keeps_drafts_in_the_own_name(attack: str) -> None:
    held = begun()
    values = {"id": held, "me": membership("officer").id, "other": membership("regional").id}
    assert refused(MEDDLE[attack], **values)
    assert not refused(SAVE, **values)


@pytest.mark.parametrize("name", ["rav.contact", "regional", "steering"])
def test_the_database_lets_nobody_but_the_office_draw(name: str) -> None:
    held = begun()
    with act(name):
        assert refused(SAVE, id=held, me=membership(name).id)
        assert refused("DELETE FROM processes_draft WHERE id = %(id)s", id=held)


@pytest.mark.parametrize("column", ["xml = xml || ' '", "code = 'X1'", "version = 9", "published_on = '2001-01-01'"])
def test_a_version_never_changes_whoever_says_so(column: str) -> None:
    with act("officer") as actor:
        held = published(actor, "CII101")
        assert refused(f"UPDATE processes_definition SET {column} WHERE id = %(id)s", id=held.id)
        assert refused("UPDATE processes_definition SET state = 'draft' WHERE id = %(id)s", id=held.id)
        assert Definition.objects.get(id=held.id).xml == held.xml


def test_a_file_of_the_library_is_kept_with_the_choices_of_the_canton() -> None:
    found = draft_of(actor=become("officer"), content=Path(LIBRARY / "CII101.bpmn").read_bytes())
    assert "canton-value" not in found.xml
    assert findings(found, "de") == []


def changed(held: UUID) -> str:
    """The drawing with another name of step 3."""
    xml = draft(become("officer"), held).xml
    found = xml.replace('lang="de" name="Aktionsplan erstellen"', 'lang="de" name="Plan verfassen"')
    assert found != xml
    return found


def test_a_draft_that_can_run_becomes_the_version_in_force_with_what_changed() -> None:
    held = begun()
    actor = become("officer")
    save_draft(actor=actor, draft_id=held, expected_version=1, xml=changed(held))
    definition = publish_draft(actor=actor, draft_id=held, expected_version=2, note="Clearer words")
    assert (definition.version, definition.note) == (2, "Clearer words")
    assert definition.published_by_id == actor.membership_id
    assert published(actor, "CII101").id == definition.id
    assert not Draft.objects.exists()


def test_the_way_back_to_an_earlier_drawing_is_a_version_of_its_own() -> None:
    first = published(become("officer"), "CII101")
    held = begun()
    save_draft(actor=become("officer"), draft_id=held, expected_version=1, xml=changed(held))
    publish_draft(actor=become("officer"), draft_id=held, expected_version=2, note="Clearer words")
    actor = become("officer")
    back = draft_from(actor=actor, definition_id=first.id)
    third = publish_draft(actor=actor, draft_id=back.id, expected_version=1, note="The words were better before")
    assert (third.version, third.sha256, third.note) == (3, first.sha256, "The words were better before")
    first.refresh_from_db()
    assert (first.version, first.state, first.note) == (1, "retired", "")
    assert published(actor, "CII101").id == third.id


def test_what_cannot_run_is_not_published_and_nothing_is_lost() -> None:
    actor = become("officer")
    blank = draft_blank(actor=actor, process="ZZ-NEW", name={"de": "x"})
    with pytest.raises(FileRefused) as refusal:
        publish_draft(actor=actor, draft_id=blank.id, expected_version=1, note="New")
    assert "journey_missing" in {problem.code for problem, _words in refusal.value.problems}
    held = begun()
    actor = become("officer")
    with pytest.raises(NothingChanged):
        publish_draft(actor=actor, draft_id=held, expected_version=1, note="Nothing")
    save_draft(actor=actor, draft_id=held, expected_version=1, xml=changed(held))
    with pytest.raises(DraftChanged):
        publish_draft(actor=actor, draft_id=held, expected_version=1, note="Late")
    with pytest.raises(NoteMissing):
        publish_draft(actor=actor, draft_id=held, expected_version=2, note=" ")
    assert Draft.objects.count() == 2
    assert published(actor, "CII101").version == 1


def test_a_process_that_others_call_keeps_the_ends_that_they_answer() -> None:
    held = begun("CII102")
    actor = become("officer")
    xml = draft(actor, held).xml.replace("CII102.7", "CII102.77")
    save_draft(actor=actor, draft_id=held, expected_version=1, xml=xml)
    with pytest.raises(FileRefused) as refusal, transaction.atomic():
        publish_draft(actor=actor, draft_id=held, expected_version=2, note="Another end")
    assert {problem.code for problem, _words in refusal.value.problems} == {"call_unanswered"}
    assert published(actor, "CII102").version == 1


def test_a_drawing_that_is_documentation_only_is_read_by_everybody_and_not_drawn_on() -> None:
    held = begun()
    actor = become("officer")
    reader = become("rav.front")
    assert documentation(reader) == []
    with pytest.raises(NotFound):
        shown_draft(reader, held)
    actor = become("officer")
    show_draft(actor=actor, draft_id=held, expected_version=1, shown=True)
    reader = become("rav.front")
    assert [one.id for one in documentation(reader)] == [held]
    assert shown_draft(reader, held).code == "CII101"
    actor = become("officer")
    with pytest.raises(DraftShown):
        save_draft(actor=actor, draft_id=held, expected_version=2, xml=shown_draft(actor, held).xml)
    show_draft(actor=actor, draft_id=held, expected_version=2, shown=False)
    save_draft(actor=actor, draft_id=held, expected_version=3, xml=shown_draft(actor, held).xml)


def test_a_test_case_goes_through_the_drawing_and_leaves_no_row() -> None:
    held = begun("CII102")
    actor = become("officer")
    found = draft(actor, held)
    moves: list[str] = []
    before = StepRecord.objects.count(), Instance.objects.count()
    while not (stands := trial(found, moves, "de")).ended:
        assert stands.waiting
        assert len(stands.lit) == len(stands.waiting)
        moves.append(stands.waiting[0].ways[-1].move)
        assert len(moves) < 50
    assert stands.ended.startswith("CII102.")
    assert len(stands.gone) == len(moves)
    assert (StepRecord.objects.count(), Instance.objects.count()) == before
    for wrong in (["CII102.99 done"], ["! nothing.at_all done"], ["CII102.2 never"], moves * 100):
        with pytest.raises(NotFound):
            trial(found, wrong, "de")


def test_what_is_not_sound_is_not_tried_out() -> None:
    blank = draft_blank(actor=become("officer"), process="ZZ-NEW", name={"de": "x"})
    with pytest.raises(NotFound):
        trial(blank, [], "de")


@pytest.mark.parametrize("column", ["note = 'other'", "published_by_id = NULL", "published_on = published_on + 1"])
def test_what_was_said_of_a_version_in_force_stays(column: str) -> None:
    held = begun()
    actor = become("officer")
    save_draft(actor=actor, draft_id=held, expected_version=1, xml=changed(held))
    key = publish_draft(actor=actor, draft_id=held, expected_version=2, note="Clearer words").id
    assert refused(f"UPDATE processes_definition SET {column} WHERE id = %(id)s", id=key)
