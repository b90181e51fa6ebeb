"""Founding a dossier, and what the database refuses even to those who write SQL themselves."""

import uuid
from itertools import groupby
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import Error

from ciiz.domain.access.models import ConsentScope, Dossier, Grant, Participation
from ciiz.domain.access.public import Category, found, found_many, new_dossier_id, take_part
from tests.worlds import TODAY, act, institution, looked_after

pytestmark = pytest.mark.django_db


def _dossier() -> uuid.UUID:
    with act("rav.front") as actor:
        return found(actor=actor, opened_on=TODAY).id


def _refused(sql: str, *values: Any) -> bool:
    """The database refuses, or nothing happens."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return bool(cursor.rowcount == 0)
    except Error:
        return True


def test_the_founder_sees_the_dossier_and_nobody_else_does() -> None:
    dossier = _dossier()
    for name, expected in {
        "rav.front": True,
        "rav.front2": True,
        "rav.contact": True,
        "smz.contact": False,
        "iv.front": False,
        "regional": False,
        "officer": False,
        "steering": False,
    }.items():
        with act(name):
            assert Dossier.objects.filter(id=dossier).exists() is expected, name


def test_without_an_actor_nothing_is_there() -> None:
    dossier = _dossier()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ciiz.actor', '', true), set_config('ciiz.audiences', '', true)")
    assert not Dossier.objects.filter(id=dossier).exists()
    assert not Grant.objects.exists()


def test_a_colleague_who_is_not_in_the_team_sees_basic_data_only() -> None:
    dossier = _dossier()
    with act("rav.front2"):
        assert set(Grant.objects.filter(dossier=dossier).values_list("category", flat=True)) == {"basic"}
    with act("rav.front"):
        assert set(Grant.objects.filter(dossier=dossier).values_list("category", flat=True)) == set(Category.values)


def test_nobody_founds_a_dossier_that_exists() -> None:
    dossier = _dossier()
    with act("smz.contact") as actor:
        assert _refused(
            "INSERT INTO access_participation (id, dossier_id, institution_id, standing, valid_from) "
            "VALUES (gen_random_uuid(), %s, %s, 'founding', %s)",
            dossier,
            actor.institution_id,
            TODAY,
        )


def test_a_stranger_takes_no_part_and_opens_nothing() -> None:
    dossier = _dossier()
    with act("smz.contact") as actor:
        for table, columns in {
            "access_participation": "standing",
            "access_mandate": None,
        }.items():
            if columns:
                assert _refused(
                    f"INSERT INTO {table} (id, dossier_id, institution_id, standing, valid_from) "
                    "VALUES (gen_random_uuid(), %s, %s, 'partner', %s)",
                    dossier,
                    actor.institution_id,
                    TODAY,
                )
        assert _refused(
            "INSERT INTO access_consentscope (id, dossier_id, consent_id, receiver_id, givers, categories, valid_from) "
            "VALUES (gen_random_uuid(), %s, gen_random_uuid(), %s, '{1}', '{basic}', %s)",
            dossier,
            actor.institution_id,
            TODAY,
        )


def test_nobody_writes_or_deletes_a_grant() -> None:
    dossier = _dossier()
    with act("rav.front"):
        assert _refused("UPDATE access_grant SET valid_to = 'infinity' WHERE dossier_id = %s", dossier)
        assert _refused("DELETE FROM access_grant WHERE dossier_id = %s", dossier)
        assert _refused(
            "INSERT INTO access_grant (audience_id, dossier_id, category, valid_from, valid_to, origin, origin_id, "
            "seat_id, opened_on) SELECT audience_id, dossier_id, category, valid_from, valid_to, origin, origin_id, "
            "seat_id, opened_on FROM access_grant WHERE dossier_id = %s",
            dossier,
        )


def test_a_partner_without_consent_sees_no_foreign_row() -> None:
    dossier = _dossier()
    with act("rav.front") as actor:
        take_part(actor=actor, dossier_id=dossier, institution_id=institution("SMZ").id, valid_from=TODAY)
    with act("smz.contact"):
        seen = Participation.objects.filter(dossier=dossier)
        assert [row.institution.code for row in seen] == ["SMZ"]


def test_the_coordination_of_the_region_sees_basic_data_by_mandate() -> None:
    dossier = _dossier()
    looked_after(dossier)
    for name, expected in {
        "regional": True,
        "officer": True,
        "secretariat": True,
        "regional.other": False,
        "thematic": False,
        "steering": False,
    }.items():
        with act(name):
            assert Grant.objects.filter(dossier=dossier, category="basic").exists() is expected, name


def test_the_scope_of_a_consent_cannot_be_stretched_by_update() -> None:
    dossier = _dossier()
    with act("rav.front") as actor:
        take_part(actor=actor, dossier_id=dossier, institution_id=institution("SMZ").id, valid_from=TODAY)
    with act("smz.contact"):
        assert not ConsentScope.objects.exists()
        assert _refused("UPDATE access_consentscope SET valid_to = NULL WHERE dossier_id = %s", dossier)


def test_grants_derived_for_many_dossiers_are_written_dossier_by_dossier() -> None:
    with act("rav.front") as actor:
        found_many(actor=actor, opened={new_dossier_id(): TODAY for _ in range(40)})
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT g.dossier_id FROM access_grant g JOIN access_audience a ON a.id = g.audience_id "
                "WHERE a.membership_id = %s ORDER BY g.id",
                [actor.membership_id],
            )
            lying = [dossier for (dossier,) in cursor.fetchall()]
    assert len(lying) > len(set(lying)) == 40
    assert len([*groupby(lying)]) == 40
