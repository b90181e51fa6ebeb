"""A network spans cantons: whoever works on a case from another canton works by the values of the case's canton."""

import json
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.urls import reverse
from pypdf import PdfReader

from ciiz.domain.access.public import canton_of, leave
from ciiz.domain.cases.enums import Occasion
from ciiz.domain.consent.models import Consent
from ciiz.domain.journal.public import entries
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.models import Canton, CooperationNetwork, Institution
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.organisations.values import digest
from ciiz.domain.plans.public import view
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.journeys import assign, refer
from ciiz.journeys.coverage import office_of
from tests.journeys import plan_scene, scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
ELSEWHERE = [{"code": "elsewhere", "name": dict.fromkeys(("de", "fr", "it", "en"), "Only said in the other canton")}]
LISTS = ("return_reasons", "admission_reasons", "reassignment_reasons", "decline_reasons", "plan_events")


@pytest.fixture(autouse=True)
def network() -> None:
    """SMZ and IV, in a network with RAV, belong to another canton with other values, without office and processes."""
    values = Canton.objects.get(code="ZZ").values
    values |= {"code": "YY", "dispositifs": ["SH"]} | dict.fromkeys(LISTS, ELSEWHERE)
    values["acceptance"] |= {"decides": ["officer"]}
    values["consent"] |= {"default_months": 3, "longest_months": 4}
    values["letter_head"] |= {"office": dict.fromkeys(("de", "fr", "it", "en"), "Office of the other canton")}
    for one in values["criteria"]:
        one["criteria"] = [{**criterion, "code": f"yy_{criterion['code']}"} for criterion in one["criteria"]]
    leave()
    with connection.cursor() as cursor:
        name = json.dumps(TranslatedText.same("The other canton"))
        cursor.execute(
            "SELECT shortcuts.canton('YY', %s::jsonb, %s::jsonb, %s)", [name, json.dumps(values), digest(values)]
        )
    partners = Institution.objects.filter(code__in=("SMZ", "IV"))
    partners.update(canton="YY", region=None)
    both = CooperationNetwork.objects.create(name=TranslatedText.same("Both sides"))
    both.institutions.set([*partners, institution("RAV")])
    assert canton_values("YY").consent.default_months == 3
    with pytest.raises(NotFound):
        office_of("YY")


@pytest.fixture
def dossier() -> UUID:
    """A signed plan: `smz.contact` of the other canton manages the case, `iv.contact` has a part in it."""
    return plan_scene.signed()


