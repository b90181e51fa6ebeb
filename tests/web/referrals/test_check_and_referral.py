"""The IIZ check and the referral by pages: a no is kept, a yes leads on, a draft survives, a conflict shows both."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.cases.models import Case, IizCheck, Referral
from ciiz.domain.organisations.models import Institution, Region
from ciiz.domain.timeline.models import Event
from ciiz.foundation import clock
from tests.journeys import scene
from tests.web.browsers import browser, text
from tests.worlds import act, institution, membership

pytestmark = pytest.mark.django_db(transaction=True)
CHECK = {
    "family_name": "Neumann",
    "given_names": "Rosa",
    "occasion": "mandate",
    "criteria": ["institutions", "health_social"],
    "indicated": "round_table",
}


def dossier(stage: str = "begun", **kwargs: Any) -> UUID:
    with transaction.atomic():
        found: UUID = getattr(scene, stage)(clock.today(), **kwargs)
    return found


def seen(model: type[Any], who: str = "rav.contact", **filters: Any) -> Any:
    with act(who, clock.today()):
        return model.objects.get(**filters)


def kinds(dossier_id: UUID) -> list[str]:
    with act("rav.contact", clock.today()):
        return sorted(Event.objects.filter(dossier_id=dossier_id).values_list("kind", flat=True))


def referral(**changes: Any) -> dict[str, Any]:
    usual = {
        "version": 2,
        "person_version": 1,
        "action": "complete",
        "reason": "Two years without work, back pain.",
        "wished_form": "round_table",
        "talked_with": membership("rav.contact").id,
        "talked_on": clock.today().isoformat(),
        "family_name": "Zumtest",
        "given_names": "Anna",
        "birth_date": "1984-03-14",
        "commune": "Oberdorf",
        "correspondence": "de",
        "partners": [institution("SMZ").id],
        "health": "Back pain.",
        "dispositif": "ALV",
        "file_number": "RAV-77",
        "percent": "50",
        "basis": "talk",
    }
    return usual | changes


def content(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_no_is_kept_and_leads_to_the_case() -> None:
    client = browser("rav.front")
    response = client.post(reverse("referrals:check"), CHECK | {"indicated": "none"})
    assert response.status_code == 302
    kept = seen(IizCheck)
    assert response["Location"] == reverse("cases:case", args=[kept.dossier_id])
    assert (kept.indicated, kept.met) == ("none", ["institutions", "health_social"])
    assert client.get(response["Location"]).status_code == 200


def test_a_yes_leads_on_to_the_referral_filled_with_what_is_known() -> None:
    client = browser("rav.front")
    response = client.post(reverse("referrals:check"), CHECK)
    case = seen(Case)
    assert response["Location"] == reverse("referrals:edit", args=[case.dossier_id])
    page = content(client, response["Location"])
    assert 'value="Neumann"' in page
    assert "2 of 8 aspects apply." in page


def test_a_check_without_an_answer_is_refused_at_its_fields_and_keeps_what_was_typed() -> None:
    response = browser("rav.front").post(reverse("referrals:check"), {"family_name": "Neumann", "occasion": "mandate"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Neumann"' in page
    assert "What is indicated?: This field is required." in page


def test_a_person_seen_already_is_found_and_not_entered_twice() -> None:
    with transaction.atomic():
        closed = scene.closed()
    client = browser("rav.front")
    looked_for = client.post(reverse("referrals:check"), {"q": "zum"}).headers["Location"]
    assert f"?person={closed}" in content(client, looked_for)
    chosen = f"{reverse('referrals:check')}?person={closed}"
    assert "Zumtest Anna" in content(client, chosen)
    answers = {key: CHECK[key] for key in ("occasion", "criteria", "indicated")}
    assert client.post(chosen, answers).status_code == 302
    new = seen(Case, stage="draft")
    assert new.follows_id == closed


def test_a_second_check_after_a_no_goes_on_in_the_same_dossier() -> None:
    client = browser("rav.front")
    client.post(reverse("referrals:check"), CHECK | {"indicated": "none"})
    first = seen(Case)
    answers = {key: CHECK[key] for key in ("occasion", "criteria", "indicated")}
    response = client.post(f"{reverse('referrals:check')}?person={first.dossier_id}", answers)
    assert response["Location"] == reverse("referrals:edit", args=[first.dossier_id])
    assert seen(Case).stage == "draft"


TWICE = CHECK | {"family_name": "  NEUMÀNN ", "birth_date": "1984-03-14", "indicated": "none"}


def test_a_person_seen_already_is_asked_about_before_a_second_one_is_entered() -> None:
    client, address = browser("rav.front"), reverse("referrals:check")
    client.post(address, CHECK | {"birth_date": "1984-03-14", "indicated": "none"})
    first = seen(Case)
    asked = client.post(address, TWICE)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "You already see this person: <b>Neumann Rosa</b>" in page
    assert f'<a href="{reverse("cases:case", args=[first.dossier_id])}">{first.number}</a> · ' in page
    assert f"</a> · {first.get_stage_display()}" in page
    assert 'value="1984-03-14"' in page or 'value="14.03.1984"' in page
    assert seen(Case) == first
    going_on = re.search(r'formaction="([^"]+)"', page)
    assert going_on
    assert page.index("Keep the check</button>") < going_on.start()
    went = client.post(address + going_on[1], TWICE)
    assert went["Location"] == reverse("cases:case", args=[first.dossier_id])
    assert seen(Case) == first
    with act("rav.contact", clock.today()):
        assert IizCheck.objects.filter(dossier_id=first.dossier_id).count() == 2


def test_somebody_else_of_the_same_name_and_birth_date_is_entered_when_one_says_so() -> None:
    client, address = browser("rav.front"), reverse("referrals:check")
    client.post(address, CHECK | {"birth_date": "1984-03-14", "indicated": "none"})
    half = client.post(address, TWICE | {"other": "on", "indicated": ""}).content.decode()
    assert "checked" in half[half.index('name="other"') :][:200]
    assert client.post(address, TWICE | {"other": "on"}).status_code == 302
    with act("rav.contact", clock.today()):
        assert Case.objects.count() == 2


@pytest.mark.parametrize("changes", [{"birth_date": "1984-03-15"}, {"birth_date": ""}, {"family_name": "Neu"}])
def test_who_differs_in_name_or_birth_date_is_not_asked_about(changes: dict[str, str]) -> None:
    client, address = browser("rav.front"), reverse("referrals:check")
    client.post(address, CHECK | {"birth_date": "1984-03-14", "indicated": "none"})
    assert client.post(address, TWICE | changes).status_code == 302


def test_a_person_hidden_from_the_actor_is_not_asked_about() -> None:
    address = reverse("referrals:check")
    browser("rav.front").post(address, CHECK | {"birth_date": "1984-03-14", "indicated": "none"})
    assert browser("smz.contact").post(address, TWICE).status_code == 302


@pytest.mark.parametrize("who", ["regional", "officer", "steering", "national"])
def test_only_institutions_check(who: str) -> None:
    assert browser(who).get(reverse("referrals:check")).status_code == 404


def test_the_referral_asks_for_at_most_twelve_fields() -> None:
    page = content(browser("rav.front"), reverse("referrals:edit", args=[dossier()]))
    assert page.count("(required)") <= 12
    assert page.count("(required)") == 9


def test_the_front_line_worker_completes_and_the_contact_person_forwards() -> None:
    case = dossier()
    edit = reverse("referrals:edit", args=[case])
    response = browser("rav.front").post(edit, referral())
    assert response.status_code == 302, response.content.decode()
    assert seen(Case).stage == "completed"
    contact = browser("rav.contact")
    page = content(contact, edit)
    assert "RAV-77" in page
    forward = reverse("referrals:forward", args=[case])
    assert "A consent that names the IIZ office" in content(contact, forward)
    refused = contact.post(forward, {"version": seen(Referral).version})
    assert refused.status_code == 422
    assert "No consent opens this case" in refused.content.decode()
    with transaction.atomic():
        scene.consented(case, on=clock.today())
    page = content(contact, forward)
    assert "Nothing is missing." in page
    assert "upper" in page
    assert contact.post(forward, {"version": seen(Referral).version}).status_code == 302
    assert seen(Case).stage == "forwarded"


def test_completing_again_without_a_change_leaves_no_trace() -> None:
    case = dossier()
    edit = reverse("referrals:edit", args=[case])
    entries = referral(ahv_number="756.9217.0769.85")
    browser("rav.front").post(edit, entries)
    contact = browser("rav.contact")
    assert 'value="save"' not in content(contact, edit)
    before = kinds(case)
    stands = {"version": seen(Referral).version, "person_version": 2}
    response = contact.post(edit, entries | stands)
    assert response.status_code == 302, response.content.decode()
    assert kinds(case) == before
    assert before.count("referral_completed") == 1


def test_a_draft_needs_names_only_and_a_complete_one_says_what_is_missing() -> None:
    case = dossier()
    client, edit = browser("rav.front"), reverse("referrals:edit", args=[case])
    draft = referral(action="save", reason="", birth_date="", commune="")
    assert client.post(edit, draft).status_code == 302
    refused = client.post(edit, draft | {"version": 3, "person_version": 2, "action": "complete"})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Why is the person referred?: This field is required." in page
    assert "Commune: This field is required." in page
    assert "RAV-77" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ahv_number": "756.9217.0769.84"}, "This AHV number is not valid"),
        ({"birth_date": "2999-01-01"}, "The date of birth lies in the future."),
        ({"talked_on": "2999-01-01"}, "This day lies in the future"),
        ({"since": "1984-03-13"}, "This day lies before the date of birth."),
        ({"percent": "140"}, "less than or equal to 100"),
    ],
)
def test_a_refusal_stands_at_its_field_and_nothing_is_lost_or_half_done(changes: dict[str, str], words: str) -> None:
    case = dossier()
    client, edit = browser("rav.front"), reverse("referrals:edit", args=[case])
    refused = client.post(edit, referral(work="Wants to work as a clerk again.", **changes))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page
    assert "Wants to work as a clerk again." in page
    assert "Wants to work" not in content(client, edit)


def test_everything_that_is_wrong_is_told_at_once() -> None:
    edit = reverse("referrals:edit", args=[dossier()])
    wrong = referral(reason="", ahv_number="756.1", talked_on="2999-01-01", since="2999-01-01", percent="140")
    page = browser("rav.front").post(edit, wrong).content.decode()
    for name in ("reason", "ahv_number", "talked_on", "since", "percent"):
        assert f'href="#id_{name}"' in page, name


def test_two_people_saving_the_same_referral_see_both_versions() -> None:
    case = dossier()
    edit = reverse("referrals:edit", args=[case])
    browser("rav.front").post(edit, referral(action="save", work="First version."))
    client = browser("rav.contact")
    refused = client.post(edit, referral(action="save", work="Second version."))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Two versions" in page
    assert "First version." in page
    assert "Second version." in page
    assert 'name="version" value="3"' in page
    again = referral(action="save", work="Second version.", version=3, person_version=1)
    assert client.post(edit, again).status_code == 302
    assert "Second version." in content(client, edit)


@pytest.mark.parametrize("page", ["edit", "forward", "outcome", "triage", "session", "assign"])
@pytest.mark.parametrize("who", ["smz.contact", "regional", "steering"])
def test_a_draft_does_not_exist_for_others(page: str, who: str) -> None:
    case = dossier()
    address = reverse(f"referrals:{page}", args=[case])
    hidden = browser(who).get(address)
    absent = browser(who).get(reverse(f"referrals:{page}", args=["00000000-0000-7000-8000-000000000000"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)


def test_a_colleague_who_may_not_read_the_situation_may_not_overwrite_it() -> None:
    case = dossier()
    client, edit = browser("rav.front2"), reverse("referrals:edit", args=[case])
    assert client.get(edit).status_code == 403
    assert client.post(edit, referral()).status_code == 403
    assert browser("rav.front").get(reverse("referrals:forward", args=[case])).status_code == 403


@pytest.mark.parametrize(
    ("action", "page"),
    [("consent", "consent:new"), ("document", "documents:add"), ("person", "persons:person"), ("sign", "consent:list")],
)
def test_on_the_way_to_consent_files_and_person_a_half_filled_referral_is_saved(action: str, page: str) -> None:
    dossier_id = dossier()
    edit = reverse("referrals:edit", args=[dossier_id])
    client = browser("rav.front")
    answer = client.post(edit, referral(action=action, work="Half a sentence", birth_date="", commune=""))
    assert answer.headers["Location"] == reverse(page, args=[dossier_id])
    assert "Half a sentence" in client.get(edit).content.decode()
    assert seen(Case, dossier_id=dossier_id).stage == "draft"


@pytest.mark.parametrize("page", ["consent:list", "documents:list", "persons:person"])
def test_from_consent_files_and_person_one_goes_back_to_the_referral_until_it_is_sent(page: str) -> None:
    begun, sent = dossier(), dossier("forwarded")
    client = browser("rav.front")
    assert f'href="{reverse("referrals:edit", args=[begun])}"' in text(client.get(reverse(page, args=[begun])))
    assert f'href="{reverse("referrals:edit", args=[sent])}"' not in text(client.get(reverse(page, args=[sent])))


def test_institutions_elsewhere_are_folded_until_one_of_them_is_chosen() -> None:
    far = institution("SMZ")
    centre = Region.objects.get(canton_id=far.canton_id, code="centre")
    Institution.objects.filter(id=far.id).update(region=centre)
    address = reverse("referrals:edit", args=[dossier()])
    client = browser("rav.front")
    assert '<details class="others" open><summary>In other regions and cantons (1)' in text(client.get(address))
    client.post(address, referral(action="save", partners=[str(institution("IV").id)]))
    assert '<details class="others"><summary>In other regions and cantons (1)' in text(client.get(address))


def test_an_entry_that_cannot_be_saved_keeps_the_writer_on_the_page() -> None:
    edit = reverse("referrals:edit", args=[dossier()])
    answer = browser("rav.front").post(edit, referral(action="consent", work="Half a sentence", since="2999-01-01"))
    assert answer.status_code == 422
    assert "Half a sentence" in answer.content.decode()


def test_a_commune_that_the_canton_does_not_list_is_asked_about_once() -> None:
    dossier_id = dossier()
    edit = reverse("referrals:edit", args=[dossier_id])
    client = browser("rav.front")
    asked = client.post(edit, referral(commune="Xyzdorf"))
    assert asked.status_code == 422
    assert 'name="commune_kept" value="Xyzdorf"' in asked.content.decode()
    assert client.post(edit, referral(commune="Xyzdorf", commune_kept="Oberdorf")).status_code == 422
    assert client.post(edit, referral(commune="Xyzdorf", commune_kept="Xyzdorf")).status_code == 302
    assert seen(Case, dossier_id=dossier_id).stage == "completed"
