"""The nightly jobs as the worker's role: what a day brings about is there once, however often they run."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.models import Statute
from ciiz.domain.access.public import Category, open_by_statute
from ciiz.domain.cases.models import Closing
from ciiz.domain.consent.models import Consent
from ciiz.domain.persons.public import Registration, change_registration, register_with
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.models import Event
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.jobs.periodic import deadlines
from ciiz.jobs.periodic.rows import Incomplete
from ciiz.journeys import remind
from tests.harness.databases import connected_as
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db(transaction=True)
END = TODAY + timedelta(days=80)


@pytest.fixture
def as_worker() -> Iterator[None]:
    """Inside a test that has set its scene as the pages' role: what follows runs as the worker."""
    yield
    connection.settings_dict["USER"] = APP


def work() -> None:
    connection.close()
    connection.settings_dict["USER"] = WORKER


def managed() -> tuple[UUID, date]:
    """A case managed at SMZ and the last day of its consent."""
    with transaction.atomic():
        dossier_id = scene.assigned()
        return dossier_id, Consent.objects.get(dossier_id=dossier_id).until


def registered(dossier_id: UUID, who: str = "rav.contact") -> Registration:
    """The person's entitlement at the institution of `who` ends on `END`."""
    with transaction.atomic():
        return register_with(
            actor=become(who),
            dossier_id=dossier_id,
            dispositif_id="ALV",
            file_number="4711",
            since=TODAY - timedelta(days=200),
            entitlement_until=END,
        )


def tasks(kind: Kind) -> list[Task]:
    return list(Task.objects.filter(kind=kind).order_by("id"))


def test_a_consent_that_runs_out_soon_becomes_one_task_of_whoever_manages_the_case(as_worker: None) -> None:
    dossier_id, last_day = managed()
    with transaction.atomic():
        begun = scene.begun(TODAY, identity={"family_name": "Imtest", "given_names": "Ugo"})
        scene.consented(begun, on=TODAY)
    work()
    assert deadlines.consents(last_day - timedelta(days=199)) == 0
    assert deadlines.consents(last_day - timedelta(days=10)) == 2
    assert deadlines.consents(last_day - timedelta(days=9)) == 0
    found = {task.dossier_id: task for task in tasks(Kind.RENEW_CONSENT)}
    assert set(found) == {dossier_id, begun}
    manager = found[dossier_id].membership
    assert manager is not None
    assert manager.user.first_name == "smz.contact"
    assert (found[begun].role, found[begun].due_on) == ("contact", last_day)


def test_a_consent_that_has_run_out_is_told_once_and_by_nobody(as_worker: None) -> None:
    dossier_id, last_day = managed()
    work()
    deadlines.consents(last_day)
    assert not Event.objects.filter(kind="consent_ran_out").exists()
    over = last_day + timedelta(days=1)
    assert deadlines.consents(over) == 1
    assert deadlines.consents(over + timedelta(days=1)) == 0
    event = Event.objects.get(kind="consent_ran_out")
    assert (event.dossier_id, event.occurred_on, event.actor) == (dossier_id, over, None)


def test_the_case_manager_whom_a_consent_lets_know_looks_at_what_follows_an_entitlement(as_worker: None) -> None:
    dossier_id, _ = managed()
    registration = registered(dossier_id)
    work()
    assert deadlines.entitlements(END - timedelta(days=91)) == 0
    assert deadlines.entitlements(END - timedelta(days=90)) == 1
    assert deadlines.entitlements(END) == 0
    (task,) = tasks(Kind.CHECK_REGISTRATION)
    assert (task.due_on, task.subject_id) == (END, registration.id)
    assert task.membership is not None
    assert task.membership.user.first_name == "smz.contact"
    assert deadlines.entitlements(END + timedelta(days=1)) == 1
    event = Event.objects.get(kind="entitlement_ended")
    assert (event.category, event.occurred_on) == ("work", END)


def test_without_consent_the_institution_that_knows_the_entitlement_is_warned(as_worker: None) -> None:
    dossier_id, last_day = managed()
    registration = registered(dossier_id)
    with transaction.atomic():
        end = last_day + timedelta(days=5)
        change_registration(
            actor=become("rav.contact"),
            registration_id=registration.id,
            expected_version=1,
            changes={"entitlement_until": end},
        )
    work()
    deadlines.entitlements(end - timedelta(days=1))
    (task,) = tasks(Kind.CHECK_REGISTRATION)
    assert task.institution is not None
    assert (task.institution.code, task.role) == ("RAV", "contact")


def test_a_longer_entitlement_takes_the_task_back(as_worker: None) -> None:
    dossier_id, _ = managed()
    registration = registered(dossier_id)
    day = END - timedelta(days=20)
    work()
    deadlines.entitlements(day)
    with connected_as(APP), transaction.atomic():
        change_registration(
            actor=become("rav.contact"),
            registration_id=registration.id,
            expected_version=1,
            changes={"entitlement_until": END + timedelta(days=300)},
        )
    assert deadlines.entitlements(day) == 1
    assert [(task.state, task.done_on) for task in tasks(Kind.CHECK_REGISTRATION)] == [("cancelled", day)]
    assert deadlines.entitlements(day) == 0


