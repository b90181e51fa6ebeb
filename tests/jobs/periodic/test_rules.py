"""Each term of a canton in one table: its last day, whose task it is, the ladder, the coordination and the deputy."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from ciiz.domain.access.public import Category, open_by_statute
from ciiz.domain.organisations.models import Canton, Membership
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.organisations.values import digest
from ciiz.domain.persons.public import register_with
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.domain.tasks.public import waiting
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.postgres.roles import APP, OWNER, WORKER
from ciiz.foundation.terms import Term, ends_on
from ciiz.jobs.periodic import deadlines, reminders
from ciiz.journeys import close, hand_over, order, refer, triage
from ciiz.journeys.terms import lengths
from tests.harness.databases import connected_as
from tests.journeys import plan_scene, scene, test_coaching
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db(transaction=True)

RAV, SMZ, IV, COORDINATION = "rav.contact", "smz.contact", "iv.contact", "regional"
START = scene.START
SESSION, NAMED = START + timedelta(days=10), START + timedelta(days=11)
END = TODAY + timedelta(days=80)
OFF = ("2026-10-19", "2026-11-24", "2026-12-08", "2026-12-25", "2027-01-01")
RUNGS = (-7, 0, 7, 21)


@dataclass(frozen=True)
class Rule:
    """After `scene` somebody has a task of a `kind`, by the canton's term `code` counted from `since`.

    Without `since` the task is due on `END`. What is the coordination's own, an institution's alone, or of a case that
    was not forwarded yet is not told to the coordination (`escalates`).
    """

    code: str
    kind: Kind
    scene: Callable[[], UUID]
    since: date | None
    who: str
    deputy: str
    escalates: bool = True

    def __str__(self) -> str:
        return f"{self.code}-{self.kind.value}"


def asked_back() -> UUID:
    dossier_id = scene.forwarded()
    triage.ask_back(actor=become(COORDINATION, START), dossier_id=dossier_id, on=START, question="Since when?")
    return dossier_id


def ordered() -> UUID:
    dossier_id = plan_scene.running()
    order.place(actor=become(SMZ), dossier_id=dossier_id, contact_id=membership(IV).id, text="A test of work")
    return dossier_id


def asked_to_close() -> UUID:
    dossier_id = scene.reported()
    close.request(actor=become(SMZ), dossier_id=dossier_id, on=TODAY, network_informed_on=TODAY)
    return dossier_id


def handed_over() -> UUID:
    dossier_id = scene.assigned()
    hand_over.propose(actor=become(COORDINATION), dossier_id=dossier_id, receiver_id=institution("IV").id, on=TODAY)
    return dossier_id


def coached(step: str) -> Callable[[], UUID]:
    return lambda: test_coaching.at(step)


def coached_to_the_end() -> UUID:
    dossier_id = test_coaching.at("11")
    test_coaching.DEEDS["11"](dossier_id, RAV, TODAY)
    return dossier_id


def consented() -> UUID:
    dossier_id = scene.begun()
    scene.consented(dossier_id, until=END + timedelta(days=1))
    refer.forward(actor=become(RAV, START), dossier_id=dossier_id, on=START)
    return dossier_id


def entitled() -> UUID:
    dossier_id = scene.assigned()
    register_with(
        actor=become(RAV),
        dossier_id=dossier_id,
        dispositif_id="ALV",
        file_number="4711",
        since=START,
        entitlement_until=END,
    )
    return dossier_id


def opened_by_law() -> UUID:
    dossier_id = scene.assigned()
    actor = become(RAV)
    open_by_statute(
        actor=actor,
        dossier_id=dossier_id,
        article="unclear_payer",
        purpose="unclear_payer",
        receiver_id=institution("IV").id,
        giver_ids=[actor.institution_id],
        categories=[Category.WORK],
        valid_from=TODAY,
        valid_to=END + timedelta(days=1),
    )
    return dossier_id


RULES = (
    Rule("completion", Kind.COMPLETE_REFERRAL, scene.begun, START, RAV, "rav.contact2", escalates=False),
    Rule("answer", Kind.ANSWER_QUESTION, asked_back, START, RAV, "rav.contact2"),
    Rule("triage", Kind.DECIDE_REFERRAL, scene.forwarded, START, COORDINATION, "officer", escalates=False),
    Rule(
        "session",
        Kind.HOLD_SESSION,
        scene.accepted,
        START + timedelta(days=2),
        COORDINATION,
        "officer",
        escalates=False,
    ),
    Rule("naming", Kind.NAME_CASE_MANAGER, scene.decided, SESSION, COORDINATION, "officer", escalates=False),
    Rule("first_talk", Kind.FIRST_TALK, scene.assigned, SESSION, SMZ, "smz.front"),
    Rule("plan", Kind.DRAW_UP_PLAN, scene.assigned, NAMED, SMZ, "smz.front"),
    Rule("plan_validation", Kind.VALIDATE_PLAN, plan_scene.signed, TODAY, COORDINATION, "officer", escalates=False),
    Rule("plan_acceptance", Kind.ACCEPT_PART, plan_scene.signed, TODAY, IV, "iv.front"),
    Rule("service_order", Kind.ANSWER_ORDER, ordered, TODAY, IV, "iv.front"),
    Rule("stocktaking", Kind.TAKE_STOCK, plan_scene.running, TODAY, SMZ, "smz.front"),
    Rule("stocktaking", Kind.TAKE_STOCK_TEAM, plan_scene.running, TODAY, COORDINATION, "officer", escalates=False),
    Rule("coaching", Kind.PREPARE_TALK, coached("3"), TODAY, RAV, "rav.contact2"),
    Rule("decision", Kind.EVALUATE_EMPLOYABILITY, coached("5"), TODAY, RAV, "rav.contact2"),
    Rule("talk", Kind.HOLD_COACHING_TALK, coached("9"), TODAY, SMZ, "smz.front"),
    Rule("follow_up", Kind.FOLLOW_UP_AT_WORK, coached("11"), TODAY, SMZ, "smz.front"),
    Rule("report", Kind.WRITE_REPORT, coached_to_the_end, TODAY, RAV, "rav.contact2"),
    Rule("closing", Kind.REQUEST_CLOSING, scene.reported, TODAY, SMZ, "smz.front"),
    Rule("closing", Kind.CLOSE_CASE, asked_to_close, TODAY, "officer", COORDINATION),
    Rule("hand_over_answer", Kind.ANSWER_HAND_OVER, handed_over, TODAY, IV, "iv.front"),
    Rule("survey", Kind.SURVEY, scene.closed, TODAY, "secretariat", "officer"),
    Rule("consent_warning", Kind.RENEW_CONSENT, consented, None, RAV, "rav.contact2"),
    Rule("entitlement_warning", Kind.CHECK_REGISTRATION, entitled, None, SMZ, "smz.front"),
    Rule("statute_warning", Kind.CHECK_STATUTE, opened_by_law, None, RAV, "rav.contact2", escalates=False),
)


@pytest.fixture(autouse=True)
def as_pages() -> Iterator[None]:
    """Scenes are set as the pages' role, the nightly jobs run as the worker's."""
    yield
    connection.settings_dict["USER"] = APP


def set_scene(rule: Rule) -> Task:
    """The task of a rule; on the first day on which the canton warns of what ends, where days bring it about."""
    with transaction.atomic():
        dossier_id = rule.scene()
    connection.close()
    connection.settings_dict["USER"] = WORKER
    if rule.since is None:
        with transaction.atomic():
            become("officer")
            warned = {"consent_warning": canton_values("ZZ").consent.warning_days}
            warned |= {code: term.days for code, term in lengths(canton_values("ZZ")).items()}
        day = END - timedelta(days=warned[rule.code])
        run = {
            "consent_warning": deadlines.consents,
            "entitlement_warning": deadlines.entitlements,
            "statute_warning": deadlines.statutes,
        }[rule.code]
        assert (run(day - timedelta(days=1)), run(day), run(day)) == (0, 1, 0)
    found = Task.objects.filter(dossier_id=dossier_id, kind=rule.kind, state="open").order_by("due_on")
    return next(task for task in found if is_for(rule.who, task))


def is_for(who: str, task: Task, on: date = TODAY) -> bool:
    """Whether a task waits for somebody, as the pages' role."""
    with connected_as(APP), transaction.atomic():
        return task.id in {one.id for one in waiting(become(who, on)).tasks}


