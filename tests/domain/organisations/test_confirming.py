"""Entries of the directory are confirmed once a year."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction

from ciiz.domain.organisations.models import ContactPerson, Institution
from ciiz.domain.organisations.operations import confirm_entry, confirm_institution
from ciiz.domain.organisations.queries import count_to_confirm, is_stale, to_confirm
from ciiz.domain.organisations.values import canton_values
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.terms import months_before
from ciiz.jobs.periodic import directory
from tests.domain.organisations.test_directory import contact_of, saved
from tests.worlds import TODAY, act, institution, membership

pytestmark = pytest.mark.django_db
YEAR_AGO = months_before(TODAY, 12)


def old(name: str = "rav.contact", code: str = "") -> ContactPerson:
    """A contact person whose entry, or whose institution's, was confirmed a year ago."""
    contact = contact_of(name)
    with act("officer"):
        ContactPerson.objects.update(confirmed_on=TODAY)
        if code:
            Institution.objects.filter(code=code).update(confirmed_on=YEAR_AGO)
        else:
            ContactPerson.objects.filter(id=contact.id).update(confirmed_on=YEAR_AGO)
    return contact


def asked(name: str) -> tuple[bool, set[str]]:
    with act(name) as actor:
        found = to_confirm(actor)
        assert count_to_confirm(actor) == found.count
        return found.entry is not None, {one.code for one in found.institutions}


def test_an_entry_is_stale_from_the_day_on_which_it_is_a_year_old() -> None:
    values = canton_values("ZZ")
    assert not is_stale(date(2026, 3, 2), values, date(2027, 3, 1))
    assert is_stale(date(2026, 3, 2), values, date(2027, 3, 2))
    assert is_stale(None, values, TODAY)


def test_a_contact_person_is_asked_for_the_own_entry_and_one_click_confirms_it() -> None:
    contact = old()
    assert asked("rav.contact") == (True, set())
    assert asked("smz.contact") == asked("rav.front") == asked("officer") == (False, set())
    with act("rav.contact") as actor:
        assert confirm_entry(actor=actor, contact_id=contact.id)
        assert not confirm_entry(actor=actor, contact_id=contact.id)
    assert asked("rav.contact") == (False, set())


def test_changing_an_entry_confirms_it() -> None:
    contact = old()
    saved("rav.contact", contact)
    assert asked("rav.contact") == (False, set())


def test_an_institution_is_confirmed_by_its_contact_person_or_by_the_office() -> None:
    old(code="RAV")
    assert asked("rav.contact") == asked("secretariat") == (False, {"RAV"})
    assert asked("smz.contact") == asked("regional") == (False, set())
    for stranger in ("smz.contact", "rav.front", "regional"):
        with act(stranger) as actor, pytest.raises(NotAllowed):
            confirm_institution(actor=actor, institution_id=institution("RAV").id)
    with act("rav.contact") as actor:
        assert confirm_institution(actor=actor, institution_id=institution("RAV").id)
        assert not confirm_institution(actor=actor, institution_id=institution("RAV").id)
    assert asked("secretariat") == (False, set())


def test_nobody_confirms_for_others_or_what_does_not_exist() -> None:
    contact = old()
    with act("smz.contact") as actor:
        with pytest.raises(NotAllowed):
            confirm_entry(actor=actor, contact_id=contact.id)
        with pytest.raises(NotFound):
            confirm_entry(actor=actor, contact_id=0)
        with pytest.raises(NotFound):
            confirm_institution(actor=actor, institution_id=0)


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("rav.contact", "phone = '1', confirmed_on = '{today}'"),
        ("rav.contact", "confirmed_on = '2099-01-01'"),
        ("rav.contact", "confirmed_on = NULL"),
        ("smz.contact", "confirmed_on = '{today}'"),
        ("rav.front", "confirmed_on = '{today}'"),
    ],
)
def test_sql_confirms_nothing_but_the_own_institution_as_of_today(who: str, change: str) -> None:
    old(code="RAV")
    sql = f"UPDATE organisations_institution SET {change.format(today=TODAY)} WHERE code = 'RAV'"
    with act(who), pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_nightly_run_asks_once_and_again_a_year_later_only() -> None:
    contact = old()
    assert directory.confirm(TODAY) == 1
    assert directory.confirm(TODAY) == 0
    assert directory.confirm(date.fromordinal(TODAY.toordinal() + 30)) == 0
    mail = Mail.objects.get(kind="confirm_entry")
    assert mail.recipient_id == membership("rav.contact").user_id
    assert mail.params == {}
    with act("rav.contact") as actor:
        confirm_entry(actor=actor, contact_id=contact.id)
    assert directory.confirm(TODAY) == 0


def test_whoever_is_asked_for_entry_and_institution_gets_one_mail() -> None:
    old()
    with act("officer"):
        Institution.objects.filter(code="RAV").update(confirmed_on=YEAR_AGO)
    assert directory.confirm(TODAY) == 1
