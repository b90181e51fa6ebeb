"""Every page that every role reaches answers, in its own language, without a code, a gap or a dead link."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from ciiz.domain.organisations.models import User
from tests.harness.crawling import Crawl, Said
from tests.harness.page import Reader
from tests.harness.wording import faults
from tests.worlds import PEOPLE, membership

from . import every_stage

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
    "Assess the capacity",
    "Certificate",
    "Running",
    "Work and health",
    "Work again",
    "Write the letters",
    "RAV Test",
    "SMZ Test",
    "IV Test",
    "IIZ Test",
    "upper",
    "centre",
    "youth",
    "Zumtest Anna Maria",
    *(f"{name} Test" for name in PEOPLE),
)
"""What people wrote in the scenes, and the names of the small canton."""

NOT_REACHED: dict[str, str] = {
    "cases:step": "where a step has no task of its own: tests/web/cases/test_step.py",
    "closing:coaching": "where a canton ends a coaching at once; that of the scenes draws it step by step",
    "processes:draft_save": "an editor of drawings sends to it: tests/web/processes/test_drafts.py",
    "waiting:calendar": "calendar programs ask for it: tests/web/waiting/test_calendar.py",
}
"""Addresses that no reader reaches, and why; every other one is opened, or its form is sent."""


def all_addresses() -> set[str]:
    """The names of all addresses."""

    def walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif entry.name:
                yield f"{prefix}{entry.name}"

    return set(walk(get_resolver()))


@pytest.mark.django_db(transaction=True)
def test_every_role_finds_every_page_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    invited = membership("iv.front").user
    monkeypatch.setattr(User, "has_usable_password", lambda user: user.id != invited.id)
    stages = every_stage.cases_at_every_stage()
    half, whole, security = every_stage.with_second_factor()
    stranger, outside = every_stage.nobody()
    said, crawls = Said(), {}
    for name in ROLES:
        client = Client(raise_request_exception=False)
        client.force_login(membership(name).user)
        crawls[name] = Crawl(client, WRITTEN, said=said).run(*stages.of(name))
        assert crawls[name].seen["start"] > 0
    crawls["with a second factor"] = Crawl(whole, WRITTEN, said=said, within="/account/").run(*security)
    crawls["without the code"] = Crawl(half, WRITTEN, said=said).run(reverse("mfa_authenticate"))
    for step, phone, addresses in every_stage.persons(stages):
        crawls[f"the person, {step}"] = Crawl(phone, WRITTEN, said=said, within="/my/").run(*addresses)
    crawls["nobody"] = Crawl(stranger, WRITTEN, said=said).run(*outside)
    complaints = [f"{name} {line}" for name, crawl in crawls.items() for line in crawl.complaints]
    assert not complaints, "\n".join(complaints)
    reached = {name for crawl in crawls.values() for name in (*crawl.seen, *crawl.sent)}
    missing = sorted((all_addresses() - reached) ^ set(NOT_REACHED))
    assert not missing, f"not reached, or reached in spite of the list: {missing}"


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
    found = list(faults(Reader(f"<html lang='fr'><body>{body}</body></html>"), "fr"))
    assert any(complaint in line for line in found)


def test_texts_marked_as_another_language_are_not_suspected() -> None:
    html = "<html lang='fr'><body><span lang='de'>Sie ist nicht offen und nicht für uns</span></body></html>"
    assert list(faults(Reader(html), "fr")) == []
