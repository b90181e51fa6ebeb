"""The same AHV number in two cases, on the pages of the coordination."""

from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from ciiz.domain.access.public import enter_system
from ciiz.domain.persons.models import Match
from ciiz.domain.persons.public import matching
from ciiz.foundation import clock
from ciiz.foundation.postgres.roles import APP, WORKER
from ciiz.journeys import compare
from tests.jobs.periodic.test_matches import FIRST, SECOND, looked_after
from tests.web.browsers import browser, text
from tests.worlds import act

pytestmark = pytest.mark.django_db(transaction=True)


def found(*regions: str) -> tuple[Match, list[UUID]]:
    """A match between two cases in the care of these regions."""
    from django.db import transaction

    dossiers = [looked_after(region, who) for region, who in zip(regions, [FIRST, SECOND], strict=True)]
    connection.close()
    connection.settings_dict["USER"] = WORKER
    with transaction.atomic():
        actor = enter_system(purpose="deadlines", today=clock.today())
        for pair in matching(actor):
            compare.found(actor=actor, pair=pair)
    connection.close()
    connection.settings_dict["USER"] = APP
    with act("officer", clock.today()):
        return Match.objects.get(), dossiers


def test_the_coordination_compares_both_cases_and_links_them() -> None:
    match, (one, two) = found("regional", "regional")
    client = browser("regional")
    address = reverse("persons:match", args=[match.id])
    assert address in text(client.get(reverse("start")))
    page = text(client.get(address))
    assert "Zumtest Anna Maria" in page
    assert "756.••••.••••.85" in page
    assert "9217" not in page
    assert client.post(address, {"version": 1}).status_code == 422
    assert client.post(address, {"version": 1, "outcome": "same"}).status_code == 302
    assert address not in text(client.get(reverse("start")))
    for dossier_id in (one, two):
        assert "The same person has another case" in text(client.get(reverse("persons:person", args=[dossier_id])))
        assert "Cases with the same AHV number compared" in text(
            client.get(reverse("cases:history", args=[dossier_id]))
        )
    contact = browser("rav.contact")
    assert "another case" not in text(contact.get(reverse("persons:person", args=[one])))
    assert "AHV number" not in text(contact.get(reverse("cases:history", args=[one])))


def test_of_another_region_only_its_coordination_is_shown() -> None:
    match, _ = found("regional", "regional.other")
    page = text(browser("regional").get(reverse("persons:match", args=[match.id])))
    assert page.count("Zumtest") == 1 or "Anna Maria" not in page
    assert "regional.other@test.example" in page


def test_for_everybody_else_there_is_no_such_page() -> None:
    match, _ = found("regional", "regional")
    address = reverse("persons:match", args=[match.id])
    for name in ("rav.front", "rav.contact", "smz.contact", "regional.other", "steering"):
        assert browser(name).get(address).status_code == 404, name
