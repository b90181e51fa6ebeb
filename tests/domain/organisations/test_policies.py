"""Who may administer: the whole table, role by role."""

from dataclasses import dataclass
from datetime import date

import pytest

from ciiz.domain.organisations import policies
from ciiz.domain.organisations.enums import InstitutionKind, Role

R = Role


@dataclass(frozen=True)
class Somebody:
    role: Role
    canton: str = "VS"
    membership_id: int = 1
    user_id: int = 1
    institution_id: int = 1
    region_id: int | None = None
    theme_id: int | None = None
    today: date = date(2026, 11, 22)


@pytest.mark.parametrize("role", R)
def test_officer_and_secretariat_administer_their_own_canton(role: Role) -> None:
    assert policies.may_administer(Somebody(role), "VS") is (role in {R.OFFICER, R.SECRETARIAT})
    assert policies.may_administer(Somebody(role), "LU") is False


@pytest.mark.parametrize("given", R)
@pytest.mark.parametrize("giver", R)
def test_the_secretariat_cannot_rise_and_nobody_names_the_national_office(giver: Role, given: Role) -> None:
    expected = {R.OFFICER: set(R) - {R.NATIONAL}, R.SECRETARIAT: set(R) - {R.NATIONAL, R.OFFICER}}
    assert policies.may_give(Somebody(giver), given) is (given in expected.get(giver, set()))


@pytest.mark.parametrize("kind", InstitutionKind)
@pytest.mark.parametrize("role", R)
def test_front_line_and_contact_persons_work_at_partners_and_providers_the_others_at_the_office(
    role: Role, kind: InstitutionKind
) -> None:
    partner = {InstitutionKind.PARTNER, InstitutionKind.PROVIDER}
    at = partner if role in {R.FRONT_LINE, R.CONTACT} else {InstitutionKind.OFFICE}
    assert policies.role_fits(role, kind) is (kind in at)


@pytest.mark.parametrize("role", R)
def test_an_entry_is_kept_by_its_owner_and_by_the_office_of_the_canton(role: Role) -> None:
    office = role in {R.OFFICER, R.SECRETARIAT}
    assert policies.may_edit_entry(Somebody(role), 1, "VS") is True
    assert policies.may_edit_entry(Somebody(role), 2, "VS") is office
    assert policies.may_edit_entry(Somebody(role), 2, "LU") is False


@pytest.mark.parametrize("role", R)
def test_the_directory_is_for_those_who_work_with_cases(role: Role) -> None:
    assert policies.may_read_directory(Somebody(role)) is (role not in {R.STEERING, R.NATIONAL})
