"""Finding whom to call, keeping one's entry, and the lists that forms offer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from pytest_django import DjangoAssertNumQueries

from ciiz.domain.access.public import leave
from ciiz.domain.organisations.enums import ContactKind, InstitutionKind, Language, Role
from ciiz.domain.organisations.models import ContactPerson, CooperationNetwork, Membership, Region
from ciiz.domain.organisations.operations import end_membership, save_absence, save_contact, save_institution
from ciiz.domain.organisations.operations.absences import WrongAbsence, WrongDeputy
from ciiz.domain.organisations.operations.institutions import CodeTaken, NoDispositif
from ciiz.domain.organisations.queries import (
    Wanted,
    coordinators,
    directory,
    entry,
    institutions,
    institutions_of,
    members_of,
    people,
    pool,
)
from ciiz.foundation.errors import Conflict, DomainError, NotAllowed, NotFound
from ciiz.foundation.i18n.fields import TranslatedText
from tests.worlds import TODAY, act, institution, membership

pytestmark = pytest.mark.django_db


def contact_of(name: str) -> ContactPerson:
    return ContactPerson.objects.get_or_create(membership=membership(name), defaults={"languages": ["de"]})[0]


def saved(acting: str, contact: ContactPerson, **changes: Any) -> ContactPerson:
    values: dict[str, Any] = {
        "expected_version": contact.version,
        "phone": " 027 000 00 00 ",
        "competences": ["debts"],
        "languages": [Language.DE, Language.IT],
    }
    with act(acting) as actor:
        return save_contact(actor=actor, contact_id=contact.id, **(values | changes))


def away(acting: str, who: str, *, deputy: str | None = None, **changes: Any) -> Membership:
    values: dict[str, Any] = {"absent_from": TODAY, "absent_to": TODAY, **changes}
    deputy_id = membership(deputy).id if deputy else None
    with act(acting) as actor:
        return save_absence(actor=actor, membership_id=membership(who).id, deputy_id=deputy_id, **values)


def found(acting: str, **filters: Any) -> set[str]:
    with act(acting) as actor:
        return {row.user.first_name for row in directory(actor, Wanted(**filters))}


def test_the_directory_lists_contact_persons_coordinators_and_the_office_and_no_front_line() -> None:
    assert found("rav.front") == {
        "rav.contact",
        "rav.contact2",
        "smz.contact",
        "iv.contact",
        "regional",
        "regional.other",
        "thematic",
        "secretariat",
        "officer",
    }


@pytest.mark.parametrize("name", ["steering", "national"])
def test_those_who_see_figures_only_find_nobody(name: str) -> None:
    assert found(name) == set()
    with act(name) as actor, pytest.raises(NotFound):
        entry(actor, membership("rav.contact").id)


def test_every_filter_narrows_and_search_knows_people_and_institutions() -> None:
    saved("smz.contact", contact_of("smz.contact"))
    assert found("rav.front", competence="debts") == {"smz.contact"}
    assert found("rav.front", language="it", role="contact") == {"smz.contact"}
    assert found("rav.front", dispositif="IV") == {"iv.contact"}
    assert found("rav.front", contact_kind="adult", institution_id=institution("RAV").id) == {
        "rav.contact",
        "rav.contact2",
    }
    assert found("rav.front", text="smz test") == {"smz.contact"}
    assert found("rav.front", text="IV.Cönt") == {"iv.contact"}
    assert found("rav.front", text="zzz") == set()
    centre = Region.objects.get(canton="ZZ", code="centre")
    assert found("rav.front", region_id=centre.id) == {"regional.other", "thematic", "secretariat", "officer"}


def test_an_absent_person_is_shown_with_the_deputy_and_can_be_left_out() -> None:
    absent = away("rav.contact", "rav.contact", deputy="rav.contact2", absent_to=TODAY + timedelta(days=3))
    assert "rav.contact" in found("smz.front")
    assert "rav.contact" not in found("smz.front", present_only=True)
    assert absent.deputy == membership("rav.contact2")


def test_a_line_of_the_directory_costs_no_further_statement(django_assert_max_num_queries: Any) -> None:
    contact_of("rav.contact")
    with act("rav.front") as actor, django_assert_max_num_queries(2):
        for row in directory(actor, Wanted(text="test", order="institution"))[:50]:
            str(row.institution), row.user.full_name, list(row.institution.dispositifs.all()), row.region, row.theme
            if row.deputy:
                str(row.deputy.user)


@pytest.mark.parametrize("order", ["name", "institution", "role", "unheard of"])
def test_orders_are_stable_and_turn_round(order: str) -> None:
    wanted = Wanted(order=order)
    with act("rav.front") as actor:
        up = [row.id for row in directory(actor, wanted)]
        down = [row.id for row in directory(actor, replace(wanted, descending=True))]
    assert up == down[::-1]


def test_a_partner_in_a_network_across_cantons_is_found_and_a_stranger_is_not() -> None:
    with act("officer") as actor:
        other = save_institution(
            actor=actor,
            institution_id=None,
            expected_version=None,
            code="Far Away",
            name=TranslatedText.same("Far away"),
            kind=InstitutionKind.PARTNER,
            language=Language.FR,
            dispositifs=["SH"],
            region_id=None,
        )
    assert other.code == "FAR-AWAY"
    leave()
    Membership.objects.filter(id=membership("iv.contact").id).update(institution=other, contact_kind=ContactKind.ADULT)
    network = CooperationNetwork.objects.create(name=TranslatedText.same("Both sides"))
    network.institutions.set([other, institution("RAV")])
    assert "iv.contact" in found("rav.front")
    with act("rav.front") as actor:
        assert other in institutions_of(actor)


def test_who_has_left_is_in_no_list() -> None:
    with act("officer") as actor:
        end_membership(actor=actor, membership_id=membership("rav.contact2").id, last_day=TODAY - timedelta(days=1))
    assert "rav.contact2" not in found("rav.front")
    with act("rav.front") as actor:
        assert membership("rav.contact2") not in [*pool(actor, institutions=[actor.institution_id]), *members_of(actor)]
    with act("officer") as actor:
        assert membership("rav.contact2") not in people(actor)
        assert membership("rav.contact2") in people(actor, ended=True)
        assert membership("rav.contact") in people(actor, text="Räv.Cônt")


def test_an_entry_is_kept_by_its_owner_and_the_office_and_by_nobody_else() -> None:
    mine = contact_of("rav.contact")
    assert saved("rav.contact", mine).phone == "027 000 00 00"
    mine.refresh_from_db()
    assert saved("secretariat", mine).version == 3
    mine.refresh_from_db()
    for name in ("rav.contact2", "smz.contact", "regional", "rav.front"):
        with pytest.raises(NotAllowed):
            saved(name, mine)


def test_competences_are_those_of_the_cantons_list() -> None:
    assert saved("rav.contact", contact_of("rav.contact"), competences=["debts", "magic"]).competences == ["debts"]


def test_an_entry_that_somebody_else_has_saved_is_refused() -> None:
    with pytest.raises(Conflict):
        saved("rav.contact", contact_of("rav.contact"), expected_version=7)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"absent_to": None}, WrongAbsence),
        ({"absent_to": TODAY - timedelta(days=1)}, WrongAbsence),
        ({"deputy": "rav.contact"}, WrongDeputy),
        ({"deputy": "smz.contact"}, WrongDeputy),
    ],
)
def test_an_absence_that_cannot_be_is_refused(changes: dict[str, Any], error: type[DomainError]) -> None:
    with pytest.raises(error):
        away("rav.contact", "rav.contact", **changes)


def test_everybody_says_of_themselves_when_they_are_away_and_the_office_helps() -> None:
    assert away("rav.front", "rav.front", deputy="rav.front2").is_absent(TODAY)
    assert away("secretariat", "rav.front", deputy=None, absent_from=None, absent_to=None).deputy is None
    with pytest.raises(NotAllowed):
        away("rav.contact", "rav.front")


def test_the_database_lets_nobody_but_the_office_say_it_of_others_or_more_of_oneself() -> None:
    with act("rav.front"), pytest.raises(ProgrammingError, match="office keeps"), transaction.atomic():
        Membership.objects.filter(id=membership("rav.contact").id).update(deputy=membership("rav.front"))
    with act("rav.front"), pytest.raises(ProgrammingError, match="office keeps"), transaction.atomic():
        Membership.objects.filter(id=membership("rav.front").id).update(percentage=100)


def test_the_pool_is_the_contact_persons_of_the_institutions_that_take_part() -> None:
    with act("regional") as actor:
        assert {one.user.first_name for one in pool(actor, institutions=[institution("IV").id])} == {"iv.contact"}
        assert pool(actor, institutions=[institution("IIZ").id]) == []


def test_choices_are_short_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    rav = institution("RAV").id
    with act("regional") as actor:
        with django_assert_num_queries(2):
            assert {one.code for one in institutions_of(actor)} == {"RAV", "SMZ", "IV"}
        with django_assert_num_queries(1):
            assert len(pool(actor, institutions=[rav])) == 2
        with django_assert_num_queries(1):
            assert {one.role for one in members_of(actor, rav)} == {Role.FRONT_LINE, Role.CONTACT}
        with django_assert_num_queries(1):
            assert len(coordinators(actor, region_id=actor.region_id)) == 1


def test_institutions_are_administered_with_the_number_of_people() -> None:
    with act("secretariat") as actor:
        staff = {one.code: one.staff for one in institutions(actor)}  # type: ignore[attr-defined]
        assert staff == {"RAV": 4, "SMZ": 2, "IV": 2, "IIZ": 8}
        assert [one.code for one in institutions(actor, text="iv", kind="partner")] == ["IV"]


def test_an_institution_is_changed_in_its_latest_version_only() -> None:
    rav = institution("RAV")
    values: dict[str, Any] = {
        "institution_id": rav.id,
        "expected_version": rav.version,
        "code": "RAV",
        "name": TranslatedText.same("RAV neu"),
        "kind": InstitutionKind.PARTNER,
        "language": Language.DE,
        "dispositifs": ["ALV", "SH"],
        "region_id": None,
    }
    with act("officer") as actor:
        assert set(save_institution(actor=actor, **values).dispositifs.values_list("code", flat=True)) == {"ALV", "SH"}
        with pytest.raises(Conflict):
            save_institution(actor=actor, **values)
        values["expected_version"] += 1
        assert save_institution(actor=actor, **(values | {"dispositifs": ["SH"]})).dispositifs.count() == 1
        values["expected_version"] += 1
        for changes, error in (
            ({"code": "smz"}, CodeTaken),
            ({"dispositifs": []}, NoDispositif),
            ({"region_id": 0}, NotFound),
            ({"institution_id": 0}, NotFound),
        ):
            with pytest.raises(error):
                save_institution(actor=actor, **(values | changes))
    with act("rav.contact") as actor, pytest.raises(NotAllowed):
        save_institution(actor=actor, **values)
