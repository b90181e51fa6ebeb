"""What institutions say about a person: dated, each beside the other, by category."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import Actor, found
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.enums import Absence, Aspect, CapacityBasis, InsurancePhase
from ciiz.domain.persons.errors import BeforeBirth, DayInFuture, EndBeforeStart, PercentOutOfRange, UnknownCode
from ciiz.domain.persons.models import Registration, Statement, WorkCapacity
from ciiz.domain.persons.public import SavedMeanwhile
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def actor() -> Actor:
    return become("rav.contact")


@pytest.fixture
def dossier(actor: Actor) -> UUID:
    dossier = found(actor=actor, opened_on=TODAY)
    persons.enter_person(actor=actor, dossier_id=dossier.id, identity={"family_name": "Imhof", "given_names": "Ugo"})
    return dossier.id


@pytest.mark.parametrize("aspect", Aspect)
def test_every_aspect_takes_a_value_or_a_reason(actor: Actor, dossier: UUID, aspect: Aspect) -> None:
    persons.state(actor=actor, dossier_id=dossier, aspect=aspect, noted_on=YESTERDAY, absent=Absence.REFUSED)
    persons.state(actor=actor, dossier_id=dossier, aspect=aspect, noted_on=TODAY, text="wie besprochen")
    (latest,) = persons.situation(actor, dossier)
    assert (latest.told, latest.category) == ("wie besprochen", aspect.category)
    assert [row.absent for row in persons.course(actor, dossier, aspect)] == ["", "refused"]


def test_nothing_said_counts_as_not_asked(actor: Actor, dossier: UUID) -> None:
    said = persons.state(actor=actor, dossier_id=dossier, aspect=Aspect.DEBTS, noted_on=TODAY)
    assert said.absent == Absence.NOT_ASKED


def test_a_code_of_another_aspect_is_refused(actor: Actor, dossier: UUID) -> None:
    with pytest.raises(UnknownCode), transaction.atomic():
        persons.state(actor=actor, dossier_id=dossier, aspect=Aspect.DEBTS, noted_on=TODAY, code="alone")


def test_tomorrow_cannot_be_described(actor: Actor, dossier: UUID) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(DayInFuture), transaction.atomic():
        persons.state(actor=actor, dossier_id=dossier, aspect=Aspect.DEBTS, noted_on=tomorrow, code="none")
    with pytest.raises(DayInFuture), transaction.atomic():
        persons.judge_capacity(
            actor=actor, dossier_id=dossier, percent=50, judged_on=tomorrow, basis=CapacityBasis.TALK
        )


def test_an_aspect_cannot_be_filed_under_another_category(actor: Actor, dossier: UUID) -> None:
    row = Statement(
        dossier_id=dossier,
        contributor_id=actor.institution_id,
        aspect=Aspect.HEALTH,
        category="basic",
        text="x",
        noted_on=TODAY,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_each_institution_speaks_for_itself(actor: Actor, dossier: UUID, partner_sees: Callable[[UUID], Actor]) -> None:
    persons.state(actor=actor, dossier_id=dossier, aspect=Aspect.HOUSING, noted_on=YESTERDAY, code="stable")
    partner = partner_sees(dossier)
    persons.state(actor=partner, dossier_id=dossier, aspect=Aspect.HOUSING, noted_on=TODAY, code="at_risk")
    assert [row.code for row in persons.situation(partner, dossier)] == ["stable", "at_risk"]
    assert [row.code for row in persons.situation(become("rav.contact"), dossier)] == ["stable"]


def test_front_line_workers_outside_the_team_see_no_situation(actor: Actor, dossier: UUID) -> None:
    persons.state(actor=actor, dossier_id=dossier, aspect=Aspect.HEALTH, noted_on=TODAY, text="Rücken")
    colleague = become("rav.front2")
    assert persons.person(colleague, dossier) is not None
    assert persons.situation(colleague, dossier) == []


def test_registrations_warn_before_the_entitlement_ends(actor: Actor, dossier: UUID) -> None:
    soon = TODAY + timedelta(days=30)
    row = persons.register_with(
        actor=actor,
        dossier_id=dossier,
        dispositif_id="ALV",
        institution_id=actor.institution_id,
        file_number="A-17",
        since=date(2026, 1, 5),
        entitlement_until=soon,
    )
    assert [r.id for r in persons.entitlements_ending(actor, until=soon)] == [row.id]
    assert persons.entitlements_ending(actor, until=soon - timedelta(days=1)) == []
    assert [str(r) for r in persons.registrations(actor, dossier)] == ["ALV A-17"]


def test_no_registration_begins_before_the_person_was_born(actor: Actor, dossier: UUID) -> None:
    born, before = date(1984, 3, 14), date(1984, 3, 13)
    version = persons.person(actor, dossier).version  # type: ignore[union-attr]
    persons.correct_identity(actor=actor, dossier_id=dossier, expected_version=version, changes={"birth_date": born})
    with pytest.raises(BeforeBirth), transaction.atomic():
        persons.register_with(actor=actor, dossier_id=dossier, dispositif_id="IV", since=before)
    row = persons.register_with(actor=actor, dossier_id=dossier, dispositif_id="IV", since=born)
    with pytest.raises(BeforeBirth), transaction.atomic():
        persons.change_registration(actor=actor, registration_id=row.id, expected_version=1, changes={"since": before})


def test_a_registration_follows_the_phases_of_the_disability_insurance(actor: Actor, dossier: UUID) -> None:
    row = persons.register_with(
        actor=actor, dossier_id=dossier, dispositif_id="IV", phase=InsurancePhase.EARLY_NOTICE, since=TODAY
    )
    assert row.told("file_number") is Absence.NOT_ASKED
    persons.change_registration(
        actor=actor,
        registration_id=row.id,
        expected_version=1,
        changes={"phase": InsurancePhase.REGISTERED, "file_number": "IV-3"},
    )
    changed = Registration.objects.get()
    assert (changed.phase, changed.file_number, changed.version) == ("registered", "IV-3", 2)
    with pytest.raises(SavedMeanwhile), transaction.atomic():
        persons.change_registration(actor=actor, registration_id=row.id, expected_version=1, changes={"keyword": "CII"})
    with pytest.raises(EndBeforeStart), transaction.atomic():
        persons.change_registration(
            actor=actor, registration_id=row.id, expected_version=2, changes={"ended_on": YESTERDAY}
        )


def test_judgements_stand_side_by_side_and_their_divergence_shows(
    actor: Actor, dossier: UUID, partner_sees: Callable[[UUID], Actor]
) -> None:
    def judge(actor: Actor, percent: int | Absence, on: date, start: bool = False) -> None:
        persons.judge_capacity(
            actor=actor, dossier_id=dossier, percent=percent, judged_on=on, basis=CapacityBasis.TALK,
            starting_point=start,
        )  # fmt: skip

    judge(actor, 80, YESTERDAY, start=True)
    judge(actor, 50, TODAY)
    partner = partner_sees(dossier)
    judge(partner, 30, TODAY)
    seen = persons.work_capacity(partner, dossier)
    assert seen.start is not None
    assert (seen.start.percent, sorted(row.percent or 0 for row in seen.latest)) == (80, [30, 50])
    assert (seen.spread, seen.diverges) == (20, True)
    judge(partner, 49, TODAY)
    assert persons.work_capacity(partner, dossier).diverges
    judge(partner, 50, TODAY)
    assert not persons.work_capacity(partner, dossier).diverges
    judge(partner, Absence.UNKNOWN, TODAY)
    assert persons.work_capacity(partner, dossier).spread == 0


@pytest.mark.parametrize("percent", [-1, 101])
def test_work_capacity_lies_between_0_and_100_percent(actor: Actor, dossier: UUID, percent: int) -> None:
    with pytest.raises(PercentOutOfRange), transaction.atomic():
        persons.judge_capacity(
            actor=actor, dossier_id=dossier, percent=percent, judged_on=TODAY, basis=CapacityBasis.TALK
        )


def test_there_is_one_starting_point_and_judgements_never_change(actor: Actor, dossier: UUID) -> None:
    for _ in range(2):
        row = WorkCapacity(
            dossier_id=dossier, contributor_id=actor.institution_id, percent=50, judged_on=TODAY, basis="talk",
            starting_point=True,
        )  # fmt: skip
        if WorkCapacity.objects.exists():
            with pytest.raises(DatabaseError), transaction.atomic():
                row.save(force_insert=True)
        else:
            row.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE persons_workcapacity SET percent = 10")
