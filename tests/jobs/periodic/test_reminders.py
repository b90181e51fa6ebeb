"""Reminders as the worker's role: by the ladder, each rung once; in the end the coordination sees to it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from ciiz.domain.access.public import enter_system
from ciiz.domain.organisations.models import Membership
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.domain.tasks.public import Address, complete, put_off, set_task, waiting
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import message
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.jobs.periodic import reminders
from ciiz.journeys import urge
from tests.harness.databases import connected_as
from tests.journeys import scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db(transaction=True)
DUE = TODAY + timedelta(days=30)


@pytest.fixture(autouse=True)
def as_worker() -> Iterator[None]:
    """What follows `set_scene` runs as the worker."""
    yield
    connection.settings_dict["USER"] = APP


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def set_scene(*to: Address, kind: Kind = Kind.RENEW_CONSENT) -> UUID:
    """A case that the regional coordination looks after, with tasks that are due on a day."""
    with transaction.atomic():
        dossier_id = scene.forwarded(TODAY)
        become("officer")
        Task.objects.filter(dossier_id=dossier_id, state="open").update(
            state="done", done_on=TODAY, done_by_id=membership("officer").id
        )
        for one in to or (Address(membership_id=membership("rav.contact").id),):
            set_task(actor=become("rav.contact"), dossier_id=dossier_id, kind=kind, to=one, set_on=TODAY, due_on=DUE)
    connection.close()
    connection.settings_dict["USER"] = WORKER
    return dossier_id


def rows() -> list[tuple[Any, ...]]:
    """All tasks as the worker sees them."""
    return list(Task.objects.filter(state="open").order_by("id").values_list())


def asked() -> list[Task]:
    return list(Task.objects.filter(kind=Kind.SEE_TO_OVERDUE, state="open"))


def test_each_rung_of_the_ladder_reminds_once() -> None:
    set_scene()
    said = {days: reminders.climb(after(days)) for days in range(-12, 26)}
    assert {days for days, number in said.items() if number} == {-7, 0, 7, 21}
    assert set(said.values()) == {0, 1}
    (task,) = Task.objects.filter(kind=Kind.RENEW_CONSENT)
    assert (task.reminded_on, task.escalated_on) == (after(21), after(21))


def test_a_run_that_finds_nothing_new_writes_nothing() -> None:
    set_scene()
    assert reminders.climb(after(21)) == 1
    before = rows()
    assert reminders.climb(after(21)) == 0
    assert rows() == before


def test_days_that_were_missed_remind_once_of_the_last_rung() -> None:
    set_scene()
    assert reminders.climb(after(60)) == 1
    assert reminders.climb(after(61)) == 0
    assert len(asked()) == 1


def test_killed_midway_and_run_again_is_like_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = ("RAV", "SMZ", "IV")
    set_scene(
        *(Address(institution_id=institution(code).id, role="contact") for code in codes),
        *(Address(membership_id=membership(name).id) for name in ("rav.contact", "smz.contact", "iv.contact")),
    )
    with transaction.atomic():
        assert reminders.climb(after(21)) == 6
        once = rows()
        transaction.set_rollback(True)
    monkeypatch.setattr(reminders, "PORTION", 2)
    portion, done = urge.portion, list[int]()

    def killed(**arguments: Any) -> Any:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(1)
        return portion(**arguments)

    with monkeypatch.context() as patch:
        patch.setattr(urge, "portion", killed)
        with pytest.raises(KeyboardInterrupt):
            reminders.climb(after(21))
    assert Task.objects.filter(reminded_on__isnull=False).count() == 4
    assert reminders.climb(after(21)) == 2
    assert rows() == once


def test_at_the_end_of_the_ladder_the_coordination_gets_a_task_and_nobody_else_sees_it() -> None:
    dossier_id = set_scene()
    assert reminders.climb(after(20)) == 1
    assert not asked()
    reminders.climb(after(21))
    (task,) = asked()
    assert (task.dossier_id, task.region_id) == (dossier_id, membership("regional").region_id)
    assert task.due_on == after(26)
    with connected_as(APP), transaction.atomic():
        seen = {name: waiting(become(name, after(21))).tasks for name in ("regional", "regional.other", "rav.contact")}
    kinds = {name: [one.kind for one in tasks] for name, tasks in seen.items()}
    assert kinds == {"regional": ["see_to_overdue"], "regional.other": [], "rav.contact": ["renew_consent"]}


def test_what_is_the_coordinations_or_an_institutions_alone_stays_where_it_is() -> None:
    set_scene(Address(region_id=membership("regional").region_id))
    assert reminders.climb(after(21)) == 1
    assert not asked()


def test_a_contact_that_nobody_else_knows_of_is_not_told_to_the_coordination() -> None:
    set_scene(kind=Kind.FOLLOW_CONTACT)
    assert reminders.climb(after(21)) == 1
    assert not asked()


def test_once_it_is_done_the_coordination_need_not_see_to_it() -> None:
    dossier_id = set_scene()
    reminders.climb(after(21))
    with connected_as(APP), transaction.atomic():
        actor = become("rav.contact", after(22))
        complete(actor=actor, dossier_id=dossier_id, kinds=(Kind.RENEW_CONSENT,), on=after(22))
    assert not asked()
    told = Task.objects.get(kind=Kind.SEE_TO_OVERDUE)
    assert (told.state, told.done_on) == ("cancelled", after(22))


def test_another_term_begins_the_ladder_anew() -> None:
    set_scene()
    reminders.climb(after(21))
    late = Task.objects.get(kind=Kind.RENEW_CONSENT)
    with connected_as(APP), transaction.atomic():
        put_off(actor=become("rav.contact", after(22)), task_id=late.id, due_on=after(60))
    late.refresh_from_db()
    assert (late.reminded_on, late.escalated_on) == (None, None)
    assert not asked()
    assert [days for days in range(22, 86) if reminders.climb(after(days))] == [53, 60, 67, 81]


def test_the_coordination_gives_another_term_or_leaves_it_to_whoever_has_the_task() -> None:
    set_scene()
    reminders.climb(after(21))
    late = Task.objects.get(kind=Kind.RENEW_CONSENT)
    with connected_as(APP), transaction.atomic():
        actor = become("regional", after(22))
        told = urge.see_to(actor=actor, task_id=late.id, until=after(40))
        assert told.codes == {"task": "renew_consent", "until": after(40).isoformat()}
    late.refresh_from_db()
    assert (late.state, late.due_on, late.escalated_on) == ("open", after(40), None)
    done = Task.objects.get(kind=Kind.SEE_TO_OVERDUE)
    assert (done.state, done.done_by_id) == ("done", membership("regional").id)


def test_pages_cannot_write_reminders_themselves() -> None:
    dossier_id = set_scene()
    with connected_as(APP), transaction.atomic():
        become("rav.contact")
        mine = Task.objects.filter(dossier_id=dossier_id, state="open")
        with pytest.raises(ProgrammingError, match="finished once"), transaction.atomic():
            mine.update(reminded_on=TODAY)


def test_a_task_set_shortly_before_its_term_is_not_reminded_of_on_that_day() -> None:
    dossier_id = set_scene()
    with transaction.atomic():
        enter_system(purpose="deadlines", today=TODAY)
        Task.objects.filter(dossier_id=dossier_id, state="open").update(set_on=after(-3))
    assert reminders.climb(after(-3)) == 0
    assert reminders.climb(after(0)) == 1


def mails() -> dict[str, dict[str, Any]]:
    """What the mails about reminders say, by whom they go to."""
    people = {one.user_id: one.user.first_name for one in Membership.objects.select_related("user")}
    return {people[mail.recipient_id or 0]: mail.params for mail in Mail.objects.filter(kind="reminders")}


def test_one_mail_a_day_says_how_many_tasks_and_nothing_else() -> None:
    set_scene(Address(membership_id=membership("rav.contact").id), Address(region_id=membership("regional").region_id))
    assert (reminders.climb(after(-7)), reminders.digests(after(-7)), reminders.digests(after(-7))) == (2, 2, 0)
    assert mails() == {name: {"over": 0, "now": 0, "ahead": 1} for name in ("rav.contact", "regional")}
    mail = Mail.objects.filter(kind="reminders").first()
    assert mail is not None
    written = message(mail, membership("rav.contact").user)
    assert written.subject == "Erinnerung: Auf der Plattform warten Aufgaben auf Sie"
    assert "Eine Aufgabe ist bald fällig." in written.body
    assert "Zumtest" not in written.body
    assert written.body.endswith("/\n")


def test_days_without_a_reminder_are_days_without_mail() -> None:
    set_scene()
    assert reminders.climb(after(-7)) == 1
    assert reminders.digests(after(-6)) == 0


def test_the_coordination_is_not_reminded_on_the_day_it_is_asked() -> None:
    set_scene()
    reminders.climb(after(21))
    assert reminders.digests(after(21)) == 1
    assert mails() == {"rav.contact": {"over": 1, "now": 0, "ahead": 0}}


def test_who_is_away_gets_no_mail_and_the_deputy_does_if_the_case_is_open_to_them() -> None:
    set_scene(Address(membership_id=membership("rav.contact").id))
    with connected_as(APP), transaction.atomic():
        become("officer")
        away = Membership.objects.filter(id=membership("rav.contact").id)
        away.update(deputy=membership("rav.contact2"), absent_from=after(0), absent_to=after(0))
    reminders.climb(after(0))
    assert reminders.digests(after(0)) == 1
    assert mails() == {"rav.contact2": {"over": 0, "now": 1, "ahead": 0}}


def test_a_deputy_to_whom_the_case_is_not_open_is_told_nothing() -> None:
    set_scene(Address(membership_id=membership("rav.contact").id))
    with connected_as(APP), transaction.atomic():
        become("officer")
        away = Membership.objects.filter(id=membership("rav.contact").id)
        away.update(deputy=membership("iv.front"), absent_from=after(0), absent_to=after(0))
    reminders.climb(after(0))
    assert reminders.digests(after(0)) == 0
