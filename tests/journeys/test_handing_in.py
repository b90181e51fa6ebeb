"""Reports handed in by the link of an invitation: documents of the dossier, or refused with nothing kept."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import BearerActor, Category, enter_bearer
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import DocumentKind
from ciiz.domain.meetings import errors
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Party
from ciiz.domain.meetings.operations import handing_in
from ciiz.domain.meetings.public import Invitation
from ciiz.domain.timeline.public import Event
from ciiz.foundation.files import ActiveContent, EmptyUpload, WrongUploadType
from ciiz.journeys import meeting as journey
from tests.journeys import meeting_scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def bearer(found: Invitation) -> BearerActor:
    made = enter_bearer(object_id=found.id, verb="answer", until=found.meeting.held_on, today=TODAY)
    assert made is not None
    return made


def hand_in(found: Invitation, content: bytes = PDF) -> None:
    meetings.hand_in(actor=bearer(found), invitation_id=found.id, file_name="../report.exe", content=content)


@pytest.mark.parametrize(
    ("party", "kind", "category"),
    [
        (Party.DOCTOR, DocumentKind.MEDICAL_REPORT, Category.HEALTH),
        (Party.REGIONAL_DOCTOR, DocumentKind.MEDICAL_REPORT, Category.HEALTH),
        (Party.PROVIDER, DocumentKind.REPORT, Category.DOCUMENTS),
    ],
)
def test_a_report_is_a_document_of_the_institution_that_invited(
    party: Party, kind: DocumentKind, category: Category
) -> None:
    found = meeting_scene.with_doctor(party=party)
    hand_in(found)
    actor = become("regional")
    assert found.item is not None
    (document,) = [one for one in documents.documents(actor, found.item.dossier_id) if one.kind == kind]
    assert (document.category, document.contributor_id) == (category, found.contributor_id)
    assert (document.recorded_by_id, document.file_name, document.title) == (None, "report.pdf", "")
    assert documents.download(actor, document.id).data == PDF
    assert Invitation.objects.get(id=found.id).handed_in == [document.id]
    told = Event.objects.get(subject_id=document.id)
    assert (told.kind, told.category, told.actor_id) == ("document_filed", category, None)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyUpload),
        (b"MZ\x90\x00program", WrongUploadType),
        (b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(1)>>>>endobj\n%%EOF\n", ActiveContent),
    ],
)
def test_what_could_do_harm_is_refused_and_not_kept(content: bytes, refusal: type[Exception]) -> None:
    found = meeting_scene.with_doctor()
    with pytest.raises(refusal):
        hand_in(found, content)
    become("secretariat")
    assert Invitation.objects.get(id=found.id).handed_in == []


@pytest.mark.parametrize("party", [Party.EMPLOYER, Party.COMPANION, Party.INTERPRETER])
def test_other_parties_hand_in_nothing(party: Party) -> None:
    found = meeting_scene.with_doctor(party=party)
    with pytest.raises(errors.InvitationOver):
        hand_in(found)


def test_cancelling_withdrawing_and_the_days_after_end_the_link() -> None:
    cancelled, withdrawn, past = (meeting_scene.with_doctor() for _one in range(3))
    journey.call_off(actor=become("secretariat"), meeting_id=cancelled.meeting_id)
    meetings.withdraw(actor=become("secretariat"), invitation_id=withdrawn.id)
    for found in (cancelled, withdrawn):
        with pytest.raises(errors.InvitationOver):
            hand_in(found)
    late = past.meeting.held_on + timedelta(days=1)
    made = enter_bearer(object_id=past.id, verb="answer", until=late, today=late)
    assert made is not None
    with pytest.raises(errors.InvitationOver):
        meetings.hand_in(actor=made, invitation_id=past.id, file_name="a.pdf", content=PDF)


def test_a_link_takes_no_more_files_than_it_may_and_not_beyond_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    found = meeting_scene.with_doctor()
    for _one in range(handing_in.MOST):
        hand_in(found)
    with pytest.raises(errors.TooManyReports):
        hand_in(found)
    other = meeting_scene.with_doctor()
    monkeypatch.setattr(handing_in, "QUOTA", len(PDF) - 1)
    with pytest.raises(errors.NoRoomForReports):
        hand_in(other)


def test_a_link_files_for_its_own_invitation_alone_and_the_organiser_forges_no_report() -> None:
    own, other = meeting_scene.with_doctor(), meeting_scene.with_doctor()
    with pytest.raises(errors.InvitationOver):
        meetings.hand_in(actor=bearer(own), invitation_id=other.id, file_name="a.pdf", content=PDF)
    bearer(own)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_invitation SET handed_in = ARRAY[id]")
    assert own.item is not None
    sql = "UPDATE meetings_invitation SET handed_in = ARRAY[id] WHERE party = 'doctor'"
    assert rows("secretariat", own.item.dossier_id, sql) == 0


def test_who_organises_sees_what_each_institution_has_brought_without_reading_it() -> None:
    meeting = meeting_scene.invited(parts_by=TODAY)
    item = meeting_scene.item_of(meeting)
    journey.state_position(
        actor=become("iv.contact"),
        item_id=item.id,
        expected_version=0,
        text="Gap",
        tried="A trial",
        measures="",
        may_decide=False,
    )
    brought = {one.institution_id: one for one in meetings.parts(become("secretariat"), meeting.id)}
    own = brought[become("iv.contact").institution_id]
    assert (own.stated, own.tried, own.grants, own.whole) == (True, True, False, False)
    assert not brought[become("smz.contact").institution_id].stated
    assert meetings.parts(become("smz.contact"), meeting.id) == []