def working_days(since: date, number: int) -> date:
    """The last of so many working days after a day, by a calendar written down day by day."""
    calendar = (since + timedelta(days=one) for one in range(1, 3 * number + 10))
    worked = [day for day in calendar if day.strftime("%a") not in ("Sat", "Sun") and day.isoformat() not in OFF]
    return worked[number - 1]


def change_values(**changed: object) -> None:
    """Other deadlines of the test canton, as its operator loads them."""
    with connected_as(OWNER):
        values = Canton.objects.get(code="ZZ").values
        values["deadlines"] |= changed
        Canton.objects.filter(code="ZZ").update(values=values, values_digest=digest(values))


def test_every_term_of_a_canton_stands_in_the_table() -> None:
    assert set(lengths(canton_values("ZZ"))) | {"consent_warning"} == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_term_ends_on_its_day_and_is_the_task_of_who_does_it(rule: Rule) -> None:
    task = set_scene(rule)
    if rule.since is None:
        assert task.due_on == END
    else:
        assert task.due_on == ends_on(lengths(canton_values("ZZ"))[rule.code], rule.since)
    assert not is_for("regional.other", task)
    assert not is_for("steering", task)


@pytest.mark.parametrize("rule", [one for one in RULES if one.since], ids=str)
def test_what_a_canton_counts_in_working_days_leaves_out_weekends_and_its_holidays(rule: Rule) -> None:
    term = lengths(canton_values("ZZ"))[rule.code]
    change_values(holidays=list(OFF), **({"working": [rule.code]} if term.days else {}))
    task = set_scene(rule)
    assert rule.since is not None
    if term.days:
        assert task.due_on == working_days(rule.since, term.days) != ends_on(term, rule.since)
    else:
        assert task.due_on == ends_on(term, rule.since)