def months_on(start: date, months: int) -> date:
    month = start.month - 1 + months
    return start.replace(year=start.year + month // 12, month=month % 12 + 1)


def test_a_case_manager_of_another_canton_renews_the_consent_by_the_rules_of_the_case(dossier: UUID) -> None:
    manager = browser("smz.contact")
    page = text(manager.get(reverse("consent:new", args=[dossier])))
    assert "IIZ Test" in page
    assert (months_on(TODAY, 12) - timedelta(days=1)).isoformat() in page
    parties = [institution(code).id for code in ("RAV", "SMZ", "IIZ")]
    terms: dict[str, Any] = {
        "receivers": parties,
        "givers": parties,
        "categories": ["work"],
        "purposes": ["coordination"],
        "recurrence": "recurring",
        "onward": "no",
        "valid_from": TODAY,
        "until": TODAY + timedelta(days=300),
        "language": "de",
    }
    post(manager, reverse("consent:new", args=[dossier]), **terms)
    become("smz.contact")
    kept = Consent.objects.get(signed_on__isnull=True)
    printed = PdfReader(BytesIO(manager.get(reverse("consent:form", args=[kept.id])).content)).pages[0].extract_text()
    assert "IIZ-Büro Montsolaz (erfunden)" in printed
    former = Consent.objects.get(signed_on__isnull=False)
    renewed = reverse("consent:renew", args=[former.id])
    assert (months_on(TODAY, 12) - timedelta(days=1)).isoformat() in text(manager.get(renewed))
    post(manager, renewed, **terms, signed_on=TODAY)


def test_a_partner_of_another_canton_accepts_its_part_writes_the_journal_and_sees_its_tasks(dossier: UUID) -> None:
    partner = browser("iv.contact")
    assert reverse("plans:part", args=[dossier]) in text(partner.get("/"))
    found = view(become("iv.contact"), dossier)
    assert found is not None
    post(partner, reverse("plans:part", args=[dossier]), answer="yes", version=found.plan.version)
    assert reverse("plans:part", args=[dossier]) not in text(partner.get("/"))
    plan_scene.validate(dossier)
    manager = browser("smz.contact")
    said: dict[str, Any] = {"kind": "talk", "occurred_on": TODAY, "category": "work", "visibility": "team"}
    post(manager, reverse("plans:log", args=[dossier]), **said, text="He wants to work at night.")
    assert [one.text for one in entries(become("iv.contact"), dossier)] == ["He wants to work at night."]


def test_reasons_and_lists_are_those_of_the_case(dossier: UUID) -> None:
    usual = canton_values("ZZ")
    assign.change_case_manager(
        actor=become("regional"),
        dossier_id=dossier,
        membership_id=membership("iv.contact").id,
        named_on=TODAY,
        reason="lead_changed",
    )
    manager = browser("iv.contact")
    reason = str(next(one for one in usual.reassignment_reasons if one.code == "lead_changed"))
    for page in ("cases:case", "cases:history"):
        assert reason in text(manager.get(reverse(page, args=[dossier])))
    registers = text(manager.get(reverse("persons:register", args=[dossier])))
    assert 'value="ALV"' in registers
    assert "RAV Test" in registers
    event = text(manager.get(reverse("plans:event", args=[dossier])))
    assert 'value="health"' in event
    assert "elsewhere" not in event
    for page in ("closing:hand_over", "closing:leave", "persons:person", "consent:list"):
        shown = manager.get(reverse(page, args=[dossier]))
        assert shown.status_code in (200, 403), page
        assert "Only said in the other canton" not in shown.content.decode()
    assert "RAV Test" in text(manager.get(reverse("closing:hand_over", args=[dossier])))


def test_the_coordination_names_somebody_of_another_canton_and_hands_over_to_one(dossier: UUID) -> None:
    coordinator = browser("regional")
    assert "iv.contact" in text(coordinator.get(reverse("referrals:assign", args=[dossier])))
    assert "IV Test" in text(coordinator.get(reverse("closing:hand_over", args=[dossier])))


def test_what_affects_the_plan_moves_the_start_page_of_another_canton_in_words(dossier: UUID) -> None:
    post(browser("iv.contact"), reverse("plans:event", args=[dossier]), what="health", on=TODAY)
    reason = str(next(one for one in canton_values("ZZ").plan_events if one.code == "health"))
    assert reason in text(browser("smz.contact").get(reverse("cases:history", args=[dossier])))
    assert reason in text(browser("smz.contact").get("/"))


def test_an_earlier_check_is_gone_on_with_by_the_criteria_of_its_canton() -> None:
    with transaction.atomic():
        before = refer.check(
            actor=become("rav.contact", scene.START),
            on=scene.START,
            occasion=Occasion.MANDATE,
            criteria=scene.criteria(),
            indicated=CaseForm.NONE,
            identity=scene.IDENTITY,
        )
    leave()
    Institution.objects.filter(code="RAV").update(canton="YY", region=None)
    actor = become("rav.contact")
    assert (actor.canton, canton_of(actor, before.dossier_id)) == ("YY", "ZZ")
    again = browser("rav.contact").get(f"{reverse('referrals:check')}?person={before.dossier_id}")
    assert "yy_" not in text(again)
    refer.check(
        actor=become("rav.contact"),
        on=TODAY,
        occasion=Occasion.CHANGE,
        criteria=scene.criteria(),
        indicated=CaseForm.ROUND_TABLE,
        dossier_id=before.dossier_id,
    )
    for page in ("referrals:edit", "referrals:forward"):
        shown = text(browser("rav.contact").get(reverse(page, args=[before.dossier_id])))
        assert "IIZ Test" in shown or page == "referrals:edit"


def test_the_inbox_leads_those_who_decide_in_the_canton_of_the_referral_to_the_decision() -> None:
    with transaction.atomic():
        waiting = scene.forwarded()
    leave()
    Institution.objects.filter(code="IIZ").update(canton="YY")
    assert become("officer").canton == "YY"
    triage = reverse("referrals:triage", args=[waiting])
    inbox = reverse("referrals:inbox")
    assert triage in text(browser("regional").get(inbox))
    assert triage not in text(browser("officer").get(inbox)), "the officer decides in the other canton only"
