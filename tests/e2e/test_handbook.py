"""The handbook in a browser: accessible, wide and narrow, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.web.processes.test_handbook import next_version
from tests.worlds import membership

from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "process": "/handbook/CII101/",
    "versions": "/handbook/CII101/versions/",
    "earlier": "/handbook/CII101/versions/1/",
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_is_accessible_and_fits_wide_and_narrow(browser_page: OpenPage, width: int) -> None:
    next_version()
    page = browser_page("fr", width, user=membership("rav.contact").user)
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        found[name] = (axe_findings(page), overflows(page))
        shoot(page, f"handbook-{name}-{width}")
    assert found == dict.fromkeys(PAGES, ([], False))


def test_without_javascript_the_drawing_is_seen_as_a_picture(browser_page: OpenPage) -> None:
    page = browser_page("de", NARROW, javascript=False, user=membership("rav.contact").user)
    page.goto("/handbook/CII101/")
    drawing = page.get_by_role("img", name="Zeichnung des Prozesses")
    expect(drawing).to_be_visible()
    shoot(page, "handbook-picture")
    box = drawing.bounding_box()
    assert box is not None
    assert 0 < box["height"] < box["width"] <= NARROW
