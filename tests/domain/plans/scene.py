"""A case on which plans and journals are tested: who takes part and what is open to whom."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from uuid import UUID

from django.db import connection

from ciiz.domain.access.public import Category, Standing, found, open_by_statute, take_part
from ciiz.domain.cases.enums import AssignmentKind, SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import assign, lock, move, open_case, record_session
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.plans.public import MeasureInput, Plan, add_goal, add_measure, draft, sign, underway, validate
from tests.worlds import TODAY, become, institution, looked_after, membership

OPENED = TODAY - timedelta(days=60)
UNTIL = TODAY + timedelta(days=30)
"""First day on which the case is no longer open to the others."""
OPEN = (Category.WORK, Category.SOCIAL)


def dossier(*, until: date = UNTIL, receivers: Sequence[str] = ("RAV", "SMZ", "IV", "IIZ")) -> UUID:
    """RAV founded, SMZ leads with `smz.contact` as case manager, IV is a partner; the coordination looks after it.

    Work and social situation are open among all of them, health between SMZ and IV.
    """
    actor = become("rav.contact", OPENED)
    found_one = found(actor=actor, opened_on=OPENED)
    take_part(actor=actor, dossier_id=found_one.id, institution_id=institution("IV").id, valid_from=OPENED)
    looked_after(found_one.id, since=OPENED)
    for member_id in (None, membership("smz.contact").id):
        take_part(
            actor=become("regional", OPENED),
            dossier_id=found_one.id,
            institution_id=institution("SMZ").id,
            member_id=member_id,
            valid_from=OPENED,
            standing=Standing.LEADING,
        )
    _managed(found_one.id)
    open_to(found_one.id, receivers=receivers, givers=("RAV", "SMZ", "IV", "IIZ"), categories=OPEN, until=until)
    open_to(found_one.id, receivers=("SMZ", "IV"), givers=("SMZ", "IV"), categories=(Category.HEALTH,), until=until)
    return found_one.id


def _managed(dossier_id: UUID) -> None:
    """The case of the dossier, after a round table, with a case manager."""
    actor = become("rav.contact", OPENED)
    open_case(actor=actor, dossier_id=dossier_id, opened_on=OPENED, wished_form=CaseForm.ROUND_TABLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT shortcuts.accept(%s)", [dossier_id])
    actor = become("regional", OPENED)
    case = lock(actor=actor, dossier_id=dossier_id)
    record_session(
        actor=actor,
        case=case,
        kind=SessionKind.ROUND_TABLE,
        held_on=OPENED,
        outcome=SessionOutcome.CASE_MANAGEMENT,
        person_present=True,
        participants=[],
    )
    move(actor=actor, case=case, stage=Stage.DECIDED)
    manage(dossier_id, "smz.contact", OPENED)


def manage(dossier_id: UUID, who: str, on: date) -> None:
    """Puts a contact person in charge of the case."""
    actor = become("regional", on)
    manager = membership(who)
    assign(
        actor=actor,
        case=lock(actor=actor, dossier_id=dossier_id),
        kind=AssignmentKind.CASE_MANAGER,
        membership_id=manager.id,
        role=manager.role,
        institution_id=manager.institution_id,
        named_on=on,
        valid_from=on,
    )


def open_to(
    dossier_id: UUID, *, receivers: Sequence[str], givers: Sequence[str], categories: Sequence[Category], until: date
) -> None:
    """Opens the dossier until a day, as consent or statute would: each giver what it contributes itself."""
    for code, giver in product(receivers, givers):
        open_by_statute(
            actor=become("regional" if giver == "IIZ" else f"{giver.lower()}.contact", OPENED),
            dossier_id=dossier_id,
            article="Art. 85f AVIG",
            purpose="clarification",
            receiver_id=institution(code).id,
            giver_ids=[institution(giver).id],
            categories=[Category.BASIC, *categories],
            valid_from=OPENED,
            valid_to=until,
        )


def drafted(dossier_id: UUID, *, health: bool = False) -> Plan:
    """A draft by the case manager with one goal and a measure of IV, RAV and, in health, IV."""
    actor = become("smz.contact")
    plan = draft(actor=actor, dossier_id=dossier_id)
    goal = add_goal(actor=actor, plan_id=plan.id, expected_version=1, text="Back to work in an office")
    version = 2
    for code in ("IV", "RAV"):
        measure = MeasureInput(
            text=f"Training at {code}", institution_id=institution(code).id, shares={institution(code).id: 100}
        )
        add_measure(actor=actor, plan_id=plan.id, expected_version=version, goal_line=goal.line, measure=measure)
        version += 1
    if health:
        measure = MeasureInput(text="Therapy", institution_id=institution("IV").id, category=Category.HEALTH)
        add_measure(actor=actor, plan_id=plan.id, expected_version=version, goal_line=goal.line, measure=measure)
    return Plan.objects.get(id=plan.id)


def signed(dossier_id: UUID, *, health: bool = False) -> Plan:
    """The same, signed by both."""
    plan = drafted(dossier_id, health=health)
    return sign(
        actor=become("smz.contact"),
        plan_id=plan.id,
        expected_version=plan.version,
        person_signed_on=TODAY,
        manager_signed_on=TODAY,
    )


def put_into_force(plan_id: UUID, expected_version: int, *, binding: bool = False) -> None:
    """The coordination validates a version that waits for it."""
    actor = become("regional")
    plan, former = underway(actor, Plan.objects.get(id=plan_id).dossier_id)
    assert plan is not None
    assert plan.id == plan_id
    validate(actor=actor, plan=plan, former=former, expected_version=expected_version, binding=binding)
