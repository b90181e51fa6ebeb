"""Every page that every role reaches answers, in its own language, without a code, a gap or a dead link."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from ciiz.domain.cases.enums import SessionOutcome
from ciiz.domain.organisations.models import User
from ciiz.foundation.invitations import invitation_token
from ciiz.journeys import transfer
from ciiz.journeys.intake import receive
from ciiz.web.shell import sought
from tests.harness.crawling import Crawl, faults
from tests.journeys import plan_scene, scene
from tests.worlds import TODAY, become, institution, membership

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
SPREADSHEET = "Name;Vorname;Geb.datum;Institution;Hobby\nZum;Anna;3.2.1980;RAV;x\nZum;Ida;31.2.80;RAV;y\nZum;Urs;;SMZ;"
"""A referral, two rows that are none, and a column that nobody knows."""


NOT_OPENED = {
    "account_entry": "the own entry in the directory is tested with its list",
    "account_inactive": "only somebody whose account was switched off is sent there",
    "account_logout": "ends the session",
    "account_reset_password_from_key": "needs the link of a message",
    "account_signup": "closed: nobody signs up",
    "administration_again": "a button",
    "administration_end": "a button",
    "administration_network": "needs a network",
    "administration_network_remove": "a button",
    "administration_entry": "needs somebody whose entry another keeps",
    "cases:read": "a button",
    "cases:view_remove": "a button",
    "cases:view_rename": "a button",
    "cases:views": "linked from the list once a view is saved",
    "closing:coaching": "needs a tandem coaching",
    "consent:form": "a file",
    "consent:sign": "needs a consent that is not signed yet",
    "documents:annul": "a button",
    "documents:download": "a file",
    "imports:drop": "a button",
    "imports:go_on": "a button",
    "mfa_authenticate": "needs a password given just before",
    "mfa_deactivate_totp": "needs an app that was set up",
    "mfa_download_recovery_codes": "a file",
    "mfa_generate_recovery_codes": "needs an app that was set up",
    "mfa_reauthenticate": "needs an app that was set up",
    "mfa_view_recovery_codes": "needs an app that was set up",
    "persons:match": "needs the same number in two cases, which the worker finds",
    "persons:registration": "needs a registration",
    "plans:goal_end": "a button",
    "plans:measure_end": "a button",
    "plans:order": "needs an order that was placed",
    "processes:drawing": "a picture inside a page",
    "set_language": "a button",
}
"""Addresses that no reader of these cases opens, and why; every other one is seen."""


def cases_at_every_stage() -> dict[str, list[str]]:
    """One case at each stage, as the right people brought it there; per role, addresses to begin with besides "/".

    Of each kind of page few are opened: without these it would be those of cases where there is little to see.
    """
    begun = scene.begun()
    scene.forwarded()
    scene.accepted()
    scene.decided()
    scene.decided(outcome=SessionOutcome.BILATERAL)
    scene.assigned(TODAY - timedelta(days=60))
    drafted = plan_scene.drafted()
    plan_scene.signed()
    running = plan_scene.running()
    scene.reported()
    scene.closed()
    brought = receive.receive(actor=become("rav.contact"), file_name="2026.csv", content=SPREADSHEET.encode())
    asked = transfer.propose(
        actor=become("smz.contact"), dossier_id=running, receiver_id=institution("IV").id, on=TODAY
    )
    return {
        "rav.contact": [
            reverse("referrals:forward", args=[begun]),
            reverse("imports:show", args=[brought.id]),
            sought.address(reverse("search"), membership("rav.contact").user_id, "zum"),
        ],
        "smz.contact": [
            reverse("plans:edit", args=[drafted]),
            reverse("plans:rhythm", args=[drafted]),
            reverse("plans:goal_new", args=[drafted]),
            *(
                reverse(f"plans:{name}", args=[running])
                for name in ("show", "compare", "copy", "decide_change", "decide_finish", "progress")
            ),
            reverse("closing:answer", args=[asked.id]),
            reverse("role"),
            reverse("account_reauthenticate"),
        ],
    }


def without_session() -> list[str]:
    """Pages for people who are not signed in."""
    invited = invitation_token(membership("iv.contact").user)
    names = ("account_login", "account_reset_password", "account_reset_password_done")
    return [
        *map(reverse, (*names, "account_reset_password_from_key_done")),
        reverse("invitation", args=[invited]),
    ]


def all_addresses() -> set[str]:
    """The names of all addresses."""

    def walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            elif entry.name:
                yield f"{prefix}{entry.name}"

    return set(walk(get_resolver()))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_every_role_finds_every_page_in_its_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(User, "has_usable_password", lambda user: True)
    starts = cases_at_every_stage()
    complaints: list[str] = []
    seen: set[str] = set()
    for name in ROLES:
        client = Client(headers={"accept-language": language}, raise_request_exception=False)
        client.force_login(membership(name).user)
        crawl = Crawl(client, language, WRITTEN, per_pattern=2 if language == "de" else 1)
        crawl.run(*starts.get(name, []), "/")
        complaints += [f"{name} {line}" for line in crawl.complaints]
        seen.update(crawl.seen)
        assert crawl.seen["start"] > 0
    nobody = Client(headers={"accept-language": language}, raise_request_exception=False)
    crawl = Crawl(nobody, language, WRITTEN).run(*without_session())
    complaints += [f"nobody {line}" for line in crawl.complaints]
    seen.update(crawl.seen)
    assert not complaints, "\n".join(complaints)
    assert all_addresses() - seen == set(NOT_OPENED)


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
