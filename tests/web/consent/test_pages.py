"""Consent by pages: new, print, sign, copy, renew, withdraw; what somebody may not see does not exist."""

import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from ciiz.domain.access.models import ConsentScope
from ciiz.domain.access.public import Category, open_by_statute
from ciiz.domain.consent.models import Consent
from ciiz.domain.persons import public as persons
from ciiz.foundation import clock
from ciiz.journeys import consent
from tests.journeys import scene
from tests.web.browsers import browser, text
from tests.worlds import act, become, institution

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def refused(response: Any) -> str:
    """The form again, with what is wrong."""
    assert response.status_code == 422, response.status_code
    return str(response.content.decode())


def entries(**changes: Any) -> dict[str, Any]:
    today = clock.today()
    usual = {
        "receivers": [institution(code).id for code in ("SMZ", "IIZ")],
        "givers": [institution("RAV").id],
        "categories": ["work"],
        "purposes": ["coordination"],
        "recurrence": "recurring",
        "onward": "no",
        "valid_from": today.isoformat(),
        "until": (today + timedelta(days=90)).isoformat(),
        "language": "it",
        "notice_version": "2026-1",
        "signed_on": "",
    }
    return usual | changes


def copy(content: bytes = PDF, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def dossier() -> UUID:
    return scene.begun(clock.today())


def only() -> Consent:
    become("rav.contact", clock.today())
    return Consent.objects.get()


def test_a_form_is_prepared_printed_signed_and_in_force(dossier: UUID) -> None:
    client = browser("rav.contact")
    page = text(client.get(reverse("consent:new", args=[dossier])))
    assert "Who gives and who receives data" in page
    assert "SMZ Test" in page
    answer = client.post(reverse("consent:new", args=[dossier]), entries())
    draft = only()
    assert answer.headers["Location"] == reverse("consent:show", args=[draft.id])
    assert "not signed yet" in text(client.get(answer.headers["Location"]))
    printed = client.get(reverse("consent:form", args=[draft.id]))
    assert printed.headers["Content-Type"] == "application/pdf"
    assert "sandbox" in printed.headers["Content-Security-Policy"]
    assert "Procura per lo scambio di dati" in PdfReader(io.BytesIO(printed.content)).pages[0].extract_text()
    text(client.get(reverse("consent:sign", args=[draft.id])))
    client.post(reverse("consent:sign", args=[draft.id]), {"signed_on": clock.today(), "copy": copy()})
    shown = text(client.get(reverse("consent:show", args=[draft.id])))
    assert "in force" in shown
    assert "Signed copy" in shown
    assert only().document_id is not None


def ticked(page: str, name: str) -> set[int]:
    """Institutions whose box is ticked."""
    boxes = re.findall(rf'<input type="checkbox" name="{name}" value="(\d+)"[^>]*? checked>', page)
    return {int(value) for value in boxes}


def test_a_new_form_ticks_those_whom_the_referral_names(dossier: UUID) -> None:
    page = text(browser("rav.contact").get(reverse("consent:new", args=[dossier])))
    named = {institution(code).id for code in ("RAV", "SMZ", "IV", "IIZ")}
    assert ticked(page, "receivers") == ticked(page, "givers") == named
    assert "named in the referral" in page
    assert '<details class="others">' not in page, "nobody else is there"


def test_where_the_person_is_registered_is_offered_but_not_ticked() -> None:
    with act("rav.contact", clock.today()) as actor:
        alone = consent.begin(actor=actor, identity={"family_name": "Vorher", "given_names": "Ada"})
        persons.register_with(actor=actor, dossier_id=alone, dispositif_id="IV", institution_id=institution("IV").id)
    page = text(browser("rav.contact").get(reverse("consent:new", args=[alone])))
    assert ticked(page, "receivers") == ticked(page, "givers") == {institution(code).id for code in ("RAV", "IIZ")}
    near, others = page.split('<details class="others">')
    assert "the person is registered there" in near
    assert f'id="party-{institution("IV").id}"' in near
    assert f'id="party-{institution("SMZ").id}"' in others


def test_what_a_refused_form_named_stays_in_sight() -> None:
    with act("rav.contact", clock.today()) as actor:
        alone = consent.begin(actor=actor, identity={"family_name": "Vorher", "given_names": "Ada"})
    page = refused(browser("rav.contact").post(reverse("consent:new", args=[alone]), entries(givers=[])))
    assert ticked(page, "receivers") == {institution(code).id for code in ("SMZ", "IIZ")}
    assert f'id="party-{institution("SMZ").id}"' in page.split('<details class="others">')[0]
    assert 'href="#id_givers"' in page
    assert page.count('id="id_givers"') == 1


def test_what_is_signed_already_is_recorded_at_once(dossier: UUID) -> None:
    client = browser("rav.contact")
    client.post(reverse("consent:new", args=[dossier]), entries(signed_on=clock.today().isoformat(), copy=copy()))
    assert only().signed_on == clock.today()
    listed = text(client.get(reverse("consent:list", args=[dossier])))
    assert "in force" in listed


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"receivers": []}, "This field is required."),
        ({"givers": []}, "Name at least one institution that gives data"),
        ({"until": "2020-01-01"}, "lies before its first day"),
        ({"signed_on": "2999-01-01"}, "lies in the future"),
        ({"valid_from": "2020-01-01", "until": "", "signed_on": "2026-01-01"}, "cannot begin before it is signed"),
    ],
)
def test_what_cannot_be_a_consent_is_said_at_its_field_and_nothing_is_kept(
    dossier: UUID, changes: dict[str, Any], words: str
) -> None:
    page = refused(browser("rav.contact").post(reverse("consent:new", args=[dossier]), entries(**changes)))
    assert words in page
    assert "2026-1" in page
    become("rav.contact", clock.today())
    assert not Consent.objects.exists()


