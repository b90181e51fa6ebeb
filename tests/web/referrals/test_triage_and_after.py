"""From the inbox to the case manager by pages: each by the right person, with a clear answer to what cannot be."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ciiz.domain.cases.models import Case, Referral, SessionResult
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons.public import correct_identity
from ciiz.foundation import clock
from tests.journeys import scene
from tests.web.browsers import browser
from tests.web.conftest import PASSWORD
from tests.worlds import act, institution, membership

from .test_check_and_referral import content

pytestmark = pytest.mark.django_db(transaction=True)


def dossier(stage: str, **kwargs: Any) -> UUID:
    with transaction.atomic():
        found: UUID = getattr(scene, stage)(clock.today() - timedelta(days=30), **kwargs)
    return found


def seen(model: type[Any], who: str = "rav.contact") -> Any:
    with act(who, clock.today()):
        return model.objects.get()


def questions(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return [one["sql"][:150] for one in asked if not one["sql"].startswith(marks)]


def sent(client: Client, page: str, case: UUID, **data: Any) -> str:
    """Posts and expects to be led on; returns where to."""
    response = client.post(reverse(f"referrals:{page}", args=[case]), data)
    assert response.status_code == 302, response.content.decode()[:8000]
    return str(response["Location"])


def refused(client: Client, page: str, case: UUID, **data: Any) -> str:
    response = client.post(reverse(f"referrals:{page}", args=[case]), data)
    assert response.status_code == 422, response.status_code
    return response.content.decode()


def test_the_inbox_shows_what_waits_and_only_to_whom_it_concerns() -> None:
    case = dossier("forwarded")
    inbox = reverse("referrals:inbox")
    for who in ("regional", "officer", "secretariat"):
        page = content(browser(who), inbox)
        assert "Zumtest Anna" in page
        decides = who == "regional"
        assert (reverse("referrals:triage", args=[case]) in page) is decides
        assert decides or reverse("cases:case", args=[case]) in page
        assert "for 30 days" in page
    assert "No referral waits for a decision." in content(browser("regional.other"), inbox)
    assert browser("rav.contact").get(inbox).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("?text=zum", True), ("?text=nobody", False), ("?form=assessment", False), ("?form=round_table", True),
     ("?form=x&institution=y", True), ("?sort=-waiting", True), ("?sort=institution&page=9", False)],
)  # fmt: skip
def test_the_inbox_is_filtered_and_sorted_by_the_address(query: str, found: bool) -> None:
    dossier("forwarded")
    assert ("Zumtest Anna" in content(browser("regional"), reverse("referrals:inbox") + query)) is found


def test_everything_for_the_decision_stands_on_one_page() -> None:
    case = dossier("forwarded")
    page = content(browser("regional"), reverse("referrals:triage", args=[case]))
    for words in ("Zumtest Anna", "Back to work after two years.", "Back pain.", "2 of 8 aspects apply.",
                  "covered by the consent", "SMZ Test", "Looked after by: upper", "Return by telephone"):  # fmt: skip
        assert words in page, words


def test_accepting_lets_the_partners_take_part_and_tells_the_sender() -> None:
    case = dossier("forwarded")
    partners = [institution("SMZ").id, institution("IV").id]
    sent(browser("regional"), "triage", case, action="accept", version=4, form="round_table", partners=partners)
    assert seen(Case).stage == "accepted"
    sender = browser("rav.front")
    page = content(sender, reverse("referrals:outcome", args=[case]))
    assert "The referral is accepted" in page
    assert "I have read it" in page
    sent(sender, "outcome", case)
    assert "I have read it" not in content(sender, reverse("referrals:outcome", args=[case]))
    assert browser("smz.contact").get(reverse("referrals:outcome", args=[case])).status_code == 200


def test_accepting_without_a_second_institution_needs_a_reason() -> None:
    case = dossier("forwarded")
    client = browser("regional")
    page = refused(client, "triage", case, action="accept", version=4, form="round_table")
    assert "No second institution takes part." in page
    given = {"action": "accept", "version": 4, "form": "assessment", "admitted_reason": "second_expected"}
    sent(client, "triage", case, **given)
    assert "Second institution imminent" in content(client, reverse("referrals:outcome", args=[case]))


def test_a_partner_without_consent_is_not_offered() -> None:
    case = dossier("forwarded", without=("IV",))
    page = content(browser("regional"), reverse("referrals:triage", args=[case]))
    assert "no consent yet" in page
    given = {"action": "accept", "version": 4, "form": "round_table", "partners": [institution("IV").id]}
    assert "Select a valid choice" in refused(browser("regional"), "triage", case, **given)


def test_a_question_goes_back_and_the_answer_comes_again() -> None:
    case = dossier("forwarded")
    assert "This field is required." in refused(browser("regional"), "triage", case, action="ask", version=4)
    sent(browser("regional"), "triage", case, action="ask", version=4, question="Which doctor treats her?")
    contact = browser("rav.contact")
    assert "Which doctor treats her?" in content(contact, reverse("referrals:edit", args=[case]))
    sent(contact, "forward", case, version=seen(Referral).version)
    assert seen(Case).stage == "forwarded"


def test_after_a_question_the_region_that_was_chosen_stays_chosen() -> None:
    case = dossier("forwarded")
    chosen = seen(Case).region_id
    sent(browser("regional"), "triage", case, action="ask", version=4, question="Where does she live?")
    with act("rav.contact", clock.today()) as actor, transaction.atomic():
        person = correct_identity(
            actor=actor, dossier_id=case, expected_version=1, changes={"commune": "Nowhere", "town": "Nowhere"}
        )
    assert person.commune == "Nowhere"
    page = content(browser("rav.contact"), reverse("referrals:forward", args=[case]))
    assert f'value="{chosen}" selected' in page


def test_a_return_needs_reason_and_advice_and_is_learnt_by_the_sender() -> None:
    case = dossier("forwarded")
    client = browser("regional")
    page = refused(client, "triage", case, action="return", version=4)
    assert "Why is it returned?: This field is required." in page
    assert "What do you advise?: This field is required." in page
    advice = "Talk to the social service first."
    sent(client, "triage", case, action="return", version=4, reason="network_enough", advice=advice)
    page = content(browser("rav.front"), reverse("referrals:outcome", args=[case]))
    assert "A bilateral agreement is enough" in page
    assert advice in page


def test_a_return_by_telephone_takes_the_reason_alone() -> None:
    case = dossier("forwarded")
    sent(browser("regional"), "triage", case, action="phone", version=4, reason="health_first")
    assert seen(Referral).by_telephone
    assert "by telephone" in content(browser("rav.front"), reverse("referrals:outcome", args=[case]))


def test_a_referral_is_decided_once() -> None:
    case = dossier("forwarded")
    client = browser("regional")
    stale = refused(client, "triage", case, action="phone", version=1, reason="health_first")
    assert "Somebody else has saved in the meantime" in stale
    sent(client, "triage", case, action="phone", version=4, reason="health_first")
    led = sent(client, "triage", case, action="phone", version=4, reason="health_first")
    assert led == reverse("referrals:outcome", args=[case])


def test_text_typed_before_the_session_expired_comes_back_to_its_form() -> None:
    case = dossier("forwarded")
    user = membership("regional").user
    user.set_password(PASSWORD)
    user.save()
    client, address = browser("regional"), reverse("referrals:triage", args=[case])
    key = content(client, address).split('name="submission" value="', 1)[1].split('"', 1)[0]
    client.logout()
    typed = {"submission": key, "action": "ask", "version": 4, "question": "Since when is she in treatment?"}
    late = client.post(address, typed)
    assert late.status_code == 403
    kept = late.content.decode().split('name="kept" value="')[1].split('"')[0]
    client.post("/account/login/", {"login": user.email, "password": PASSWORD, "kept": kept, "next": address})
    assert "Since when is she in treatment?" in content(client, address)


@pytest.mark.parametrize(("who", "status"), [("rav.contact", 403), ("smz.contact", 404), ("regional.other", 404)])
def test_only_the_coordination_decides(who: str, status: int) -> None:
    case = dossier("forwarded")
    address = reverse("referrals:triage", args=[case])
    assert browser(who).get(address).status_code == status
    answer = {"action": "phone", "version": 4, "reason": "health_first"}
    assert browser(who).post(address, answer).status_code == status
    assert seen(Case).stage == "forwarded"


def session(**changes: Any) -> dict[str, Any]:
    rav = f"{institution('RAV').id}-{membership('rav.contact').id}"
    usual = {
        "kind": "round_table",
        "held_on": clock.today().isoformat(),
        "participants": [rav, f"{institution('SMZ').id}-"],
        "person_present": "on",
        "outcome": "case_management",
        "resource_work": "Trained clerk",
        "obstacle_work": "Two years' gap",
        "estimate_work": "3",
        "possibility_work": "Training on the job",
    }
    return usual | changes


def test_the_session_is_recorded_in_one_form() -> None:
    case = dossier("accepted")
    client = browser("regional")
    assert "SMZ Test: somebody else" in content(client, reverse("referrals:session", args=[case]))
    sent(client, "session", case, **session())
    assert seen(Case).stage == "decided"
    assert seen(SessionResult).outcome == "case_management"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"participants": []}, "Who was there?: This field is required."),
        ({"outcome": ""}, "What was decided?: This field is required."),
        ({"held_on": "2999-01-01"}, "This day lies in the future"),
        ({"estimate_work": "9"}, "Select a valid choice"),
    ],
)
def test_a_session_that_lacks_something_says_so_and_keeps_the_sheet(changes: dict[str, Any], words: str) -> None:
    case = dossier("accepted")
    page = refused(browser("regional"), "session", case, **session(**changes))
    assert words in page
    assert "Training on the job" in page


def test_without_a_session_nobody_is_named() -> None:
    case = dossier("accepted")
    client = browser("regional")
    page = content(client, reverse("referrals:assign", args=[case]))
    assert "Case management starts from the result of a round table or an assessment." in page
    assert browser("rav.contact").get(reverse("referrals:assign", args=[case])).status_code == 403


def test_case_manager_and_deputy_are_named_from_the_institutions_that_take_part() -> None:
    case = dossier("decided")
    client = browser("regional")
    page = content(client, reverse("referrals:assign", args=[case]))
    assert "smz.contact Test" in page
    assert "smz.front Test" not in page
    day = clock.today().isoformat()
    manager, deputy = membership("smz.contact").id, membership("rav.contact").id
    given = {"action": "name", "named_on": day, "membership": manager, "deputy": deputy}
    sent(client, "assign", case, **given)
    held = seen(Case)
    assert (held.stage, held.case_manager_id, held.deputy_id) == ("assigned", manager, deputy)


@pytest.mark.parametrize("who", ["smz.front", "regional"])
def test_a_case_manager_is_always_a_contact_person(who: str) -> None:
    case = dossier("decided")
    given = {"action": "name", "named_on": clock.today().isoformat(), "membership": membership(who).id}
    assert "Select a valid choice" in refused(browser("regional"), "assign", case, **given)


def test_who_names_compares_how_many_open_cases_each_manages() -> None:
    dossier("assigned")
    page = content(browser("regional"), reverse("referrals:assign", args=[dossier("decided")]))
    assert "manages 1 open case" in page
    assert "manages 0 open cases" in page


def test_a_hand_over_needs_its_reason_and_stays_visible() -> None:
    case = dossier("assigned")
    client, day = browser("regional"), clock.today().isoformat()
    given = {"action": "change", "named_on": day, "membership": membership("iv.contact").id}
    assert "Why?: This field is required." in refused(client, "assign", case, **given)
    reason = canton_values("ZZ").reassignment_reasons[0].code
    sent(client, "assign", case, **given, reason=reason)
    assert seen(Case).case_manager_id == membership("iv.contact").id
    assert "smz.contact Test" in content(client, reverse("referrals:assign", args=[case]))
    sent(client, "assign", case, action="deputy", named_on=day, membership=membership("rav.contact2").id, reason=reason)
    assert seen(Case).deputy_id == membership("rav.contact2").id


@pytest.mark.parametrize(
    ("page", "stage", "who", "most"),
    [("edit", "begun", "rav.contact", 22), ("forward", "begun", "rav.contact", 20),
     ("triage", "forwarded", "regional", 22), ("outcome", "accepted", "rav.front", 15),
     ("session", "accepted", "regional", 15), ("assign", "decided", "regional", 13)],
)  # fmt: skip
def test_pages_ask_few_questions(page: str, stage: str, who: str, most: int) -> None:
    asked = questions(browser(who), reverse(f"referrals:{page}", args=[dossier(stage)]))
    assert len(asked) <= most, "\n".join([str(len(asked)), *asked])


def test_inbox_and_check_ask_at_most_ten_questions() -> None:
    dossier("forwarded")
    assert len(questions(browser("regional"), reverse("referrals:inbox"))) <= 10
    front = browser("rav.front")
    assert len(questions(front, front.post(reverse("referrals:check"), {"q": "zum"}).headers["Location"])) <= 10
