"""Consent end to end: form, signed copy, renewal, withdrawal, the task before the last day."""

import io
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from pypdf import PdfReader

from ciiz.domain.access.public import SystemActor
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import Coverage, WithdrawalForm
from ciiz.domain.consent.errors import CopyThere
from ciiz.domain.consent.public import Consent, Terms
from ciiz.domain.documents import public as documents
from ciiz.domain.persons.public import correct_identity
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.public import Event
from ciiz.foundation.errors import NotFound
from ciiz.foundation.files import WrongUploadType
from ciiz.journeys import consent, remind
from ciiz.journeys.consent import Copy
from tests.journeys import scene
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
COPY = Copy("Vollmacht.pdf", PDF)


@pytest.fixture
def dossier() -> UUID:
    return scene.begun(TODAY)


def terms(**changes: object) -> Terms:
    partners = (institution("SMZ").id, institution("IV").id)
    usual = consent.usual_terms(become("rav.contact"), canton="ZZ", partners=partners, language="fr")
    return replace(usual, **changes)  # type: ignore[arg-type]


def granted(dossier: UUID, **changes: object) -> Consent:
    asked = terms(**changes)
    return consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=asked, signed_on=TODAY, copy=COPY)


def covered(dossier: UUID, code: str = "SMZ") -> Coverage:
    return consents.coverage(become("rav.contact"), dossier_id=dossier, receiver_id=institution(code).id, on=TODAY)


def test_a_form_is_printed_in_the_persons_language_signed_and_put_into_force(dossier: UUID) -> None:
    actor = become("rav.contact")
    draft = consent.prepare(actor=actor, dossier_id=dossier, terms=terms())
    assert covered(dossier) is Coverage.NONE
    text = " ".join(PdfReader(io.BytesIO(consent.print_form(actor, draft.id))).pages[0].extract_text().split())
    for expected in ("Procuration pour l’échange de données", "Zumtest Anna", "RAV Test", "SMZ Test", "22.11.2026"):
        assert expected in text
    signed = consent.sign(actor=actor, consent_id=draft.id, signed_on=TODAY, copy=COPY)
    assert covered(dossier) is covered(dossier, "IIZ") is Coverage.IN_FORCE
    assert signed.document_id is not None
    assert documents.download(actor, signed.document_id).data == PDF
    assert Event.objects.filter(dossier_id=dossier, kind="consent_signed", legal_basis="consent").count() == 1


def test_a_copy_that_is_refused_leaves_no_consent_behind(dossier: UUID) -> None:
    asked = terms()
    with pytest.raises(WrongUploadType), transaction.atomic():
        consent.grant(
            actor=become("rav.contact"), dossier_id=dossier, terms=asked, signed_on=TODAY,
            copy=Copy("Vollmacht.pdf", b"MZ" + bytes(50)),
        )  # fmt: skip
    assert consents.of_dossier(become("rav.contact"), dossier) == []
    assert covered(dossier) is Coverage.NONE


def test_a_consent_that_is_refused_leaves_no_copy_behind(dossier: UUID) -> None:
    asked = terms(until=TODAY - timedelta(days=1))
    with pytest.raises(consents.EndsBeforeItBegins), transaction.atomic():
        consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=asked, signed_on=TODAY, copy=COPY)
    assert documents.documents(become("rav.contact"), dossier) == []


def test_the_copy_may_follow_once(dossier: UUID) -> None:
    asked = terms()
    given = consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=asked, signed_on=TODAY)
    actor = become("rav.contact")
    assert consent.upload(actor=actor, consent_id=given.id, copy=COPY).document_id is not None
    with pytest.raises(CopyThere), transaction.atomic():
        consent.upload(actor=actor, consent_id=given.id, copy=COPY)


def test_running_out_becomes_one_task_and_renewing_completes_it() -> None:
    dossier = scene.assigned()
    (given,) = consents.of_dossier(become("rav.contact"), dossier)
    early = given.until - timedelta(days=200)
    become("rav.contact", early)
    assert not remind.consent_runs_out(actor=SystemActor("deadlines", early), consent=given)
    day = given.until - timedelta(days=10)
    become("rav.contact", day)
    assert remind.consent_runs_out(actor=SystemActor("deadlines", day), consent=given)
    assert not remind.consent_runs_out(actor=SystemActor("deadlines", day), consent=given)
    (open_task,) = Task.objects.filter(kind=Kind.RENEW_CONSENT, state="open")
    assert open_task.membership is not None
    assert (open_task.due_on, open_task.membership.user.first_name) == (given.until, "smz.contact")
    parties = frozenset(given.receivers)
    actor = become("regional", day)
    renewed = Terms(
        givers=parties, receivers=parties, categories=frozenset(), valid_from=day, until=day + timedelta(days=9)
    )
    consent.renew(actor=actor, consent_id=given.id, terms=renewed, signed_on=day)
    assert not Task.objects.filter(kind=Kind.RENEW_CONSENT, state="open").exists()


def test_withdrawal_closes_the_view_and_not_the_case() -> None:
    dossier = scene.assigned()
    (given,) = consents.of_dossier(become("rav.contact"), dossier)
    actor = become("rav.contact")
    consent.withdraw(actor=actor, consent_id=given.id, how=WithdrawalForm.LETTER)
    assert covered(dossier) is Coverage.WITHDRAWN
    assert not Event.objects.filter(dossier_id=dossier, kind__startswith="case_closed").exists()
    assert Event.objects.filter(dossier_id=dossier, kind="consent_withdrawn", codes__how="letter").count() == 1


def test_outsiders_print_and_upload_nothing(dossier: UUID) -> None:
    given = granted(dossier)
    actor = become("regional.other")
    with pytest.raises(NotFound):
        consent.print_form(actor, given.id)
    with pytest.raises(NotFound), transaction.atomic():
        consent.upload(actor=actor, consent_id=given.id, copy=COPY)


def test_the_persons_name_on_the_form_is_the_corrected_one(dossier: UUID) -> None:
    actor = become("rav.contact")
    draft = consent.prepare(actor=actor, dossier_id=dossier, terms=terms())
    correct_identity(actor=actor, dossier_id=dossier, expected_version=1, changes={"family_name": "Neutest"})
    text = PdfReader(io.BytesIO(consent.print_form(actor, draft.id))).pages[0].extract_text()
    assert "Neutest Anna" in text
