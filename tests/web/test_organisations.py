"""Directory, own account and administration as pages."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from ciiz.domain.access.public import leave
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.models import ContactPerson, CooperationNetwork, Institution, Membership, User
from ciiz.foundation import clock
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import message
from ciiz.foundation.postgres.roles import WORKER
from tests.harness.databases import connected_as
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, act, institution, membership

pytestmark = pytest.mark.django_db


def contact(name: str) -> ContactPerson:
    return ContactPerson.objects.get_or_create(membership=membership(name), defaults={"languages": ["de"]})[0]


def invitation(**changes: Any) -> dict[str, Any]:
    values = {
        "email": "new@test.example",
        "first_name": "New",
        "last_name": "Person",
        "language": "fr",
        "institution": institution("RAV").id,
        "role": "contact",
        "contact_kind": "youth",
        "valid_from": clock.today().isoformat(),
    }
    return values | changes


def test_the_directory_shows_people_and_narrows_by_filters() -> None:
    contact("smz.contact")
    client = browser("rav.front")
    everybody = text(client.get(reverse("directory")))
    assert "smz.contact Test" in everybody
    assert "rav.front Test</a>" not in everybody
    narrowed = text(client.get(reverse("directory"), {"dispositif": "IV", "sort": "-institution"}))
    assert "iv.contact Test" in narrowed
    assert "smz.contact Test" not in narrowed
    assert "Nobody matches these filters." in text(client.get(reverse("directory"), {"text": "zzz"}))
    assert "smz.contact Test" in text(client.get(reverse("directory"), {"region": "nonsense", "page": "x"}))


def test_an_entry_tells_how_to_reach_the_person() -> None:
    client = browser("rav.front")
    page = text(client.get(reverse("directory_entry", args=[membership("smz.contact").id])))
    assert "mailto:smz.contact@test.example" in page
    assert client.get(reverse("directory_entry", args=[membership("smz.front").id])).status_code == 404


@pytest.mark.parametrize("name", ["steering", "national"])
def test_those_who_see_figures_only_have_no_directory(name: str) -> None:
    client = browser(name)
    assert "Nobody matches" in text(client.get(reverse("directory")))
    assert client.get(reverse("directory_entry", args=[membership("smz.contact").id])).status_code == 404


def test_the_language_of_the_account_is_that_of_the_pages() -> None:
    client = browser("rav.front")
    assert "My roles" in text(client.get(reverse("account")))
    answer = client.post(reverse("account"), {"language": "fr"})
    assert answer.status_code == 302
    assert User.objects.get(email="rav.front@test.example").language == "fr"
    assert client.cookies["language"].value == "fr"


def test_who_wants_no_single_keys_finds_none_on_the_pages() -> None:
    client = browser("rav.contact")
    account = reverse("account")
    assert text(client.get("/")).count("data-key=") > 2
    assert "d opens the directory" in text(client.get(account))
    assert client.post(account, {"language": "en"}).status_code == 302
    assert "data-key=" not in text(client.get("/"))
    assert client.post(account, {"language": "en", "shortcuts": "on"}).status_code == 302
    assert 'data-key="/"' in text(client.get(account))


def test_ones_own_entry_is_changed_and_seen_in_the_directory() -> None:
    mine = contact("rav.contact")
    client = browser("rav.contact")
    url = reverse("account_entry")
    assert "Competences" in text(client.get(url))
    values = {"version": mine.version, "phone": "027 000 11 22", "competences": ["debts"], "languages": ["de", "fr"]}
    assert client.post(url, values).status_code == 302
    entry = text(client.get(reverse("directory_entry", args=[mine.membership_id])))
    assert "027 000 11 22" in entry
    assert "Budget and debts" in entry


def test_an_absence_is_said_on_a_page_and_seen_in_the_directory() -> None:
    client, url = browser("rav.contact"), reverse("account_absence")
    assert "An absence needs a first and a last day" in post(client, url, expect=422, absent_from="2026-12-01")
    deputy = str(membership("rav.contact2").id)
    post(client, url, absent_from=TODAY.isoformat(), absent_to=TODAY.isoformat(), deputy=deputy)
    assert "Absent from" in text(client.get(reverse("account")))
    entry = text(client.get(reverse("directory_entry", args=[membership("rav.contact").id])))
    assert "Absent until" in entry
    assert "rav.contact2 Test" in entry


def test_the_office_says_it_for_somebody_who_is_ill() -> None:
    url = reverse("administration_absence", args=[membership("rav.front").id])
    client = browser("secretariat")
    assert "rav.front2 Test" in text(client.get(url))
    post(client, url, absent_from=TODAY.isoformat(), absent_to=TODAY.isoformat())
    assert membership("rav.front").is_absent(TODAY)
    assert browser("rav.contact").get(url).status_code == 404


def test_two_people_saving_an_entry_see_both_versions_and_the_second_may_insist() -> None:
    mine = contact("rav.contact")
    values: dict[str, Any] = {"version": mine.version, "phone": "1", "competences": ["debts"], "languages": ["de"]}
    office = reverse("administration_entry", args=[mine.membership_id])
    assert browser("secretariat").post(office, values).status_code == 302
    client = browser("rav.contact")
    both = post(
        client, reverse("account_entry"), expect=422, **(values | {"phone": "2", "competences": ["youth", "asylum"]})
    )
    assert "Two versions" in both
    assert "Transition from school to work, Asylum and integration" in both
    assert f'value="{mine.version + 1}"' in both
    assert client.post(reverse("account_entry"), values | {"version": mine.version + 1}).status_code == 302


def test_who_has_no_entry_finds_no_page_for_it() -> None:
    client = browser("rav.front")
    assert client.get(reverse("account_entry")).status_code == 404
    assert "My entry in the directory" not in text(client.get(reverse("account")))


@pytest.mark.parametrize("name", ["rav.contact", "regional", "thematic", "legal", "steering", "national", "rav.front"])
def test_administration_does_not_exist_outside_the_office(name: str) -> None:
    client = browser(name)
    someone = membership("rav.front2").id
    for url in (
        reverse("administration_people"),
        reverse("administration_invite"),
        reverse("administration_person", args=[someone]),
        reverse("administration_entry", args=[membership("rav.contact").id]),
        reverse("administration_institutions"),
        reverse("administration_institution_new"),
        reverse("administration_institution", args=[institution("RAV").id]),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(reverse("administration_invite"), invitation()).status_code == 404
    assert client.post(reverse("administration_end", args=[someone]), {"last_day": "2026-11-22"}).status_code == 404
    assert client.post(reverse("administration_again", args=[someone])).status_code == 404
    assert client.post(reverse("administration_lost_device", args=[someone])).status_code == 404
    assert not Mail.objects.filter(kind="lost_device").exists()
    assert not User.objects.filter(email="new@test.example").exists()
    assert "People and roles" not in text(client.get(reverse("account")))


def test_the_office_invites_a_person_who_then_stands_in_the_list() -> None:
    client = browser("officer")
    assert client.post(reverse("administration_invite"), invitation()).status_code == 302
    new = Membership.objects.get(user__email="new@test.example")
    assert (new.role, new.contact_kind) == (Role.CONTACT, "youth")
    assert Mail.objects.filter(recipient_id=new.user_id, kind="invitation").count() == 1
    assert "New Person" in text(client.get(reverse("administration_people"), {"text": "person", "role": "contact"}))
    page = text(client.get(reverse("administration_person", args=[new.id])))
    assert "This person has not set a password yet." in page
    assert client.post(reverse("administration_again", args=[new.id])).status_code == 302
    assert Mail.objects.filter(recipient_id=new.user_id, kind="invitation").count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_office_sends_a_link_to_whoever_lost_the_app_and_touches_no_account() -> None:
    client = browser("secretariat")
    someone = membership("rav.contact")
    shown = reverse("administration_person", args=[someone.id])
    assert "Lost device" not in text(client.get(shown))
    leave()
    Authenticator.objects.create(user=someone.user, type="totp", data={})
    assert "Lost device" in text(client.get(shown))
    for _ in range(2):
        sent = client.post(reverse("administration_lost_device", args=[someone.id]))
        assert sent.status_code == 302
    (mail,) = Mail.objects.filter(recipient_id=someone.user_id, kind="lost_device")
    with connected_as(WORKER):
        sent_as = str(message(mail, someone.user).body)
    link = next(part for part in sent_as.split() if "/account/device/" in part)
    assert Client().get(urlsplit(link).path).status_code == 200
    assert Authenticator.objects.filter(user=someone.user).exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contact_kind": ""}, "A contact person needs a kind"),
        ({"role": "regional"}, "This role does not exist at this kind of institution"),
        ({"role": "national"}, "is not one of the available choices"),
        ({"email": "nobody"}, "valid email address"),
        ({"percentage": 120}, "at most 100 percent"),
        ({"last_day": "2020-01-01"}, "The last day lies before the first"),
    ],
)
def test_a_wrong_invitation_says_what_is_wrong_and_keeps_what_was_typed(changes: dict[str, Any], message: str) -> None:
    answer = post(browser("officer"), reverse("administration_invite"), expect=422, **invitation(**changes))
    assert message in answer.replace("&#x27;", "'")
    assert 'value="Person"' in answer
    assert not User.objects.filter(email="new@test.example").exists()


def test_the_secretariat_is_not_offered_the_officers_role() -> None:
    assert 'value="officer"' not in text(browser("secretariat").get(reverse("administration_invite")))
    assert 'value="officer"' in text(browser("officer").get(reverse("administration_invite")))


def test_a_role_is_ended_from_its_page() -> None:
    client = browser("officer")
    ending = membership("rav.front2")
    url = reverse("administration_end", args=[ending.id])
    assert "This field is required" in post(client, url, expect=422)
    for beyond in ("9999-12-31", "3000-01-01", "1899-12-31", "0001-01-01"):
        assert "Enter a day between 1900 and 2999" in post(client, url, expect=422, last_day=beyond)
    assert client.post(url, {"last_day": clock.today().isoformat()}).status_code == 302
    ending.refresh_from_db()
    assert ending.last_day == clock.today()
    assert "End this role" in text(client.get(reverse("administration_person", args=[ending.id])))
    own = text(client.get(reverse("administration_person", args=[membership("officer").id])))
    assert "End this role" not in own
    Membership.objects.filter(id=ending.id).update(valid_to=clock.today() - timedelta(days=1))
    assert "rav.front2" not in text(client.get(reverse("administration_people")))
    assert "ended" in text(client.get(reverse("administration_people"), {"ended": "on", "text": "rav.front2"}))


def test_a_further_role_starts_from_what_is_known() -> None:
    client = browser("officer")
    held = membership("smz.front")
    page = text(client.get(reverse("administration_invite"), {"more": held.id}))
    assert 'value="smz.front@test.example"' in page
    assert client.get(reverse("administration_invite"), {"more": "0"}).status_code == 404
    assert client.get(reverse("administration_invite"), {"more": "x"}).status_code == 200


def test_institutions_are_added_changed_and_protected_from_overwriting() -> None:
    client = browser("officer")
    names = {f"name_{language}": f"Office {language}" for language in ("de", "fr", "it", "en")}
    values: dict[str, Any] = names | {
        "code": "Far away",
        "kind": "partner",
        "dispositifs": ["SH", "IV"],
        "language": "fr",
        "active": "on",
    }
    new = reverse("administration_institution_new")
    assert "at least one dispositif" in post(client, new, expect=422, **(values | {"dispositifs": []}))
    assert client.post(new, values).status_code == 302
    made = Institution.objects.get(code="FAR-AWAY")
    assert made.dispositifs.count() == 2
    url = reverse("administration_institution", args=[made.id])
    assert "Office fr" in text(client.get(url))
    assert client.post(url, values | {"version": made.version, "phone": "1"}).status_code == 302
    both = post(client, url, expect=422, **(values | {"version": made.version, "phone": "2"}))
    assert "Two versions" in both
    assert client.post(url, values | {"version": made.version + 1, "kind": "office"}).status_code == 302
    made.refresh_from_db()
    assert made.kind == "partner"
    assert "Office en" in text(
        client.get(reverse("administration_institutions"), {"text": "office", "kind": "partner"})
    )


@pytest.mark.parametrize(
    ("page", "budget"),
    [("directory", 14), ("administration_people", 9), ("administration_institutions", 10), ("account", 6)],
)
def test_a_page_asks_the_database_a_bounded_number_of_times(
    page: str, budget: int, django_assert_max_num_queries: Any
) -> None:
    client = browser("officer")
    client.get(reverse(page))
    with django_assert_max_num_queries(budget + 6):  # session, user, actor and memberships of the frame
        client.get(reverse(page))


def network_form(*codes: str, **changes: Any) -> dict[str, Any]:
    names = {f"name_{language}": "Netz Oberland" for language in ("de", "fr", "it", "en")}
    return {**names, "agreed_on": "2026-01-01", "institutions": [institution(code).id for code in codes], **changes}


def test_the_office_keeps_networks_and_the_directory_shows_them() -> None:
    client = browser("officer")
    assert "No institution of your canton belongs to a network yet." in text(
        client.get(reverse("administration_networks"))
    )
    new = reverse("administration_network_new")
    assert "at least two institutions" in post(client, new, expect=422, **network_form("RAV"))
    assert client.post(new, network_form("RAV", "SMZ")).status_code == 302
    network = CooperationNetwork.objects.get()
    assert "Netz Oberland" in text(browser("rav.front").get(reverse("directory")))
    change = reverse("administration_network", args=[network.id])
    assert client.post(change, network_form("RAV", "IV", version=1)).status_code == 302
    assert set(network.institutions.values_list("code", flat=True)) == {"RAV", "IV"}
    assert "Somebody else has saved" in post(client, change, expect=422, **network_form("RAV", "SMZ", version=1))
    assert client.post(reverse("administration_network_remove", args=[network.id])).status_code == 302
    assert not CooperationNetwork.objects.exists()


def test_nobody_but_the_office_keeps_networks() -> None:
    for name in ("rav.contact", "regional", "steering"):
        client = browser(name)
        assert client.get(reverse("administration_networks")).status_code == 404
        assert client.post(reverse("administration_network_new"), network_form("RAV", "SMZ")).status_code == 404
    with pytest.raises(DatabaseError), act("rav.contact"), connection.cursor() as cursor:
        cursor.execute("INSERT INTO organisations_cooperationnetwork (name, version) VALUES ('{}', 1)")


def test_the_office_says_who_runs_it_and_the_directory_begins_with_it() -> None:
    client = browser("officer")
    office = institution("IIZ")
    address = reverse("administration_institution", args=[office.id])
    assert 'name="run_by"' in text(client.get(address))
    assert 'name="run_by"' not in text(client.get(reverse("administration_institution", args=[institution("RAV").id])))
    saved = {
        **{f"name_{language}": "IIZ Test" for language in ("de", "fr", "it", "en")},
        "version": office.version,
        "code": "IIZ",
        "language": "de",
        "phone": "027 111 22 33",
        "email": "iiz@test.example",
        "address": "Musterplatz 1",
        "active": "on",
        "website": "iiz.test.example",
        "spoken": ["de", "it"],
        "run_by": institution("SMZ").id,
    }
    assert client.post(address, saved).status_code == 302
    page = text(browser("smz.front").get(reverse("directory")))
    for shown in ("Run by SMZ Test on behalf", "tel:0271112233", "https://iiz.test.example", "German, Italian"):
        assert shown in page
    assert "on behalf of the canton" not in text(browser("smz.front").get(reverse("directory"), {"text": "smz"}))


def test_an_old_entry_is_shown_as_such_and_confirmed_with_one_click() -> None:
    held = contact("smz.contact")
    ContactPerson.objects.filter(id=held.id).update(confirmed_on=TODAY - timedelta(days=800))
    assert "last confirmed" in text(browser("rav.front").get(reverse("directory"), {"text": "smz.contact"}))
    client = browser("smz.contact")
    assert "entry of the directory to be confirmed" in text(client.get("/"))
    page = reverse("directory_confirm")
    assert "My entry in the directory" in text(client.get(page))
    post(client, page, entry=held.id)
    shown = text(client.get(page))
    assert "Confirmed as of today." in shown
    assert "Every entry has been confirmed." in shown
    assert "to be confirmed" not in text(client.get("/"))
    assert browser("rav.front").get(page).status_code == 404
    post(client, page, 404)


def test_the_office_confirms_any_institution_of_its_canton() -> None:
    Institution.objects.filter(code="RAV").update(confirmed_on=None)
    client = browser("secretariat")
    page = reverse("directory_confirm")
    assert "RAV" in text(client.get(page))
    post(client, page, institution=institution("RAV").id)
    assert "Every entry has been confirmed." in text(client.get(page))
