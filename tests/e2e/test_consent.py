"""Person, consent and documents in a browser: accessible, wide and narrow, without JavaScript."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from playwright.sync_api import expect

from ciiz.domain.consent.models import Consent
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file
from ciiz.domain.persons.enums import Absence, Aspect, CapacityBasis
from ciiz.domain.persons.public import judge_capacity, register_with, state
from ciiz.foundation import clock

from ..journeys import scene
from ..worlds import become, membership
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGES = {
    "person": "/cases/{dossier}/person/",
    "identity": "/cases/{dossier}/person/identity/",
    "housing": "/cases/{dossier}/person/situation/housing/",
    "capacity": "/cases/{dossier}/person/capacity/",
    "register": "/cases/{dossier}/person/registrations/new/",
    "documents": "/cases/{dossier}/documents/",
    "add": "/cases/{dossier}/documents/add/",
    "consents": "/cases/{dossier}/consent/",
    "new": "/cases/{dossier}/consent/new/",
    "consent": "/consent/{consent}/",
    "renew": "/consent/{consent}/renew/",
    "withdraw": "/consent/{consent}/withdraw/",
}


def filled() -> tuple[UUID, UUID]:
    """A dossier with something on every page."""
    today = clock.today()
    with transaction.atomic():
        dossier = scene.begun(today)
        scene.consented(dossier, on=today, until=today + timedelta(days=90))
        actor = become("rav.contact", today)
        state(actor=actor, dossier_id=dossier, aspect=Aspect.HOUSING, noted_on=today, code="at_risk", text="Kündigung")
        state(actor=actor, dossier_id=dossier, aspect=Aspect.DEBTS, noted_on=today, absent=Absence.REFUSED)
        register_with(
            actor=actor,
            dossier_id=dossier,
            dispositif_id="ALV",
            institution_id=actor.institution_id,
            file_number="A-17",
            since=today,
            entitlement_until=today + timedelta(days=30),
        )
        judge_capacity(
            actor=actor, dossier_id=dossier, percent=60, judged_on=today, basis=CapacityBasis.TALK, starting_point=True
        )
        file(
            actor=actor,
            dossier_id=dossier,
            kind=DocumentKind.CV,
            title="Lebenslauf",
            file_name="cv.pdf",
            content=PDF,
            dated_on=today,
        )
        return dossier, Consent.objects.get().id


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    dossier, consent = filled()
    page = browser_page("de", width, user=membership("rav.contact").user)
    found = {}
    for name, address in PAGES.items():
        page.goto(address.format(dossier=dossier, consent=consent))
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        found[name] = (axe_findings(page), overflows(page))
        shoot(page, f"consent-{name}-{width}")
    assert found == dict.fromkeys(PAGES, ([], False))


def test_a_consent_is_recorded_and_withdrawn_without_javascript(browser_page: OpenPage, tmp_path: Path) -> None:
    with transaction.atomic():
        dossier = scene.begun(clock.today())
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    page = browser_page("en", NARROW, javascript=False, user=membership("rav.contact").user)
    page.goto(f"/cases/{dossier}/consent/")
    page.get_by_role("link", name="New consent").click()
    page.get_by_label("Signed on").fill(clock.today().isoformat())
    page.get_by_label("Signed copy").set_input_files(scan)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("The consent is in force.")
    expect(page.get_by_role("link", name="Signed copy")).to_be_visible()
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("by letter").check()
    page.get_by_role("button", name="Withdraw the consent").click()
    expect(page.get_by_role("status")).to_contain_text("from now on nothing of it is open")