def test_a_renamed_program_is_no_signed_copy(dossier: UUID) -> None:
    client = browser("rav.contact")
    bad = entries(signed_on=clock.today().isoformat(), copy=copy(b"MZ" + bytes(90)))
    assert "a program for Windows" in refused(client.post(reverse("consent:new", args=[dossier]), bad))
    become("rav.contact", clock.today())
    assert not Consent.objects.exists()


def test_the_copy_can_follow(dossier: UUID) -> None:
    client = browser("rav.contact")
    client.post(reverse("consent:new", args=[dossier]), entries(signed_on=clock.today().isoformat()))
    given = only()
    assert "The signed copy is missing." in text(client.get(reverse("consent:show", args=[given.id])))
    text(client.get(reverse("consent:copy", args=[given.id])))
    client.post(reverse("consent:copy", args=[given.id]), {"copy": copy()})
    again = client.post(reverse("consent:copy", args=[given.id]), {"copy": copy()})
    assert "attached already" in refused(again)


def test_a_consent_is_renewed_from_its_former_terms(dossier: UUID) -> None:
    client = browser("rav.contact")
    client.post(reverse("consent:new", args=[dossier]), entries(signed_on=clock.today().isoformat()))
    given = only()
    page = text(client.get(reverse("consent:renew", args=[given.id])))
    assert "2026-1" in page
    answer = client.post(
        reverse("consent:renew", args=[given.id]), entries(signed_on=clock.today().isoformat(), categories=["health"])
    )
    assert answer.status_code == 302
    become("rav.contact", clock.today())
    assert sorted(row.ending for row in Consent.objects.all()) == ["", "renewed"]


def test_a_withdrawal_asks_how_and_nothing_else(dossier: UUID) -> None:
    client = browser("rav.contact")
    client.post(reverse("consent:new", args=[dossier]), entries(signed_on=clock.today().isoformat()))
    given = only()
    assert "The case goes on" in text(client.get(reverse("consent:withdraw", args=[given.id])))
    client.post(reverse("consent:withdraw", args=[given.id]), {"how": "letter"})
    shown = text(client.get(reverse("consent:show", args=[given.id])))
    assert "withdrawn" in shown
    assert reverse("consent:renew", args=[given.id]) not in shown
    again = refused(client.post(reverse("consent:withdraw", args=[given.id]), {"how": "letter"}))
    assert "ended already" in again


