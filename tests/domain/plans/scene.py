"""A case on which plans and journals are tested: who takes part and what the consent opens."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4

from ciiz.domain.access.public import Category, Standing, found, mandate, open_by_consent, take_part
from ciiz.domain.plans.public import MeasureInput, Plan, add_goal, add_measure, draft, sign
from tests.worlds import TODAY, become, institution, membership

OPENED = TODAY - timedelta(days=60)
UNTIL = TODAY + timedelta(days=30)
"""First day on which the consent is no longer in force."""
OPEN = (Category.WORK, Category.SOCIAL)


def dossier(*, until: date = UNTIL, receivers: Sequence[str] = ("RAV", "SMZ", "IV", "IIZ")) -> UUID:
    """RAV founded, SMZ leads with `smz.contact` as case manager, IV is a partner; the coordination looks after it.

    Consent opens work and social situation among all of them, health between SMZ and IV.
    """
    actor = become("rav.contact", OPENED)
    found_one = found(actor=actor, opened_on=OPENED)
    take_part(
        actor=actor,
        dossier_id=found_one.id,
        institution_id=institution("SMZ").id,
        valid_from=OPENED,
        standing=Standing.LEADING,
    )
    take_part(
        actor=actor,
        dossier_id=found_one.id,
        institution_id=institution("SMZ").id,
        member_id=membership("smz.contact").id,
        valid_from=OPENED,
        standing=Standing.LEADING,
    )
    take_part(actor=actor, dossier_id=found_one.id, institution_id=institution("IV").id, valid_from=OPENED)
    region = membership("regional").region_id
    mandate(actor=actor, dossier_id=found_one.id, office_id=institution("IIZ").id, valid_from=OPENED, region_id=region)
    consent(found_one.id, receivers=receivers, givers=("RAV", "SMZ", "IV", "IIZ"), categories=OPEN, until=until)
    consent(found_one.id, receivers=("SMZ", "IV"), givers=("SMZ", "IV"), categories=(Category.HEALTH,), until=until)
    return found_one.id


def consent(
    dossier_id: UUID, *, receivers: Sequence[str], givers: Sequence[str], categories: Sequence[Category], until: date
) -> None:
    """Opens the dossier as a consent would."""
    open_by_consent(
        actor=become("rav.contact", OPENED),
        dossier_id=dossier_id,
        consent_id=uuid4(),
        receiver_ids=[institution(code).id for code in receivers],
        giver_ids=[institution(code).id for code in givers],
        categories=categories,
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
