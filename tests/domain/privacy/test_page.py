"""The page of the person concerned: how it opens, what it shows, and that nothing else is open to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from ciiz.domain.access.public import Category, PersonActor, enter_person
from ciiz.domain.consent.models import Consent
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.documents.public import file as file_document
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import ConcernKind, KeptBack, Outcome, SecondStep
from ciiz.domain.privacy.models import PersonalPage
from ciiz.foundation.errors import NotAllowed, NotFound
from tests.journeys import meeting_scene, plan_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, act, become

pytestmark = pytest.mark.django_db

BORN = date(1984, 3, 14)


def opened(dossier_id: UUID, *, by: str = "regional") -> PersonalPage:
    """The letter has gone out, the person has proved who they are and chosen a second step."""
    made, _code = privacy.invite(actor=become(by), dossier_id=dossier_id)
    assert privacy.prove_birth(made.id, BORN)
    assert privacy.choose(made.id, SecondStep.MAIL, "anna@example.org", TODAY)
    assert privacy.open_page(made.id, TODAY)
    return made


@contextmanager
def as_person(page: PersonalPage, today: date = TODAY) -> Iterator[PersonActor]:
    """Acts as the person concerned, as an entrance would."""
    with transaction.atomic():
        yield enter_person(page_id=page.id, dossier_id=page.dossier_id, today=today)


def test_the_code_opens_the_question_for_the_birth_date_and_only_the_second_step_opens_the_page() -> None:
    dossier = plan_scene.running()
    made, code = privacy.invite(actor=become("regional"), dossier_id=dossier)
    key = privacy.key_by_code(privacy.digest(code.lower().replace("-", " ")), TODAY)
    assert key is not None
    assert (key.id, key.is_open, key.is_locked) == (made.id, False, False)
    with as_person(made) as anna, pytest.raises(NotFound):
        privacy.head(anna)
    assert not privacy.prove_birth(made.id, BORN + timedelta(days=1))
    assert privacy.prove_birth(made.id, BORN)
    assert not privacy.open_page(made.id, TODAY)
    assert privacy.choose(made.id, SecondStep.APP, "SECRET", TODAY)
    assert privacy.open_page(made.id, TODAY)
    assert not privacy.choose(made.id, SecondStep.MAIL, "other@example.org", TODAY)
    key = privacy.key_by_code(privacy.digest(code), TODAY + timedelta(days=1000))
    assert key is not None
    assert (key.second_step, privacy.unseal(key.secret)) == ("app", "SECRET")
    with as_person(made) as anna:
        assert privacy.head(anna).name == "Anna Zumtest"


def test_five_wrong_days_of_birth_lock_the_code() -> None:
    made, _code = privacy.invite(actor=become("regional"), dossier_id=plan_scene.running())
    assert not any(privacy.prove_birth(made.id, BORN + timedelta(days=off)) for off in range(1, 6))
    assert not privacy.prove_birth(made.id, BORN)
    assert not privacy.choose(made.id, SecondStep.MAIL, "anna@example.org", TODAY)


def test_a_code_that_was_never_used_ends_and_a_new_letter_ends_the_page_before() -> None:
    dossier = plan_scene.running()
    _first, code = privacy.invite(actor=become("regional"), dossier_id=dossier)
    assert privacy.key_by_code(privacy.digest(code), TODAY + timedelta(days=59)) is not None
    assert privacy.key_by_code(privacy.digest(code), TODAY + timedelta(days=60)) is None
    _second, other = privacy.invite(actor=become("rav.contact"), dossier_id=dossier)
    assert privacy.key_by_code(privacy.digest(code), TODAY) is None
    assert privacy.key_by_code(privacy.digest(other), TODAY) is not None


@pytest.mark.parametrize("who", ["iv.contact", "rav.front", "steering"])
def test_only_who_manages_the_case_makes_the_page(who: str) -> None:
    dossier = plan_scene.running()
    with pytest.raises((NotAllowed, NotFound)):
        privacy.invite(actor=become(who), dossier_id=dossier)


def test_the_person_sees_team_plan_consents_and_documents() -> None:
    dossier = plan_scene.running()
    page = opened(dossier)
    with as_person(page) as anna:
        team = privacy.team(anna)
        assert (team[0].part, str(team[0].institution)) == ("manages", "SMZ Test")
        assert {one.part for one in team} == {"manages", "coordinates", "takes_part"}
        agreed = privacy.plan(anna)
        assert agreed is not None
        assert agreed.aims[0].steps
        consents = [one for one in privacy.openings(anna) if not one.article]
        assert [one.in_force for one in consents] == [True]
        assert {str(one) for one in consents[0].receivers} == {"RAV Test", "SMZ Test", "IV Test", "IIZ Test"}


def test_the_person_sees_only_the_meetings_they_are_invited_to() -> None:
    dossier = scene.accepted()
    meeting = meeting_scene.arranged(dossier)
    page = opened(dossier)
    with as_person(page) as anna:
        assert privacy.appointments(anna) == []
    assert meeting.id


def test_a_document_is_shown_when_somebody_says_so_and_what_is_kept_back_has_its_reason() -> None:
    dossier = plan_scene.running()
    with act("rav.contact") as actor:
        document = file_document(
            actor=actor, dossier_id=dossier, kind=DocumentKind.REPORT, title="Report", file_name="r.txt",
            content=b"What the report says.", dated_on=TODAY, category=Category.WORK,
        )  # fmt: skip
    page = opened(dossier)
    with as_person(page) as anna:
        paper = next(one for one in privacy.papers(anna) if one.id == document.id)
        assert (paper.shown, paper.title, paper.why) == (False, "", "")
        with pytest.raises(NotFound):
            privacy.file(anna, document.id)
    privacy.show(actor=become("rav.contact"), document_id=document.id, shown=True)
    with as_person(page) as anna:
        assert privacy.file(anna, document.id).data == b"What the report says."
    with pytest.raises(privacy.NotYours):
        privacy.show(actor=become("smz.contact"), document_id=document.id, shown=False)
    privacy.show(actor=become("rav.contact"), document_id=document.id, shown=False, why=KeptBack.THIRD_PARTIES)
    with as_person(page) as anna:
        paper = next(one for one in privacy.papers(anna) if one.id == document.id)
        assert (paper.shown, paper.why) == (False, "third_parties")
        with pytest.raises(NotFound):
            privacy.file(anna, document.id)


def test_what_the_person_withdraws_is_closed_in_the_next_statement() -> None:
    dossier = plan_scene.running()
    page = opened(dossier)
    become("iv.contact")
    assert Consent.objects.count() == 1
    with as_person(page) as anna:
        consent = next(one for one in privacy.openings(anna) if one.in_force)
        assert privacy.withdraw(actor=anna, consent_id=consent.id) == dossier
        with pytest.raises(privacy.NothingToWithdraw):
            privacy.withdraw(actor=anna, consent_id=consent.id)
    become("iv.contact")
    assert Consent.objects.count() == 0
    become("regional")
    held = Consent.objects.get(id=consent.id)
    assert (held.ending, held.withdrawn_how, held.ended_on) == ("withdrawn", "page", TODAY)


def test_nobody_withdraws_the_consent_of_somebody_else() -> None:
    other = plan_scene.running()
    become("regional")
    theirs = Consent.objects.get(dossier_id=other)
    page = opened(scene.accepted())
    with as_person(page) as anna, pytest.raises(privacy.NothingToWithdraw):
        privacy.withdraw(actor=anna, consent_id=theirs.id)


def test_the_person_writes_and_reads_the_answer() -> None:
    dossier = plan_scene.running()
    page = opened(dossier)
    with as_person(page) as anna:
        made = privacy.say(actor=anna, canton="ZZ", kind=ConcernKind.CORRECTION, words="I have two children.")
        with pytest.raises(privacy.WordsMissing):
            privacy.say(actor=anna, canton="ZZ", kind=ConcernKind.FEEDBACK, words=" ")
    with pytest.raises(privacy.WhyNot):
        privacy.answer(actor=become("rav.contact"), concern_id=made, outcome=Outcome.REFUSED, words="")
    with pytest.raises(NotFound):
        privacy.answer(actor=become("iv.contact"), concern_id=made, outcome=Outcome.DONE, words="")
    privacy.answer(actor=become("rav.contact"), concern_id=made, outcome=Outcome.DONE, words="Corrected, thank you.")
    with pytest.raises(privacy.AnsweredAlready):
        privacy.answer(actor=become("regional"), concern_id=made, outcome=Outcome.DONE, words="")
    with as_person(page) as anna:
        (read,) = privacy.said(anna)
        assert (read.outcome, read.answer, read.due_on) == ("done", "Corrected, thank you.", TODAY + timedelta(days=30))


def test_a_page_that_is_ended_opens_nothing() -> None:
    dossier = plan_scene.running()
    page = opened(dossier)
    assert privacy.end(actor=become("rav.contact"), dossier_id=dossier)
    with as_person(page) as anna:
        with pytest.raises(NotFound):
            privacy.head(anna)
        assert privacy.team(anna) == []
        assert privacy.plan(anna) is None
        assert privacy.openings(anna) == []
        assert privacy.papers(anna) == []
        assert privacy.looks(anna, dossier) == []


ATTACKS = (
    "SELECT dossier_id FROM cases_case",
    "SELECT id FROM consent_consent",
    "SELECT id FROM privacy_personalpage",
    "SELECT id FROM privacy_concern",
    "SELECT id FROM documents_document",
    "SELECT id FROM access_grant",
)


@pytest.mark.parametrize("statement", ATTACKS)
def test_no_table_is_open_to_the_person(statement: str) -> None:
    page = opened(plan_scene.running())
    with as_person(page), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.fetchall() == []


GUARDED = (
    "UPDATE privacy_personalpage SET opened_on = '2026-01-01', second_step = 'mail', secret = 'x'",
    "UPDATE privacy_personalpage SET code_digest = 'mine'",
    "UPDATE privacy_personalpage SET wrong = 0, language = 'fr'",
    "UPDATE privacy_concern SET words = 'something else'",
    "INSERT INTO privacy_concern (id, dossier_id, contributor_id, kind, words, said_on, recorded_at, by_page, outcome, "
    "answer) SELECT gen_random_uuid(), dossier_id, contributor_id, kind, 'all is well', said_on, now(), true, '', '' "
    "FROM privacy_concern",
)


@pytest.mark.parametrize("statement", GUARDED)
def test_nobody_gets_at_code_second_step_or_words_by_sql(statement: str) -> None:
    dossier = plan_scene.running()
    page = opened(dossier)
    with as_person(page) as anna:
        privacy.say(actor=anna, canton="ZZ", kind=ConcernKind.FEEDBACK, words="It goes well.")
    assert rows("regional", dossier, statement) == 0