def opened(dossier_id: UUID, last_day: date) -> UUID:
    """By law the IV sees until a day what the RAV knows of the work."""
    with transaction.atomic():
        actor = become("rav.contact")
        statute = open_by_statute(
            actor=actor,
            dossier_id=dossier_id,
            article="unclear_payer",
            purpose="unclear_payer",
            receiver_id=institution("IV").id,
            giver_ids=[actor.institution_id],
            categories=[Category.WORK],
            valid_from=TODAY,
            valid_to=last_day + timedelta(days=1),
        )
        return statute.id


def test_before_what_the_law_opens_ends_whoever_gave_it_has_one_task_that_nobody_else_sees(as_worker: None) -> None:
    dossier_id, _ = managed()
    statute_id = opened(dossier_id, END)
    work()
    assert deadlines.statutes(END - timedelta(days=31)) == 0
    assert [deadlines.statutes(END - timedelta(days=days)) for days in (30, 30, 1)] == [1, 0, 0]
    (task,) = tasks(Kind.CHECK_STATUTE)
    assert (task.due_on, task.subject_id, task.role) == (END, statute_id, "contact")
    assert task.institution_id == institution("RAV").id
    with connected_as(APP), transaction.atomic():
        seen = []
        for name in ("rav.contact", "iv.contact", "smz.contact", "regional"):
            become(name)
            seen.append(Task.objects.filter(kind=Kind.CHECK_STATUTE).exists())
    assert seen == [True, False, False, False]


def test_once_the_opening_by_law_is_over_or_settled_the_task_is_taken_back(as_worker: None) -> None:
    dossier_id, _ = managed()
    opened(dossier_id, END)
    settled = opened(dossier_id, END)
    work()
    assert deadlines.statutes(END) == 2
    with connected_as(APP), transaction.atomic():
        become("rav.contact")
        Statute.objects.filter(id=settled).update(settled_on=TODAY)
    assert deadlines.statutes(END) == 1
    assert deadlines.statutes(END + timedelta(days=1)) == 1
    assert {task.state for task in tasks(Kind.CHECK_STATUTE)} == {"cancelled"}
    assert deadlines.statutes(END + timedelta(days=2)) == 0


def test_a_survey_is_due_once_half_a_year_after_closing(as_worker: None) -> None:
    with transaction.atomic():
        dossier_id = scene.closed()
        become("officer")
        due = Closing.objects.get(dossier_id=dossier_id).survey_due_on
    assert due is not None
    work()
    assert deadlines.surveys(due - timedelta(days=1)) == 0
    assert deadlines.surveys(due) == 1
    assert deadlines.surveys(due + timedelta(days=1)) == 0
    assert Event.objects.get(kind="survey_due").occurred_on == due
    (task,) = tasks(Kind.SURVEY)
    assert task.due_on == due


def test_what_a_killed_run_left_undone_the_next_one_does(as_worker: None, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier_id, last_day = managed()
    with transaction.atomic():
        begun = scene.begun(TODAY, identity={"family_name": "Imtest", "given_names": "Ugo"})
        scene.consented(begun, on=TODAY)
    work()
    day = last_day - timedelta(days=10)
    ask, asked = remind.consent_runs_out, list[UUID]()

    def killed(*, actor: Any, consent: Consent) -> bool:
        if asked:
            raise KeyboardInterrupt
        asked.append(consent.dossier_id)
        return ask(actor=actor, consent=consent)

    with monkeypatch.context() as patch:
        patch.setattr(remind, "consent_runs_out", killed)
        with pytest.raises(KeyboardInterrupt):
            deadlines.consents(day)
    assert {task.dossier_id for task in tasks(Kind.RENEW_CONSENT)} == set(asked)
    assert deadlines.consents(day) == 1
    assert {task.dossier_id for task in tasks(Kind.RENEW_CONSENT)} == {dossier_id, begun}


def test_a_row_that_fails_stops_no_other_and_the_job_is_tried_again(
    as_worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, last_day = managed()
    with transaction.atomic():
        begun = scene.begun(TODAY, identity={"family_name": "Imtest", "given_names": "Ugo"})
        scene.consented(begun, on=TODAY)
    work()
    ask = remind.consent_runs_out

    def failing(*, actor: Any, consent: Consent) -> bool:
        if consent.dossier_id != begun:
            raise DatabaseError
        return ask(actor=actor, consent=consent)

    monkeypatch.setattr(remind, "consent_runs_out", failing)
    with pytest.raises(Incomplete):
        deadlines.consents(last_day - timedelta(days=10))
    assert [task.dossier_id for task in tasks(Kind.RENEW_CONSENT)] == [begun]


@pytest.mark.parametrize("table", ["cases_case", "consent_consent", "persons_registration", "timeline_event"])
def test_the_worker_changes_nothing_but_tasks(as_worker: None, table: str) -> None:
    work()
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET dossier_id = dossier_id")
