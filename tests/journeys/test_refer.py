"""Check, referral, forwarding: what is kept, what is routed, what is refused."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from ciiz.domain.cases.enums import Domain, Occasion, Stage
from ciiz.domain.cases.public import (
    DayOutOfOrder,
    Missing,
    NotNow,
    Referral,
    UnknownCriterion,
    WrongRole,
    case,
    checks,
    notes,
    referral,
)
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.tasks.public import waiting
from ciiz.foundation.errors import Conflict, NotFound
from ciiz.journeys import refer, triage
from ciiz.journeys.coverage import ConsentExpired, NoConsent
from tests.journeys import scene
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db


MISWORDED = ("42601", "42703", "42P01", "42883")
"""Syntax, column, table, function: that is no refusal."""


def refused_by_database(statement: str, *values: str | int | date | UUID) -> int:
    """Runs SQL as the pages' role: the number of rows that were reached, -1 if the database raised."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    except ProgrammingError as error:
        if getattr(error.__cause__, "sqlstate", "") in MISWORDED:
            raise
        return -1


def test_a_check_is_kept_also_when_no_cooperation_is_indicated() -> None:
    actor = become("rav.front", scene.START)
    begun = refer.check(
        actor=actor,
        on=scene.START,
        occasion=Occasion.CHANGE,
        criteria={},
        indicated=CaseForm.NONE,
        identity=scene.IDENTITY,
    )
    assert begun.referral is None
    assert case(actor, begun.dossier_id).stage == Stage.CHECKED
    (kept,) = checks(actor, begun.dossier_id)
    assert kept.met == []
    assert len(kept.criteria) == 8 or len(kept.criteria) > 0
    assert waiting(actor).count == 0


def test_who_begins_a_referral_has_it_as_a_task_until_it_is_complete() -> None:
    dossier_id = scene.begun()
    (own,) = waiting(become("rav.front")).tasks
    assert (own.kind, own.membership_id) == ("write_referral", membership("rav.front").id)
    assert own.due_on is not None
    assert {task.kind for task in waiting(become("rav.contact")).tasks} == {"complete_referral"}
    refer.complete(actor=become("rav.front"), dossier_id=dossier_id, on=TODAY)
    assert not waiting(become("rav.front")).tasks
    assert {task.kind for task in waiting(become("rav.contact")).tasks} == {"complete_referral"}


def test_a_later_check_of_the_same_dossier_begins_the_referral() -> None:
    actor = become("rav.front", scene.START)
    begun = refer.check(
        actor=actor,
        on=scene.START,
        occasion=Occasion.MANDATE,
        criteria={},
        indicated=CaseForm.NONE,
        identity=scene.IDENTITY,
    )
    again = refer.check(
        actor=actor,
        on=scene.START,
        occasion=Occasion.CHANGE,
        criteria=scene.criteria(),
        indicated=CaseForm.ASSESSMENT,
        dossier_id=begun.dossier_id,
    )
    assert again.referral is not None
    assert case(actor, begun.dossier_id).stage == Stage.DRAFT
    assert len(checks(actor, begun.dossier_id)) == 2


def test_a_criterion_the_canton_does_not_know_is_refused_and_nothing_is_kept() -> None:
    actor = become("rav.front", scene.START)
    with pytest.raises(UnknownCriterion), transaction.atomic():
        refer.check(
            actor=actor,
            on=scene.START,
            occasion=Occasion.MANDATE,
            criteria={"invented": True},
            indicated=CaseForm.ROUND_TABLE,
            identity=scene.IDENTITY,
        )
    assert waiting(actor).count == 0
    assert Referral.objects.count() == 0


def test_numbers_run_by_canton_and_year() -> None:
    first, second = scene.begun(), scene.begun()
    actor = become("rav.front", scene.START)
    numbers = sorted([case(actor, first).number, case(actor, second).number])
    assert numbers == ["ZZ-2026-0001", "ZZ-2026-0002"]


def test_the_office_and_strangers_do_not_see_a_draft() -> None:
    dossier_id = scene.begun()
    for name in ("regional", "officer", "smz.contact", "iv.front"):
        with pytest.raises(NotFound):
            case(become(name, scene.START), dossier_id)


def test_texts_of_the_referral_follow_their_categories() -> None:
    dossier_id = scene.accepted()
    assert set(notes(become("rav.contact"), dossier_id).by_domain()) == {Domain.REASON, Domain.HEALTH}
    assert set(notes(become("smz.contact"), dossier_id).by_domain()) == {Domain.REASON, Domain.HEALTH}
    assert notes(become("smz.front"), dossier_id).by_domain() == {}


def test_a_front_line_worker_does_not_forward() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id)
    actor = become("rav.front", scene.START)
    with pytest.raises(WrongRole):
        refer.forward(actor=actor, dossier_id=dossier_id, on=scene.START)
    sql = "UPDATE cases_referral SET forwarded_on = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, scene.START, dossier_id) == -1


def test_without_consent_nothing_is_forwarded() -> None:
    dossier_id = scene.begun()
    actor = become("rav.contact", scene.START)
    with pytest.raises(NoConsent):
        refer.forward(actor=actor, dossier_id=dossier_id, on=scene.START)
    sql = "UPDATE cases_referral SET forwarded_on = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, scene.START, dossier_id) == -1


