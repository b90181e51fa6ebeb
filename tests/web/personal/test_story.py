"""From the letter to the page, on a phone: the code, the date of birth, the second step, and what is done there."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from ciiz.domain.consent.models import Consent
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file as file_document
from ciiz.domain.privacy import public as privacy
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.foundation.mail.models import Mail
from ciiz.foundation.mail.send import deliver
from ciiz.foundation.postgres.roles import WORKER
from ciiz.jobs import concerns
from ciiz.journeys import consent as consenting
from tests.harness.databases import connected_as
from tests.journeys import plan_scene
from tests.web.browsers import browser, post, text
from tests.worlds import TODAY, act, become

pytestmark = pytest.mark.django_db(transaction=True)

BORN = "14.3.1984"


def letter(dossier: UUID, by: str = "regional") -> str:
    """The code of the letter that somebody makes."""
    with act(by) as actor:
        _page, code = privacy.invite(actor=actor, dossier_id=dossier)
    return code


def running() -> UUID:
    with act("regional"):
        return plan_scene.running()


def mailed() -> str:
    """The digits of the last mail, which the worker has sent."""
    with connected_as(WORKER):
        last = Mail.objects.filter(kind="person_code").order_by("-id").first()
        assert last is not None
        assert "anna@example.org" not in str(last.params)
        run: Any = deliver
        run(mail_id=str(last.id))
    found = re.search(r"\b(\d{6})\b", str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def inside(code: str, language: str = "en") -> Client:
    """A phone on which the person has come in for the first time, by mail."""
    phone = Client(headers={"accept-language": language})
    post(phone, "/my/enter/", code=code)
    post(phone, "/my/birth/", born=BORN)
    post(phone, "/my/choose/", step="mail", email="anna@example.org")
    post(phone, "/my/confirm/", code=mailed())
    return phone


def test_the_letter_opens_the_page_and_each_step_is_asked_for() -> None:
    dossier = running()
    answer = browser("regional").post(f"/cases/{dossier}/personal/letter/")
    assert answer["Content-Type"] == "application/pdf"
    phone = Client()
    code = letter(dossier)
    assert phone.get("/my/")["Location"] == "/my/enter/"
    post(phone, "/my/enter/", 422, code="2222-2222-2222-2222")
    post(phone, "/my/enter/", code=code.lower())
    assert phone.get("/my/")["Location"] == "/my/enter/"
    assert phone.get("/my/choose/")["Location"] == "/my/birth/"
    post(phone, "/my/birth/", 422, born="15.3.1984")
    post(phone, "/my/birth/", born=BORN)
    post(phone, "/my/choose/", 422, step="mail", email="")
    post(phone, "/my/choose/", step="mail", email="anna@example.org")
    post(phone, "/my/confirm/", 422, code="000000")
    digits = mailed()
    post(phone, "/my/confirm/", code=digits)
    page = text(phone.get("/my/"))
    assert "Anna Zumtest" in page
    assert "SMZ Test" in page
    assert [str(one.to) for one in mail.outbox] == ["['anna@example.org']"]
    assert "Zumtest" not in str(mail.outbox[0].body)


def test_on_the_next_visit_code_and_mail_are_enough_and_digits_open_once() -> None:
    code = letter(running())
    inside(code)
    other = Client()
    assert other.post("/my/enter/", {"code": code})["Location"] == "/my/code/"
    digits = mailed()
    post(other, "/my/code/", code=digits)
    assert other.get("/my/").status_code == 200
    third = Client()
    third.post("/my/enter/", {"code": code})
    post(third, "/my/code/", 429, code=digits)


def test_an_app_is_set_up_and_asked_for() -> None:
    code = letter(running())
    phone = Client()
    post(phone, "/my/enter/", code=code)
    post(phone, "/my/birth/", born=BORN)
    post(phone, "/my/choose/", step="app")
    found = re.search(r"<code>([A-Z2-7]{32})</code>", text(phone.get("/my/confirm/")))
    assert found is not None
    shown = [format_hotp_value(hotp_value(found.group(1), one)) for one in yield_hotp_counters_from_time()]
    post(phone, "/my/confirm/", code=shown[0])
    assert phone.get("/my/").status_code == 200
    again = Client()
    post(again, "/my/enter/", code=code)
    assert "<code>" not in text(again.get("/my/code/"))
    assert again.get("/my/confirm/")["Location"] == "/my/code/"


def test_too_many_attempts_are_stopped() -> None:
    code = letter(running())
    inside(code)
    thief = Client()
    thief.post("/my/enter/", {"code": code})
    answers = [thief.post("/my/code/", {"code": f"{one:06}"}).status_code for one in range(8)]
    assert set(answers[:5]) == {422}
    assert answers[-1] == 429


def test_the_person_sees_who_looked_and_why() -> None:
    dossier = running()
    browser("smz.contact").get(f"/cases/{dossier}/")
    browser("regional").get(f"/cases/{dossier}/documents/")
    phone = inside(letter(dossier))
    page = text(phone.get("/my/looked/"))
    assert re.search(r"smz\.contact Test.*?opened the case.*?leads or began the case", page, re.DOTALL)
    assert re.search(r"regional Test.*?opened documents.*?coordinates the case", page, re.DOTALL)
    assert "hat den Fall geöffnet" in text(phone.get("/my/looked/", headers={"accept-language": "de"}))
    assert "you yourself" in text(phone.get("/my/looked/"))
    seen = text(browser("regional").get(f"/cases/{dossier}/looked/"))
    assert "smz.contact Test" in seen
    assert "the person themselves" in seen
    assert "you yourself" not in seen
    assert browser("iv.contact").get(f"/cases/{dossier}/looked/").status_code == 404


def test_one_tap_withdraws_and_somebody_finds_it_among_the_tasks() -> None:
    dossier = running()
    with act("regional"):
        consent = Consent.objects.get(dossier_id=dossier)
    phone = inside(letter(dossier))
    assert "Your case goes on" in text(phone.get(f"/my/consents/{consent.id}/withdraw/"))
    post(phone, f"/my/consents/{consent.id}/withdraw/")
    with act("iv.contact"):
        assert not Consent.objects.filter(id=consent.id).exists()
    assert browser("iv.contact").get(f"/cases/{dossier}/").status_code == 404
    with connected_as(WORKER):
        for _twice in range(2):
            run: Any = concerns.withdrawn
            run(consent_id=str(consent.id))
    with act("smz.contact"):
        assert Task.objects.filter(kind=Kind.SEE_TO_WITHDRAWAL, state="open").count() == 1
    manager = browser("smz.contact")
    assert f"/consents/{consent.id}/withdrawn/" in text(manager.get("/"))
    assert "IV Test" in text(manager.get(f"/consents/{consent.id}/withdrawn/"))
    post(manager, f"/consents/{consent.id}/withdrawn/")
    with act("smz.contact"):
        assert not Task.objects.filter(kind=Kind.SEE_TO_WITHDRAWAL, state="open").exists()
    assert "withdrawn" in text(phone.get("/my/"))
    assert phone.get(f"/my/consents/{consent.id}/withdraw/").status_code == 404


def test_what_the_person_writes_is_answered_and_read() -> None:
    dossier = running()
    phone = inside(letter(dossier))
    post(phone, "/my/write/", 422, kind="correction", words="")
    post(phone, "/my/write/", kind="correction", words="I have two children.")
    with act("smz.contact"):
        concern = privacy.concerns(become("smz.contact"), dossier)[0]
    with connected_as(WORKER):
        for _twice in range(2):
            run: Any = concerns.follow
            run(concern_id=str(concern.id))
    with act("smz.contact"):
        task = Task.objects.get(kind=Kind.ANSWER_CONCERN, state="open")
        assert task.due_on == TODAY + timedelta(days=30)
    manager = browser("smz.contact")
    assert "I have two children." in text(manager.get(f"/concerns/{concern.id}/"))
    post(manager, f"/concerns/{concern.id}/", 422, outcome="refused", words="")
    post(manager, f"/concerns/{concern.id}/", outcome="done", words="It is corrected.")
    assert "It is corrected." in text(phone.get("/my/"))
    with act("smz.contact"):
        assert not Task.objects.filter(kind=Kind.ANSWER_CONCERN, state="open").exists()
    assert browser("iv.contact").get(f"/concerns/{concern.id}/").status_code == 404
    with connected_as(WORKER):
        run = deliver
        run(mail_id=str(Mail.objects.get(kind="person_answered").id))
    assert "corrected" not in str(mail.outbox[-1].body)


def test_a_document_is_shown_by_who_filed_it() -> None:
    dossier = running()
    with act("rav.contact") as actor:
        filed = file_document(
            actor=actor,
            dossier_id=dossier,
            kind=DocumentKind.REPORT,
            title="Report of the course",
            file_name="r.txt",
            content=b"What the report says.",
            dated_on=TODAY,
        )
    phone = inside(letter(dossier))
    assert phone.get(f"/my/documents/{filed.id}/").status_code == 404
    clerk = browser("rav.contact")
    post(clerk, f"/documents/{filed.id}/shown/", 422, shown="no", why="")
    post(clerk, f"/documents/{filed.id}/shown/", shown="yes")
    assert phone.get(f"/my/documents/{filed.id}/").content == b"What the report says."
    assert "Report of the course" in text(phone.get("/my/"))
    post(clerk, f"/documents/{filed.id}/shown/", shown="no", why="third_parties")
    page = text(phone.get("/my/"))
    assert "Report of the course" not in page
    assert "it also tells about other people" in page


def test_the_page_is_ended_by_the_person_or_by_the_office() -> None:
    dossier = running()
    phone = inside(letter(dossier))
    post(browser("rav.contact"), f"/cases/{dossier}/personal/end/")
    assert phone.get("/my/")["Location"] == "/my/enter/"
    phone = inside(letter(dossier))
    post(phone, "/my/end/", 200)
    assert phone.get("/my/")["Location"] == "/my/enter/"


def test_after_half_an_hour_without_anything_done_the_page_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from ciiz.foundation import clock

    phone = inside(letter(running()))
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert phone.get("/my/")["Location"] == "/my/enter/"


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_the_page_speaks_the_persons_language(language: str) -> None:
    words = {"de": "Wer meine Daten angeschaut hat", "fr": "Qui a consulté mes données", "it": "Chi ha consultato"}
    assert words[language] in text(inside(letter(running()), language).get("/my/"))


def test_a_date_of_birth_is_needed_before_the_letter() -> None:
    with act("rav.contact") as actor:
        dossier = consenting.begin(actor=actor, identity={"family_name": "Zumtest", "given_names": "Ida"})
    page = browser("rav.contact")
    post(page, f"/cases/{dossier}/personal/letter/")
    assert "date of birth" in text(page.get(f"/cases/{dossier}/personal/"))
