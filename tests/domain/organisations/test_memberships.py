"""Invitations and memberships, on their days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from ciiz.domain.access.public import enter, leave
from ciiz.domain.organisations.enums import ContactKind, Language, Role
from ciiz.domain.organisations.models import ContactPerson, Membership, Theme, User
from ciiz.domain.organisations.operations import add_membership, end_membership, invite, invite_again, switch
from ciiz.domain.organisations.operations.memberships import (
    AlreadyMember,
    HasPassword,
    NeedsKind,
    NeedsRegion,
    NeedsTheme,
    OwnMembership,
    RoleDoesNotFit,
    WrongAddress,
    WrongPeriod,
    WrongShare,
)
from ciiz.domain.organisations.queries import first_membership, memberships_of
from ciiz.foundation.errors import DomainError, NotAllowed, NotFound
from ciiz.foundation.invitations import invitation_token, invited_user
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import message
from tests.worlds import TODAY, act, institution, membership

pytestmark = pytest.mark.django_db

FORTNIGHT = timedelta(days=14)


def invited(**changes: Any) -> Membership:
    values: dict[str, Any] = {
        "email": "Neu.Person@Test.example ",
        "first_name": "Neu",
        "last_name": "Person",
        "language": Language.FR,
        "institution_id": institution("RAV").id,
        "role": Role.CONTACT,
        "contact_kind": ContactKind.ADULT,
        "valid_from": TODAY,
    }
    with act("officer") as actor:
        return invite(actor=actor, **(values | changes))


def added(name: str, **changes: Any) -> Membership:
    values: dict[str, Any] = {
        "user_id": User.objects.get(email="smz.front@test.example").id,
        "institution_id": institution("SMZ").id,
        "role": Role.CONTACT,
        "contact_kind": ContactKind.YOUTH,
        "valid_from": TODAY,
    }
    with act(name) as actor:
        return add_membership(actor=actor, **(values | changes))


def test_an_invited_person_has_a_role_an_entry_and_no_password() -> None:
    new = invited()
    assert new.user.email == "neu.person@test.example"
    assert not new.user.has_usable_password()
    assert new.contact.languages == ["fr"]
    assert first_membership(user_id=new.user_id, on=TODAY) == new.id


def test_the_mail_holds_ids_only_and_its_link_works_once() -> None:
    new = invited()
    mail = Mail.objects.get(kind="invitation", recipient_id=new.user_id)
    assert mail.params == {}
    text = message(mail, new.user).body
    assert "Person" not in text
    token = text.split("/account/invitation/")[1].split("/")[0]
    assert invited_user(token, valid_for=FORTNIGHT) == new.user
    leave()
    new.user.set_password("a sentence of several words")
    new.user.save()
    assert invited_user(token, valid_for=FORTNIGHT) is None


def test_an_old_or_forged_link_leads_nowhere() -> None:
    token = invitation_token(invited().user)
    assert invited_user(token, valid_for=timedelta(0)) is None
    assert invited_user(token[:-2], valid_for=FORTNIGHT) is None


def test_somebody_with_an_account_gets_one_role_more_and_keeps_the_name() -> None:
    user = membership("smz.front").user
    user.set_password("a sentence of several words")
    user.save()
    new = invited(email=user.email, first_name="Other")
    assert new.user == user
    assert User.objects.get(id=user.id).first_name == "smz.front"
    assert Mail.objects.filter(kind="new_role", recipient_id=user.id).count() == 1


def test_an_invitation_is_sent_again_once_a_day_until_there_is_a_password() -> None:
    new = invited()
    with act("secretariat") as actor:
        assert invite_again(actor=actor, membership_id=new.id) is True
        assert invite_again(actor=actor, membership_id=new.id) is False
    with act("secretariat", TODAY + timedelta(days=1)) as actor:
        assert invite_again(actor=actor, membership_id=new.id) is True
    leave()
    new.user.set_password("a sentence of several words")
    new.user.save()
    with act("secretariat", TODAY + timedelta(days=2)) as actor, pytest.raises(HasPassword):
        invite_again(actor=actor, membership_id=new.id)


def test_a_refused_invitation_leaves_neither_user_nor_mail() -> None:
    with pytest.raises(NeedsKind):
        invited(contact_kind=None)
    assert not User.objects.filter(email="neu.person@test.example").exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"contact_kind": None}, NeedsKind, "contact_kind"),
        ({"role": Role.REGIONAL}, RoleDoesNotFit, "role"),
        ({"institution": "IIZ"}, RoleDoesNotFit, "role"),
        ({"institution": "IIZ", "role": Role.REGIONAL}, NeedsRegion, "region"),
        ({"institution": "IIZ", "role": Role.THEMATIC}, NeedsTheme, "theme"),
        ({"institution": "IIZ", "role": Role.NATIONAL}, NotAllowed, "role"),
        ({"last_day": TODAY - timedelta(days=1)}, WrongPeriod, "last_day"),
        ({"percentage": 101}, WrongShare, "percentage"),
    ],
)
def test_a_role_that_cannot_be_is_refused(changes: dict[str, Any], error: type[DomainError], field: str) -> None:
    if code := changes.pop("institution", None):
        changes["institution_id"] = institution(code).id
    with pytest.raises(error) as refused:
        added("officer", **changes)
    assert refused.value.field == field


def test_no_address_no_invitation() -> None:
    with pytest.raises(WrongAddress):
        invited(email="nobody")


@pytest.mark.parametrize(
    "name", ["rav.front", "rav.contact", "smz.contact", "regional", "thematic", "legal", "steering", "national"]
)
def test_contact_persons_and_all_others_outside_the_office_may_not_administer(name: str) -> None:
    with pytest.raises(NotAllowed):
        added(name)
    with act(name) as actor, pytest.raises(NotAllowed):
        end_membership(actor=actor, membership_id=membership("rav.front2").id, last_day=TODAY)


def test_the_secretariat_may_add_people_but_no_officer_and_not_end_one() -> None:
    added("secretariat")
    with pytest.raises(NotAllowed):
        added("secretariat", institution_id=institution("IIZ").id, role=Role.OFFICER)
    with act("secretariat") as actor, pytest.raises(NotAllowed):
        end_membership(actor=actor, membership_id=membership("officer").id, last_day=TODAY)


def test_nobody_ends_their_own_role() -> None:
    with act("officer") as actor, pytest.raises(OwnMembership):
        end_membership(actor=actor, membership_id=actor.membership_id, last_day=TODAY)


def test_the_same_role_twice_in_a_period_is_refused_and_afterwards_is_not() -> None:
    added("officer", valid_from=date(2027, 1, 1), last_day=date(2027, 6, 30))
    for first, last in [(TODAY, None), (date(2027, 6, 30), None), (TODAY, date(2027, 1, 1))]:
        with pytest.raises(AlreadyMember):
            added("officer", valid_from=first, last_day=last)
    added("officer", valid_from=date(2027, 7, 1))
    added("officer", valid_from=TODAY, last_day=date(2026, 12, 31))
    added("officer", contact_kind=ContactKind.COACHING)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2027, 2, 28), False),
        (date(2027, 3, 1), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_a_role_holds_from_its_first_to_its_last_day_for_pages_and_database_alike(on: date, holds: bool) -> None:
    new = added("officer", valid_from=date(2027, 3, 1), last_day=date(2027, 3, 31))
    assert (new in memberships_of(user_id=new.user_id, on=on)) is holds
    with transaction.atomic():
        assert (enter(membership_id=new.id, user_id=new.user_id, today=on) is not None) is holds
    if holds:
        assert switch(user_id=new.user_id, membership_id=new.id, on=on) == new
    else:
        with pytest.raises(NotFound):
            switch(user_id=new.user_id, membership_id=new.id, on=on)


def test_nobody_switches_to_somebody_elses_role() -> None:
    with pytest.raises(NotFound):
        switch(user_id=membership("rav.front").user_id, membership_id=membership("officer").id, on=TODAY)


def test_an_ended_role_holds_through_its_last_day_and_stays_ended() -> None:
    ending = membership("rav.front2")
    with act("officer") as actor:
        end_membership(actor=actor, membership_id=ending.id, last_day=TODAY)
    assert first_membership(user_id=ending.user_id, on=TODAY) == ending.id
    assert first_membership(user_id=ending.user_id, on=TODAY + timedelta(days=1)) is None
    with act("officer", TODAY + timedelta(days=3)) as actor:
        end_membership(actor=actor, membership_id=ending.id, last_day=TODAY + timedelta(days=30))
    assert first_membership(user_id=ending.user_id, on=TODAY + timedelta(days=4)) is None


def test_a_region_or_theme_of_another_canton_does_not_exist() -> None:
    foreign = Theme.objects.order_by("-id").values_list("id", flat=True).first()
    assert foreign is not None
    with pytest.raises(NeedsTheme):
        added("officer", institution_id=institution("IIZ").id, role=Role.THEMATIC, theme_id=foreign + 1)


def test_an_unknown_institution_or_role_is_not_found() -> None:
    with pytest.raises(NotFound):
        added("officer", institution_id=0)
    with act("officer") as actor, pytest.raises(NotFound):
        end_membership(actor=actor, membership_id=0, last_day=TODAY)


def test_only_contact_persons_get_an_entry_in_the_directory() -> None:
    front = added("officer", role=Role.FRONT_LINE, user_id=membership("rav.contact").user_id)
    assert front.contact_kind == ""
    assert not ContactPerson.objects.filter(membership=front).exists()