def test_no_draft_reaches_the_office_by_sql() -> None:
    dossier_id = scene.begun()
    become("rav.contact", scene.START)
    sql = (
        "INSERT INTO access_mandate (id, dossier_id, institution_id, audience_id, valid_from) "
        "SELECT gen_random_uuid(), %s, institution_id, id, %s FROM access_audience WHERE kind = 'office'"
    )
    assert refused_by_database(sql, dossier_id, scene.START) == -1


def test_a_consent_that_has_run_out_forwards_nothing() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, until=scene.START + timedelta(days=5))
    late = scene.START + timedelta(days=10)
    actor = become("rav.contact", late)
    with pytest.raises(ConsentExpired):
        refer.forward(actor=actor, dossier_id=dossier_id, on=late)
    assert refused_by_database("UPDATE cases_referral SET forwarded_on = %s", late) == -1


def test_a_foreign_institution_finds_nothing_to_forward() -> None:
    dossier_id = scene.begun()
    actor = become("smz.contact", scene.START)
    with pytest.raises(NotFound):
        refer.forward(actor=actor, dossier_id=dossier_id, on=scene.START)
    sql = "UPDATE cases_referral SET forwarded_on = %s WHERE dossier_id = %s"
    assert refused_by_database(sql, scene.START, dossier_id) == 0


def test_a_young_person_goes_to_the_thematic_coordinator_alone() -> None:
    dossier_id = scene.begun(identity={**scene.IDENTITY, "birth_date": date(2006, 5, 1)})
    scene.consented(dossier_id)
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    thematic = become("thematic", scene.START)
    assert waiting(thematic).count == 1
    assert case(thematic, dossier_id).theme is not None
    with pytest.raises(NotFound):
        case(become("regional", scene.START), dossier_id)


def test_where_the_commune_is_unknown_the_region_is_asked_for() -> None:
    dossier_id = scene.begun(identity={**scene.IDENTITY, "commune": "Anderswo"})
    scene.consented(dossier_id)
    actor = become("rav.contact", scene.START)
    with pytest.raises(Missing) as refusal, transaction.atomic():
        refer.forward(actor=actor, dossier_id=dossier_id, on=scene.START)
    assert refusal.value.field == "region"
    region = membership("regional.other").region_id
    refer.forward(actor=actor, dossier_id=dossier_id, on=scene.START, region_id=region)
    assert waiting(become("regional.other", scene.START)).count == 1


def test_a_referral_without_reason_or_talk_is_not_complete() -> None:
    actor = become("rav.front", scene.START)
    begun = refer.check(
        actor=actor,
        on=scene.START,
        occasion=Occasion.MANDATE,
        criteria={},
        indicated=CaseForm.ROUND_TABLE,
        identity=scene.IDENTITY,
    )
    with pytest.raises(Missing) as refusal:
        refer.complete(actor=actor, dossier_id=begun.dossier_id, on=scene.START)
    assert refusal.value.field == "talked_on"
    refer.save(actor=actor, dossier_id=begun.dossier_id, expected_version=1, talked_on=scene.START)
    with pytest.raises(Missing) as refusal:
        refer.complete(actor=actor, dossier_id=begun.dossier_id, on=scene.START)
    assert refusal.value.field == "reason"


def test_two_who_save_at_once_are_told() -> None:
    dossier_id = scene.begun()
    actor = become("rav.contact", scene.START)
    with pytest.raises(Conflict):
        refer.save(actor=actor, dossier_id=dossier_id, expected_version=1, wished_form=CaseForm.ASSESSMENT)


def test_a_check_in_the_future_is_refused() -> None:
    with pytest.raises(DayOutOfOrder):
        refer.check(
            actor=become("rav.front"),
            on=TODAY + timedelta(days=1),
            occasion=Occasion.MANDATE,
            criteria={},
            indicated=CaseForm.NONE,
            identity=scene.IDENTITY,
        )


def test_the_office_does_not_refer() -> None:
    with pytest.raises(WrongRole):
        refer.check(
            actor=become("regional"),
            on=TODAY,
            occasion=Occasion.MANDATE,
            criteria={},
            indicated=CaseForm.NONE,
            identity=scene.IDENTITY,
        )


def test_a_question_goes_back_and_the_answer_comes_again() -> None:
    dossier_id = scene.forwarded()
    day = scene.START + timedelta(days=3)
    triage.ask_back(actor=become("regional", day), dossier_id=dossier_id, on=day, question="Since when without work?")
    sender = become("rav.contact", day)
    assert [task.kind for task in waiting(sender).tasks] == ["answer_question"]
    found = referral(sender, dossier_id)
    assert found is not None
    assert found.advice == "Since when without work?"
    refer.save(
        actor=sender, dossier_id=dossier_id, expected_version=found.version, notes={Domain.WORK: "Since two years."}
    )
    refer.forward(actor=sender, dossier_id=dossier_id, on=day)
    assert [task.kind for task in waiting(become("regional", day)).tasks] == ["decide_referral"]
    with pytest.raises(NotNow):
        refer.forward(actor=become("rav.contact", day), dossier_id=dossier_id, on=day)
