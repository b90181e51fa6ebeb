"""Every page that every role reaches answers, in its own language, without a code, a gap or a dead link."""

from datetime import timedelta

import pytest
from django.test import Client

from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.organisations.models import User
from tests.harness.crawling import Crawl, faults
from tests.journeys import plan_scene, scene
from tests.worlds import TODAY, membership

ROLES = (
    "rav.front",
    "rav.contact",
    "smz.contact",
    "iv.contact",
    "regional",
    "thematic",
    "secretariat",
    "officer",
    "legal",
    "steering",
    "national",
)
WRITTEN = (
    "Back to work after two years.",
    "Back pain.",
    "Training on the job",
    "Pain therapy",
    "Trained clerk",
    "Gap",
    "Work in an office again",
    "IV work",
    "RAV work",
    "IV health",
    "Works as a clerk again.",
    "RAV Test",
    "SMZ Test",
    "IV Test",
    "IIZ Test",
    "upper",
    "centre",
    "youth",
)
"""What people wrote in the scenes, and the names of the small canton."""


def cases_at_every_stage() -> None:
    """One case at each stage, as the right people brought it there."""
    scene.begun()
    scene.forwarded()
    scene.accepted()
    scene.decided()
    scene.decided(outcome=SessionOutcome.BILATERAL)
    scene.assigned(TODAY - timedelta(days=60))
    plan_scene.drafted()
    plan_scene.signed()
    plan_scene.running()
    scene.reported()
    scene.closed()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_role_finds_every_page_in_its_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "has_usable_password", lambda user: True)
    cases_at_every_stage()
    complaints: list[str] = []
    for name in ROLES:
        client = Client(headers={"accept-language": language}, raise_request_exception=False)
        client.force_login(membership(name).user)
        crawl = Crawl(client, language, WRITTEN, per_pattern=2 if language == "de" else 1).run("/")
        complaints += [f"{name} {line}" for line in crawl.complaints]
        assert crawl.seen["start"] > 0
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<p>Draw up the plan</p>", "catalogue en"),
        ("<p>case_referred</p>", "case_referred"),
        ("<p>Datum: None</p>", "None"),
        ('<input placeholder="{{ name }}">', "{{"),
        ("<p>Sie ist nicht offen und nicht für uns</p>", "reads like de"),
    ],
)
def test_what_a_reader_stumbles_over_is_named(body: str, complaint: str) -> None:
    found = list(faults(f"<html lang='fr'><body>{body}</body></html>", "fr"))
    assert any(complaint in line for line in found)


def test_texts_marked_as_another_language_are_not_suspected() -> None:
    html = "<html lang='fr'><body><span lang='de'>Sie ist nicht offen und nicht für uns</span></body></html>"
    assert list(faults(html, "fr")) == []
