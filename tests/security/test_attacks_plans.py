"""Orders, stock-takings, binding answers and identities: what forms refuse the database refuses too."""

import json

import pytest
from django.db import connection

from ciiz.domain.organisations.models import Canton
from ciiz.domain.organisations.values import digest
from ciiz.domain.plans.enums import Answer
from ciiz.journeys import plan
from tests.journeys import plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import become

pytestmark = pytest.mark.django_db

ORDER = (
    "INSERT INTO plans_serviceorder (id, dossier_id, contributor_id, text, institution_id, contact_id, placed_by_id, "
    "placed_on, state, reason, result, version) SELECT gen_random_uuid(), %(dossier)s, %(mine)s, 'x', "
    "m.institution_id, m.id, %(me)s, %(today)s, 'placed', '', '', 1 FROM organisations_membership m "
    "JOIN organisations_user u ON u.id = m.user_id WHERE u.email = '{contact}@test.example'"
)
STOCK = (
    "INSERT INTO plans_stocktaking (id, dossier_id, contributor_id, kind, held_on, present, person_present, progress, "
    "findings, consent_valid, change_reason, recorded_by_id, recorded_at) VALUES (gen_random_uuid(), %(dossier)s, "
    "%(mine)s, '{kind}', %(today)s, '{{}}', true, 'reached', '', true, '', %(me)s, now())"
)
VALIDATED = (
    "UPDATE plans_plan SET state = 'validated', decided_on = %(today)s, decided_by_id = %(me)s, "
    "version = version + 1 WHERE dossier_id = %(dossier)s AND state = 'signed'"
)
PERSON = "UPDATE persons_person SET {change}, absent = absent - '{column}', version = version + 1"


@pytest.mark.parametrize(("contact", "reached"), [("rav.contact", 1), ("rav.front", 0), ("regional", 0)])
def test_a_service_is_ordered_from_a_contact_person_of_an_institution_that_takes_part(
    contact: str, reached: int
) -> None:
    assert rows("smz.contact", plan_scene.running(), ORDER.replace("{contact}", contact)) == reached


@pytest.mark.parametrize(
    ("who", "kind", "reached"),
    [("iv.contact", "person", 0), ("iv.contact", "team", 0), ("regional", "person", 0), ("regional", "team", 1),
     ("smz.contact", "person", 1), ("smz.contact", "team", 1)],
)  # fmt: skip
def test_who_takes_stock(who: str, kind: str, reached: int) -> None:
    assert rows(who, plan_scene.running(), STOCK.replace("{kind}", kind)) == reached


def answers_bind(binding: bool) -> None:
    """The canton's value as the database reads it."""
    canton = Canton.objects.get(code="ZZ")
    changed = canton.values | {"plan": canton.values["plan"] | {"acceptance_binding": binding}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT shortcuts.canton('ZZ', '{}', %s, %s)", [json.dumps(changed), digest(changed)])


@pytest.mark.parametrize("binding", [True, False])
def test_where_answers_bind_a_plan_waits_for_all_of_them(binding: bool) -> None:
    dossier_id = plan_scene.signed()
    answers_bind(binding)
    assert rows("regional", dossier_id, VALIDATED) == (0 if binding else 1)


def test_once_all_parts_are_accepted_a_binding_plan_comes_into_force() -> None:
    dossier_id = plan_scene.signed()
    answers_bind(True)
    for who, answer in (("iv.contact", Answer.YES), ("rav.contact", Answer.NO)):
        plan.accept_part(actor=become(who), dossier_id=dossier_id, answer=answer, comment="x")
    assert rows("regional", dossier_id, VALIDATED) == 0
    plan.accept_part(actor=become("rav.contact"), dossier_id=dossier_id, answer=Answer.RESERVATION, comment="x")
    assert rows("regional", dossier_id, VALIDATED) == 1


@pytest.mark.parametrize(
    ("column", "change", "reached"),
    [
        ("ahv_number", "ahv_number = '7561234567890'", 0),
        ("ahv_number", "ahv_number = '7579217076985'", 0),
        ("ahv_number", "ahv_number = '7569217076985'", 1),
        ("birth_date", "birth_date = %(today)s + 1", 0),
        ("birth_date", "birth_date = %(today)s", 1),
    ],
)
def test_who_somebody_is_holds_in_itself(column: str, change: str, reached: int) -> None:
    sql = PERSON.replace("{change}", change).replace("{column}", column)
    assert rows("rav.front", scene.begun(), sql) == reached