def climbed(task: Task, rungs: Sequence[int]) -> list[int]:
    """On which days after the last one of its term a task was reminded of, in a month of nights."""
    said = []
    assert task.due_on is not None
    for days in rungs:
        day = task.due_on + timedelta(days=days)
        reminders.climb(day)
        task.refresh_from_db()
        said += [days] if task.reminded_on == day else []
    return said


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_the_ladder_reminds_and_in_the_end_the_coordination_sees_to_it(rule: Rule) -> None:
    task = set_scene(rule)
    assert task.due_on is not None
    assert climbed(task, range(-8, 21)) == [
        days for days in RUNGS[:3] if task.due_on + timedelta(days=days) > task.set_on
    ]
    assert not Task.objects.filter(kind=Kind.SEE_TO_OVERDUE, subject_id=task.id).exists()
    assert climbed(task, range(21, 24)) == [21]
    told = Task.objects.filter(kind=Kind.SEE_TO_OVERDUE, subject_id=task.id)
    late = task.due_on + timedelta(days=21)
    assert [(one.set_on, one.due_on) for one in told] == [(late, ends_on(Term(5), late))] * rule.escalates
    assert [is_for(COORDINATION, one, late) for one in told] == [True] * rule.escalates


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_who_is_away_has_a_deputy_who_gets_the_one_mail_of_the_day(rule: Rule) -> None:
    task = set_scene(rule)
    assert task.due_on is not None
    with connected_as(OWNER):
        away = Membership.objects.filter(id=membership(rule.who).id)
        away.update(deputy=membership(rule.deputy), absent_from=task.due_on, absent_to=task.due_on)
    assert is_for(rule.deputy, task, task.due_on)
    reminders.climb(task.due_on)
    reminders.digests(task.due_on)
    assert reminders.digests(task.due_on) == 0
    names = {one.user_id: one.user.first_name for one in Membership.objects.select_related("user")}
    told = [names[one.recipient_id or 0] for one in Mail.objects.filter(kind="reminders")]
    assert told.count(rule.deputy) == 1
    assert rule.who not in told
    assert all(told.count(name) == 1 for name in told)
