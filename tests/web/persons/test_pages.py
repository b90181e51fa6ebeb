"""The person by pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.enums import Absence
from ciiz.domain.persons.models import Person, Registration
from ciiz.foundation import clock
from tests.journeys import scene
from tests.web.browsers import browser, text
from tests.worlds import become

pytestmark = pytest.mark.django_db
AHV = "756.9217.0769.85"


def refused(response: Any) -> str:
    """The form again, with what is wrong."""
    assert response.status_code == 422, response.status_code
    return str(response.content.decode())


def identity(**changes: Any) -> dict[str, Any]:
    usual = {
        "version": 1,
        "family_name": "Zumtest",
        "given_names": "Anna",
        "birth_date": "1984-03-14",
        "ahv_number": AHV,
        "sex": "why:refused",
        "nationality": "PT",
        "languages": ["pt", "de"],
        "correspondence": "de",
        "commune": "Oberdorf",
        "permit": "B",
    }
    return usual | changes


@pytest.fixture
def dossier() -> UUID:
    return scene.begun(clock.today())


@pytest.fixture
def client() -> Client:
    return browser("rav.contact")


def test_only_what_is_known_of_the_situation_takes_room(client: Client, dossier: UUID) -> None:
    page = text(client.get(reverse("persons:person", args=[dossier])))
    assert "Nothing recorded that you may see; describe:" in page
    assert "What the institutions say" not in page
    job = reverse("persons:situation", args=[dossier, "last_job"])
    assert job in page
    client.post(job, {"text": "Kitchen help until spring", "noted_on": clock.today()})
    page = text(client.get(reverse("persons:person", args=[dossier])))
    assert "Kitchen help until spring" in page
    assert "What the institutions say" in page


def test_the_person_is_corrected_and_shown_with_reasons_and_a_masked_number(client: Client, dossier: UUID) -> None:
    text(client.get(reverse("persons:identity", args=[dossier])))
    assert client.post(reverse("persons:identity", args=[dossier]), identity()).status_code == 302
    page = text(client.get(reverse("persons:person", args=[dossier])))
    assert "756.••••.••••.85" in page
    assert AHV not in page
    assert "Portugal" in page
    assert "not answered" in page
    assert AHV in text(client.get(reverse("persons:person", args=[dossier]), {"number": "full"}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ahv_number": "756.9217.0769.84"}, "This AHV number is not valid"),
        ({"birth_date": "2999-01-01"}, "The date of birth lies in the future."),
        ({"family_name": ""}, "This field is required."),
        ({"nationality": "??"}, "Select a valid choice."),
    ],
)
def test_a_refusal_is_said_at_its_field_and_the_entries_survive(
    client: Client, dossier: UUID, changes: dict[str, Any], words: str
) -> None:
    page = refused(client.post(reverse("persons:identity", args=[dossier]), identity(given_names="Annina", **changes)))
    assert words in page
    assert "Annina" in page
    become("rav.contact", clock.today())
    assert Person.objects.get().given_names == "Anna"


def test_two_who_save_at_once_see_both_versions_and_the_second_can_decide(client: Client, dossier: UUID) -> None:
    page = reverse("persons:identity", args=[dossier])
    client.post(page, identity(commune="Brig"))
    conflict = refused(client.post(page, identity(commune="Visp")))
    assert "Two versions" in conflict
    assert "Brig" in conflict
    assert 'name="version" value="2"' in conflict
    assert client.post(page, identity(commune="Visp", version=2)).status_code == 302
    become("rav.contact", clock.today())
    assert Person.objects.get().commune == "Visp"


def test_the_situation_takes_a_code_words_or_a_reason(client: Client, dossier: UUID) -> None:
    page = reverse("persons:situation", args=[dossier, "housing"])
    text(client.get(page))
    today = clock.today().isoformat()
    client.post(page, {"code": "at_risk", "text": "Kündigung", "absent": "", "noted_on": today})
    assert "at risk: Kündigung" in text(client.get(reverse("persons:person", args=[dossier])))
    client.post(page, {"code": "", "text": "", "absent": "refused", "noted_on": today})
    shown = text(client.get(page))
    assert "not answered" in shown
    assert "at risk: Kündigung" in shown
    health = reverse("persons:situation", args=[dossier, "health"])
    client.post(health, {"text": "", "noted_on": today})
    assert "lies in the future" in refused(client.post(health, {"text": "x", "noted_on": "2999-01-01"}))
    assert client.get(reverse("persons:situation", args=[dossier, "shoe-size"])).status_code == 404


def test_work_capacity_is_judged_with_its_basis(client: Client, dossier: UUID) -> None:
    page = reverse("persons:capacity", args=[dossier])
    text(client.get(page))
    today = clock.today().isoformat()
    client.post(page, {"percent": "40", "basis": "talk", "remark": "", "judged_on": today})
    assert "40 %" in text(client.get(reverse("persons:person", args=[dossier])))
    wrong = {"percent": "101", "basis": "talk", "judged_on": today}
    assert "less than or equal to 100" in refused(client.post(page, wrong))


def test_a_registration_is_added_and_changed(client: Client, dossier: UUID) -> None:
    page = reverse("persons:register", args=[dossier])
    text(client.get(page))
    assert "This day lies in the future" in refused(client.post(page, {"dispositif": "IV", "since": "2999-01-01"}))
    entries = {"dispositif": "IV", "file_number": "IV-77", "phase": "registered", "since": "2026-01-05"}
    assert client.post(page, entries).status_code == 302
    assert "IV-77" in text(client.get(reverse("persons:person", args=[dossier])))
    become("rav.contact", clock.today())
    row = Registration.objects.get()
    change = reverse("persons:registration", args=[dossier, row.id])
    assert "IV-77" in text(client.get(change))
    assert client.post(change, entries | {"version": 1, "ended_on": "2026-02-01"}).status_code == 302
    late = refused(client.post(change, entries | {"version": 1}))
    assert "Somebody else has saved in the meantime." in late


def test_an_entitlement_is_marked_as_early_as_the_canton_says(client: Client, dossier: UUID) -> None:
    page = reverse("persons:register", args=[dossier])
    shown = reverse("persons:person", args=[dossier])
    warning = canton_values("ZZ").deadlines.entitlement_warning_days
    far, near = (clock.today() + timedelta(days=days) for days in (warning + 1, warning))
    client.post(page, {"dispositif": "IV", "entitlement_until": far.isoformat()})
    assert "ends soon" not in text(client.get(shown))
    client.post(page, {"dispositif": "ALV", "entitlement_until": near.isoformat()})
    assert text(client.get(shown)).count("ends soon") == 1


def test_for_outsiders_nothing_of_it_exists(dossier: UUID) -> None:
    outsider = browser("iv.contact")
    for page in ("person", "identity", "capacity", "register"):
        assert outsider.get(reverse(f"persons:{page}", args=[dossier])).status_code == 404
    assert outsider.get(reverse("persons:situation", args=[dossier, "health"])).status_code == 404
    assert outsider.post(reverse("persons:identity", args=[dossier]), identity()).status_code == 404


def test_address_telephone_and_mail_have_a_value_or_a_reason(dossier: UUID) -> None:
    client = browser("rav.contact")
    address = reverse("persons:identity", args=[dossier])
    given = identity(street="Feldweg 1", phone_absent="refused", email_absent="not_applicable")
    assert client.post(address, given).status_code == 302
    page = text(client.get(reverse("persons:person", args=[dossier])))
    assert "Feldweg 1" in page
    person = Person.objects.get()
    assert (person.told("phone"), person.told("email")) == (Absence.REFUSED, Absence.NOT_APPLICABLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(phone="027 000 00 00")
