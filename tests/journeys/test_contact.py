"""An informal contact is logged in one go, stays with the own institution, and opens only on a legal basis."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from ciiz.domain.cases.enums import Domain, Occasion
from ciiz.domain.cases.models import Referral, ReferralNote
from ciiz.domain.journal.enums import Application, InformalKind, LegalBasis
from ciiz.domain.journal.models import Contact, Promotion
from ciiz.domain.journal.public import (
    ContactInFuture,
    PromotedAlready,
    Sought,
    Told,
    WhomMissing,
    contacts,
    contacts_of_year,
)
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.tasks.models import Task
from ciiz.domain.timeline.public import events
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.journeys.contact import (
    BasisNeedsPerson,
    LoggedByInstitution,
    OutsideTeam,
    UnknownArticle,
    finish,
    inform,
    log,
    refer,
)
from tests.journeys import scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "rav.front2",
    "rav.contact",
    "rav.contact2",
    "smz.front",
    "smz.contact",
    "iv.contact",
    "regional",
    "regional.other",
    "thematic",
    "secretariat",
    "officer",
    "legal",
    "steering",
    "national",
)


def logged(who: str = "rav.front", dossier: UUID | None = None, **values: Any) -> Contact:
    """A call to the contact person of SMZ."""
    told: dict[str, Any] = {
        "kind": InformalKind.EXCHANGE,
        "partner_id": institution("SMZ").id,
        "counterpart_id": membership("smz.contact").id,
        "subject": "Housing",
        "occurred_on": TODAY,
        **values,
    }
    names: dict[str, Any] = {} if dossier else {"initials": "A. Z.", "birth_year": 1984}
    return log(actor=become(who), told=Told(**told), dossier_id=dossier, **names)


def readers(contact: Contact) -> set[str]:
    """Who of everybody reads a contact."""
    return {who for who in EVERYBODY if become(who) and Contact.objects.filter(id=contact.id).exists()}


@pytest.mark.parametrize("basis", [LegalBasis.NONE, LegalBasis.ANONYMOUS])
def test_initials_stay_with_the_institution_that_logged_them(basis: LegalBasis) -> None:
    contact = logged(basis=basis)
    assert readers(contact) == {"rav.contact", "rav.contact2"}
    assert [one.initials for one in contacts(become("rav.front"), Sought())] == ["A. Z."]
    assert not events(become("rav.contact"), contact.dossier_id).exists()


def test_without_a_basis_nobody_else_reads_even_where_consent_opens_the_dossier() -> None:
    case = scene.forwarded()
    assert readers(logged(dossier=case)) == {"rav.contact", "rav.contact2"}
    for who in ("smz.contact", "regional", "officer"):
        assert "contact_logged" not in [event.kind for event in events(become(who), case)]


@pytest.mark.parametrize("basis", [LegalBasis.CONSENT, LegalBasis.STATUTE])
def test_with_a_basis_the_institution_named_reads_as_far_as_consent_opens(basis: LegalBasis) -> None:
    case = scene.assigned()
    article = "unclear_payer" if basis is LegalBasis.STATUTE else ""
    contact = logged(dossier=case, basis=basis, article=article)
    assert readers(contact) == {"rav.contact", "rav.contact2", "smz.contact"}
    other = logged(dossier=case, basis=basis, article=article, partner_id=institution("IIZ").id, counterpart_id=None)
    assert "smz.contact" not in readers(other)


def test_a_basis_that_nothing_recorded_carries_opens_nothing() -> None:
    contact = logged(dossier=scene.begun(), basis=LegalBasis.CONSENT)
    assert readers(contact) == {"rav.contact", "rav.contact2"}


def test_the_next_step_is_an_own_task_that_nobody_else_sees() -> None:
    case = scene.forwarded()
    contact = logged(dossier=case, next_step="Call again", next_on=TODAY)
    tasks = Task.objects.filter(subject_id=contact.id)
    become("rav.front")
    assert tasks.get().membership_id == membership("rav.front").id
    for who in ("smz.contact", "regional", "officer", "secretariat"):
        become(who)
        assert not tasks.exists()
    with pytest.raises(NotAllowed):
        finish(actor=become("rav.contact"), contact_id=contact.id)
    with pytest.raises(NotFound):
        finish(actor=become("smz.contact"), contact_id=contact.id)
    assert finish(actor=become("rav.front"), contact_id=contact.id) == 1


def test_who_exchanges_by_a_statute_that_says_so_informs_the_person_afterwards() -> None:
    case = scene.assigned()
    contact = logged(dossier=case, basis=LegalBasis.STATUTE, article="unclear_payer")
    owed = Task.objects.filter(subject_id=contact.id, kind="inform_person", state="open")
    become("rav.front")
    assert owed.get().membership_id == membership("rav.front").id
    for who in ("smz.contact", "regional", "officer"):
        become(who)
        assert not owed.exists()
    with pytest.raises(NotAllowed):
        inform(actor=become("rav.contact"), contact_id=contact.id)
    assert inform(actor=become("rav.front"), contact_id=contact.id) == 1
    assert inform(actor=become("rav.front"), contact_id=contact.id) == 0
    told = [event.legal_basis for event in events(become("rav.front"), case) if event.kind == "person_informed"]
    assert told == ["statute"]


def test_a_statute_that_owes_nothing_to_the_person_sets_no_task() -> None:
    contact = logged(dossier=scene.assigned(), basis=LegalBasis.STATUTE, article="written_request")
    become("rav.front")
    assert not Task.objects.filter(subject_id=contact.id).exists()


def test_a_statute_is_one_of_the_cantons_list() -> None:
    case = scene.assigned()
    with pytest.raises(UnknownArticle):
        logged(dossier=case, basis=LegalBasis.STATUTE, article="Art. 1 OR")


def test_a_status_inquiry_tells_where_an_application_stands_and_nothing_else_does() -> None:
    answer: dict[str, Any] = {"application": Application.PENDING, "stage": "Expert opinion", "until": TODAY}
    asked = logged(kind=InformalKind.STATUS_INQUIRY, **answer)
    assert (asked.application, asked.stage, asked.until) == ("pending", "Expert opinion", TODAY)
    called = logged(**answer)
    assert (called.application, called.stage, called.until) == ("", "", None)


def test_refusals_say_why_and_leave_nothing_behind() -> None:
    case = scene.forwarded()
    told = Told(kind=InformalKind.HOTLINE, partner_id=institution("SMZ").id, subject="Rent", occurred_on=TODAY)
    with pytest.raises(WhomMissing):
        log(actor=become("rav.front"), told=told, initials=" ")
    with pytest.raises(BasisNeedsPerson):
        logged(basis=LegalBasis.CONSENT)
    with pytest.raises(LoggedByInstitution):
        logged("regional")
    with pytest.raises(OutsideTeam):
        logged("rav.front2", case)
    with pytest.raises(NotFound):
        logged("regional.other", case)
    for who in ("secretariat", "legal", "steering", "national"):
        with pytest.raises(NotAllowed):
            logged(who)
    with pytest.raises(ContactInFuture), transaction.atomic():
        logged(occurred_on=TODAY.replace(year=TODAY.year + 1))
    become("rav.contact")
    assert not Contact.objects.exists()


def test_the_coordination_logs_about_a_case_that_it_looks_after() -> None:
    assert logged("regional", scene.forwarded()).contributor_id == institution("IIZ").id


@pytest.mark.parametrize(
    ("who", "contributor", "author"), [("rav.contact", "RAV", "rav.front"), ("smz.contact", "RAV", "smz.contact")]
)
def test_the_database_refuses_a_contact_in_anothers_name(who: str, contributor: str, author: str) -> None:
    case = scene.assigned()
    forged = Contact(
        dossier_id=case,
        contributor_id=institution(contributor).id,
        author_id=membership(author).id,
        kind=InformalKind.EXCHANGE,
        partner_id=institution("IV").id,
        occurred_on=TODAY,
        subject="Forged",
        basis=LegalBasis.NONE,
    )
    become(who)
    with pytest.raises(DatabaseError), transaction.atomic():
        forged.save(force_insert=True)


@pytest.mark.parametrize("sql", ["UPDATE journal_contact SET basis = 'consent'", "DELETE FROM journal_contact"])
def test_what_was_logged_stays_as_it_is(sql: str) -> None:
    logged()
    become("rav.front")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_contacts_are_filtered_and_counted_apart() -> None:
    logged()
    logged(kind=InformalKind.HOTLINE, occurred_on=TODAY.replace(year=TODAY.year - 1))
    logged("rav.contact", partner_id=institution("IV").id, counterpart_id=None)
    actor = become("rav.contact")
    assert contacts(actor, Sought()).count() == 3
    assert contacts(actor, Sought(kind="hotline")).count() == 1
    assert contacts(actor, Sought(partner_id=institution("IV").id)).count() == 1
    assert contacts(actor, Sought(mine=True)).count() == 1
    assert contacts(actor, Sought(since=TODAY, until=TODAY)).count() == 2
    assert contacts_of_year(actor, TODAY.year) == 2
    assert contacts_of_year(become("smz.contact"), TODAY.year) == 0


@pytest.mark.parametrize("named", [True, False])
def test_logging_takes_at_most_8_statements(named: bool) -> None:
    case = scene.assigned() if named else None
    logged(dossier=case)
    actor = become("rav.front")
    told = Told(
        kind=InformalKind.EXCHANGE,
        partner_id=institution("SMZ").id,
        subject="Rent",
        occurred_on=TODAY,
        basis=LegalBasis.CONSENT if named else LegalBasis.NONE,
        next_step="Call again",
    )
    with CaptureQueriesContext(connection) as asked:
        log(actor=actor, told=told, dossier_id=case, initials="" if named else "B. C.")
    sent = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(sent) <= 8, "\n".join(sent)


def referred(contact: Contact, who: str = "rav.front") -> UUID:
    """The case that a contact became."""
    begun = refer(
        actor=become(who),
        contact_id=contact.id,
        occasion=Occasion.MANDATE,
        criteria=scene.criteria(),
        indicated=CaseForm.ROUND_TABLE,
        identity=scene.IDENTITY,
    )
    return begun.dossier_id


def test_a_contact_becomes_a_referral_that_says_again_what_was_noted() -> None:
    contact = logged(outcome="Needs a flat")
    case = referred(contact)
    become("rav.front")
    assert Referral.objects.get(dossier_id=case).partners == [institution("SMZ").id]
    note = ReferralNote.objects.get(dossier_id=case)
    assert (note.domain, note.text) == (Domain.REASON, "Housing\nNeeds a flat")
    assert Promotion.objects.get(contact=contact).case_dossier_id == case
    assert contacts_of_year(become("rav.front"), TODAY.year) == 1
    with pytest.raises(PromotedAlready):
        referred(contact)
    become("rav.front")
    assert Referral.objects.count() == 1


def test_only_the_institution_that_logged_it_refers_from_a_contact_and_knows_of_the_case() -> None:
    contact = logged(dossier=scene.assigned(), basis=LegalBasis.CONSENT)
    with pytest.raises(NotFound):
        referred(contact, "smz.contact")
    referred(contact)
    for who in ("smz.contact", "iv.contact", "regional", "officer"):
        become(who)
        assert not Promotion.objects.exists()


def test_the_database_promotes_own_contacts_to_cases_that_are_seen_only() -> None:
    hidden = referred(logged("iv.contact"), "iv.contact")
    contact = logged(dossier=scene.assigned(), basis=LegalBasis.CONSENT)
    for who, code, case in (("rav.front", "RAV", hidden), ("smz.contact", "SMZ", contact.dossier_id)):
        become(who)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Promotion(
                dossier_id=contact.dossier_id,
                contributor_id=institution(code).id,
                contact=contact,
                case_dossier_id=case,
                promoted_on=TODAY,
            ).save(force_insert=True)
