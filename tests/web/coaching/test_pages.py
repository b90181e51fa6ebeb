"""The coaching by pages: from the registration to the closing, what goes into AVAM, and the mail to the office."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ciiz.domain.cases.enums import SessionOutcome, Stage
from ciiz.domain.cases.public import case
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import message
from tests.journeys import scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db(transaction=True)

RAV, SMZ = "rav.contact", "smz.contact"
FORMS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("register", {"registered": "now"}),
    ("prepare-talk", {}),
    ("hold-talk", {"text": "Wants to work with animals"}),
    ("evaluate", {"goals": "Half a day of work a week", "evaluates": "yes"}),
    ("set-up-measure", {"payer": "social_service", "agreed": "on"}),
    ("hand-back", {"text": "Able to work half-time"}),
    ("define-plan", {"text": "Apply to three farms"}),
    ("talk", {"text": "Two applications written"}),
    ("decide-result", {"result": "integrated"}),
    ("follow-up", {"needed": "no", "text": ""}),
)


def begun() -> UUID:
    """A round table has decided on a coaching."""
    with transaction.atomic():
        return scene.decided(outcome=SessionOutcome.COACHING)


def taken(until: str) -> str:
    """Address of a coaching that waits at a step; the halves of the tandem have taken turns."""
    address = f"/cases/{begun()}/"
    for place, (name, data) in enumerate(FORMS):
        if name == until:
            break
        post(browser((RAV, SMZ)[place % 2]), f"{address}coaching/step/{name}/", on=TODAY, **data)
    return address


def version(client: Client, address: str) -> str:
    """The version of the case that a form shows."""
    found = re.search(r'name="version" value="(\d+)"', text(client.get(address)))
    assert found
    return found[1]


def test_a_tandem_takes_a_coaching_to_its_end_by_pages() -> None:
    address = taken("")
    said: dict[str, Any] = {"exit_reason": "integrated", "actual_end": TODAY, "decided_on": TODAY, "note_work": "Works"}
    post(browser(SMZ), f"{address}report/", **said)
    asking, closing = browser(RAV), browser("regional")
    seen: dict[str, Any] = {"version": version(asking, f"{address}close/"), "network_informed_on": TODAY}
    post(asking, f"{address}close/", **seen, on=TODAY)
    seen["version"] = version(closing, f"{address}close/")
    post(closing, f"{address}close/", **seen, on=TODAY, letter_on=TODAY)
    with transaction.atomic():
        assert case(become("regional"), UUID(address.split("/")[2])).stage == Stage.CLOSED


def test_the_integration_is_mailed_to_office_and_coordination_without_a_name() -> None:
    address = taken("follow-up")
    with transaction.atomic():
        sent = {mail.recipient_id: mail for mail in Mail.objects.filter(kind="coaching_integrated")}
        assert {membership(name).user_id for name in ("regional", "officer")} <= sent.keys()
        coordinator = membership("regional").user
        written = message(sent[coordinator.id], coordinator)
    assert address in written.body
    assert "Zumtest" not in f"{written.subject}{written.body}"


def test_the_keyword_and_the_minutes_are_texts_to_copy() -> None:
    register = f"/cases/{begun()}/coaching/step/register/"
    assert "IIZ GES-BMAG" in text(browser(RAV).get(register))
    address = taken("talk")
    for who in (RAV, SMZ):
        shown = text(browser(who).get(f"{address}coaching/minutes/"))
        assert "Apply to three farms" in shown
        assert "Half a day of work a week" in shown
    assert browser("iv.front").get(f"{address}coaching/minutes/").status_code in (403, 404)


def test_a_form_of_another_step_leads_nowhere_and_what_was_written_stays() -> None:
    address = taken("hold-talk")
    client = browser(RAV)
    assert client.get(f"{address}coaching/", follow=True).redirect_chain[-1][0].endswith("/hold-talk/")
    answer = client.post(f"{address}coaching/step/define-plan/", {"on": TODAY, "text": "Too early"})
    assert answer.status_code in (400, 409, 422)
    assert "Too early" in answer.content.decode()


def test_the_measure_without_agreement_is_refused_at_its_field() -> None:
    address = taken("set-up-measure")
    page = f"{address}coaching/step/set-up-measure/"
    told = post(browser(RAV), page, expect=422, on=TODAY, payer="social_service")
    assert "ask the person first" in told


def test_who_does_not_take_part_finds_no_coaching() -> None:
    dossier_id = begun()
    for name in ("coaching:waiting", "coaching:minutes"):
        assert browser("iv.front").get(reverse(name, args=[dossier_id])).status_code in (403, 404)
        assert browser("legal").get(reverse(name, args=[dossier_id])).status_code == 404
