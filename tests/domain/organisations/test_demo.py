"""The invented institutions and people of the demo canton."""

import pytest
from django.contrib.auth.hashers import check_password

from ciiz.domain.organisations.enums import InstitutionKind, Role
from ciiz.domain.organisations.models import (
    ContactPerson,
    CooperationNetwork,
    Institution,
    Membership,
    Office,
    Region,
    User,
)
from ciiz.domain.organisations.operations import (
    demo_logins,
    demo_weights,
    load_demo_organisations,
    load_other_cantons,
)
from ciiz.domain.organisations.operations.demo import demo
from ciiz.domain.organisations.values.files import CANTONS
from ciiz.foundation.i18n.fields import LANGUAGES
from tests.worlds import TODAY


def test_there_is_a_login_for_every_role_and_it_says_what_it_is_good_for() -> None:
    logins = demo_logins()
    assert {role for login in logins for role in login.roles} == set(Role)
    for login in logins:
        assert login.email.endswith("@ciiz.example")
        assert all(login.good_for[language] for language in LANGUAGES)
    assert any(len(login.roles) > 1 for login in logins)


def test_institutions_differ_in_size_and_at_least_one_unites_two_dispositifs() -> None:
    weights = demo_weights()
    assert max(weights.values()) >= 15 * min(weights.values())
    assert any(len(one.dispositifs) == 2 for one in demo().institutions)
    assert {one.kind for one in demo().institutions} == set(InstitutionKind)


def test_the_demo_is_loaded_whole_and_a_second_time_adds_nothing(as_owner: None) -> None:
    load_demo_organisations(TODAY)
    counts = [model.objects.count() for model in (User, Membership, Institution, ContactPerson)]
    load_demo_organisations(TODAY)
    assert counts == [model.objects.count() for model in (User, Membership, Institution, ContactPerson)]
    covered = set(Membership.objects.filter(role=Role.REGIONAL).values_list("region__code", flat=True))
    assert covered >= set(Region.objects.filter(canton="VS").values_list("code", flat=True))
    user = User.objects.get(email=demo_logins()[0].email)
    assert check_password(demo().password, user.password)
    for held in Membership.objects.exclude(deputy=None).select_related("deputy"):
        assert held.deputy is not None
        assert held.deputy.institution_id == held.institution_id


def test_each_other_canton_has_an_office_that_coordinates_and_institutions_once(as_owner: None) -> None:
    load_demo_organisations(TODAY)
    codes = load_other_cantons(TODAY)
    counts = [model.objects.count() for model in (User, Membership, Institution, ContactPerson)]
    assert load_other_cantons(TODAY) == codes
    assert counts == [model.objects.count() for model in (User, Membership, Institution, ContactPerson)]
    assert set(codes) == {path.name for path in CANTONS.iterdir() if path.is_dir()} - {"VS"} | {"XA"}
    for code in codes:
        assert Office.objects.get(cantons=code).institution.canton_id == code
        covered = set(
            Membership.objects.filter(role=Role.REGIONAL, region__canton=code).values_list("region", flat=True)
        )
        assert covered == set(Region.objects.filter(canton=code).values_list("id", flat=True)) != set()
        for local, role in (("contact", Role.CONTACT), ("officer", Role.OFFICER), ("coordination", Role.REGIONAL)):
            held = Membership.objects.get(user__email=f"{local}-{code.lower()}@ciiz.example", role=role)
            assert held.institution.canton_id == code


def test_a_network_spans_cantons_and_the_office_is_run_by_a_mandated_third_party(as_owner: None) -> None:
    load_demo_organisations(TODAY)
    cantons = [
        set(network.institutions.values_list("canton_id", flat=True)) for network in CooperationNetwork.objects.all()
    ]
    assert {"VS", "VD"} in cantons
    office = Office.objects.get(cantons="VS")
    assert office.run_by is not None
    assert office.run_by.kind == InstitutionKind.MANDATED
    assert office.website.endswith(".example/")


@pytest.mark.parametrize("code", ["ALV", "IV", "SH", "BB", "MIG", "UV", "SUCHT"])
def test_every_dispositif_of_the_canton_has_an_institution_with_a_contact_person(code: str) -> None:
    assert any(code in one.dispositifs and one.contacts for one in demo().institutions)


def test_every_region_has_an_employment_office_and_a_social_service() -> None:
    for dispositif in ("ALV", "SH"):
        regions = {one.region for one in demo().institutions if dispositif in one.dispositifs}
        assert regions >= {"OW", "SIERRE", "SION", "MARTIGNY", "MONTHEY"}
