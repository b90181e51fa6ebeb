"""Plan and closing in a browser: accessible, wide and narrow, without JavaScript."""

from uuid import UUID

import pytest
from django.db import transaction

from ciiz.domain.plans.public import view
from ciiz.foundation import clock

from ..journeys import plan_scene, scene
from ..worlds import become, membership
from .conftest import NARROW, WIDE, OpenPage, axe_findings, overflows, shoot

pytestmark = pytest.mark.django_db(transaction=True)
DRAFT = {"edit": "plan/edit/", "sign": "plan/sign/", "print": ""}
RUNNING = {
    "plan": "plan/",
    "compare": "plan/compare/",
    "log": "plan/log/",
    "stock-taking": "plan/stock-taking/",
    "change": "plan/change/",
    "order": "plan/orders/new/",
    "hand-over": "hand-over/",
    "break-off": "break-off/",
}
ENDING = {"report": "report/", "close": "close/"}


@pytest.mark.parametrize(("language", "width"), [("de", WIDE), ("fr", NARROW)])
@pytest.mark.parametrize(("stage", "pages"), [("drafted", DRAFT), ("running", RUNNING), ("reported", ENDING)])
def test_pages_are_accessible_and_fit(
    browser_page: OpenPage, stage: str, pages: dict[str, str], language: str, width: int
) -> None:
    with transaction.atomic():
        dossier: UUID = getattr(scene if stage == "reported" else plan_scene, stage)()
        addresses = {name: f"/cases/{dossier}/{path}" for name, path in pages.items() if path}
        if stage == "drafted":
            plan = view(become("smz.contact", clock.today()), dossier)
            assert plan is not None
            addresses["measure"] = f"/measures/{plan.measures[0].id}/"
    page = browser_page(language, width, javascript=False, user=membership("smz.contact").user)
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, name
        shoot(page, f"plan-{name}-{language}-{width}")
        assert not overflows(page), name
    with_script = browser_page(language, width, user=membership("smz.contact").user)
    for name, address in addresses.items():
        with_script.goto(address)
        assert axe_findings(with_script) == [], name