@pytest.mark.parametrize("name", ["iv.contact", "regional.other", "steering"])
def test_for_outsiders_nothing_of_it_exists(dossier: UUID, name: str) -> None:
    inside = browser("rav.contact")
    inside.post(reverse("consent:new", args=[dossier]), entries(signed_on=clock.today().isoformat()))
    given = only()
    client = browser(name)
    for page in ("show", "form", "sign", "copy", "renew", "withdraw"):
        assert client.get(reverse(f"consent:{page}", args=[given.id])).status_code == 404
    for page in ("list", "new"):
        assert client.get(reverse(f"consent:{page}", args=[dossier])).status_code == 404
    assert client.post(reverse("consent:withdraw", args=[given.id]), {"how": "talk"}).status_code == 404
    assert only().ended_on is None


def test_a_consent_stands_before_a_case_and_the_check_takes_it_over() -> None:
    front = browser("rav.front")
    assert reverse("consent:person") in text(front.get(reverse("referrals:check")))
    who = {"family_name": "Vorher", "given_names": "Ada", "birth_date": "1990-01-02"}
    target = front.post(reverse("consent:person"), who).headers["Location"]
    dossier = UUID(target.split("/")[2])
    assert target == reverse("consent:new", args=[dossier])
    assert front.post(target, entries(signed_on=clock.today().isoformat())).status_code == 302
    assert "Vorher Ada" in text(front.get(reverse("consent:list", args=[dossier])))
    person = reverse("persons:person", args=[dossier])
    assert front.get(reverse("cases:case", args=[dossier])).headers["Location"] == person
    assert reverse("consent:list", args=[dossier]) in text(front.get(person))
    assert browser("smz.contact").get(person).status_code == 404, "whoever does not take part yet sees nothing"
    assert person in text(front.post(reverse("search"), {"q": "Vorher"}, follow=True))
    check = f"{reverse('referrals:check')}?person={dossier}"
    assert "Vorher Ada" in text(front.get(check))
    answer = front.post(check, {"occasion": "mandate", "criteria": [], "indicated": "round_table"})
    begun = UUID(answer.headers["Location"].split("/")[2])
    assert begun != dossier
    become("rav.front")
    given = Consent.objects.get(dossier_id=dossier)
    assert reverse("consent:show", args=[given.id]) in text(front.get(reverse("consent:list", args=[begun])))
    become("rav.front")
    assert ConsentScope.objects.filter(dossier_id=begun, consent_id=given.id, receiver=institution("SMZ")).exists()


def test_hidden_people_and_names_left_out_begin_no_consent() -> None:
    front = browser("rav.front")
    assert front.post(reverse("consent:person"), {"family_name": "Vorher"}).status_code == 422
    for name in ("officer", "regional", "steering"):
        assert browser(name).get(reverse("consent:person")).status_code == 404
    target = front.post(reverse("consent:person"), {"family_name": "Vorher", "given_names": "Ada"}).headers["Location"]
    dossier = target.split("/")[2]
    for name in ("persons:person", "cases:case", "consent:list", "consent:new"):
        assert browser("smz.contact").get(reverse(name, args=[dossier])).status_code == 404


@pytest.mark.parametrize(("language", "shown"), [("de", "AVIG"), ("fr", "LACI"), ("it", "LADI"), ("en", "AVIG")])
def test_the_legal_bases_are_told_in_the_readers_language(language: str, shown: str) -> None:
    client = browser("smz.front")
    client.post(reverse("set_language"), {"language": language})
    page = text(client.get(reverse("consent:bases")))
    assert "Art. 85f" in page or "art. 85f" in page
    assert shown in page


def test_the_picture_of_a_case_names_the_law_that_opens_it_and_leads_to_the_legal_bases() -> None:
    dossier_id = scene.accepted()
    actor = become("rav.contact", clock.today())
    open_by_statute(
        actor=actor,
        dossier_id=dossier_id,
        article="Art. 85f AVIG",
        purpose="payer",
        receiver_id=institution("SMZ").id,
        giver_ids=[actor.institution_id],
        categories=[Category.WORK],
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=30),
    )
    page = text(browser("rav.contact").get(reverse("cases:case", args=[dossier_id])))
    assert "Art. 85f AVIG: SMZ Test, until" in page
    assert reverse("consent:bases") in page
    assert reverse("consent:bases") in text(browser("rav.contact").get(reverse("consent:new", args=[dossier_id])))
