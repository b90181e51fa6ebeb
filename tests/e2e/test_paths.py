"""Paths in a browser: numbers at the drawing, accessible, wide and narrow."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.journeys import plan_scene, scene
from tests.worlds import membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {"overview": "/paths/", "process": "/paths/CII101/"}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    with transaction.atomic():
        for one in (scene.accepted, scene.closed, plan_scene.running):
            one()
    page = browser_page("fr", width, user=membership("officer").user)
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        if name == "process":
            expect(page.locator(".drawing .count")).to_have_text(["1", "1"])
        found[name] = (axe_findings(page), overflows(page))
        shoot(page, f"paths-{name}-{width}")
    assert found == dict.fromkeys(PAGES, ([], False))
