"""Every kind of meeting, arranged, invited to, held and minuted."""

import pytest

from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Channel, MeetingKind, Party
from ciiz.foundation.mail.models import Mail
from ciiz.journeys import meeting as journey
from ciiz.journeys.minutes import minutes
from tests.journeys import meeting_scene
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
ABOUT_CASES = [kind for kind in MeetingKind if kind.about_cases]
PLAIN = [kind for kind in MeetingKind if not kind.needs_cases]


@pytest.mark.parametrize("kind", ABOUT_CASES)
def test_a_meeting_about_a_case_goes_from_its_invitations_to_its_minutes(kind: MeetingKind) -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged(kind=kind, held_on=TODAY))
    assert journey.invite(actor=become("secretariat"), meeting_id=meeting.id) == (4, 1)
    person = meetings.Invitation.objects.get(meeting=meeting, party=Party.PERSON)
    journey.note_sent(actor=become("secretariat"), invitation_id=person.id, channel=Channel.LETTER, on=TODAY)
    decision = meeting_scene.held(meeting)
    actor = become("secretariat")
    item = meeting_scene.item_of(meeting)
    there = {meeting_scene.invitation_of(meeting, "iv.contact").id: Attendance.PRESENT}
    there[person.id] = Attendance.EXCUSED
    assert meetings.note_attendance(actor=actor, meeting_id=meeting.id, there=there) == 2
    written = minutes(actor, item)
    assert (written["kind"], written["reference"]) == (str(kind.label), item.case.number)
    assert written["present"] == ["iv.contact Test, IV Test"]
    assert written["excused"] == [str(Party.PERSON.label)]
    assert [one["institution"] for one in written["positions"]] == ["IV Test"]
    assert [one["until"] for one in written["decisions"]] == [decision.due_on]
    assert meetings.tell_minutes(actor=actor, item_id=item.id) == 4
    assert Mail.objects.filter(kind="meeting_minutes").count() == 4


@pytest.mark.parametrize("channel", [Channel.MAIL, Channel.AVAM])
@pytest.mark.parametrize("kind", PLAIN)
def test_a_meeting_without_cases_knows_who_was_there(kind: MeetingKind, channel: Channel) -> None:
    meeting = meeting_scene.seated(meeting_scene.without_cases(kind, TODAY))
    actor = become("secretariat")
    found = meeting_scene.invitation_of(meeting, "iv.contact")
    if channel is not Channel.MAIL:
        journey.note_sent(actor=actor, invitation_id=found.id, channel=channel, on=TODAY)
    reached = len(meeting_scene.PEOPLE) - (channel is not Channel.MAIL)
    assert journey.invite(actor=actor, meeting_id=meeting.id) == (reached, 0)
    assert Mail.objects.filter(kind="meeting_invitation").count() == reached
    meetings.note_attendance(actor=actor, meeting_id=meeting.id, there={found.id: Attendance.PRESENT})
    noted = meeting_scene.invitation_of(meeting, "iv.contact")
    assert (noted.channel, noted.attendance) == (channel, Attendance.PRESENT)
    assert not meetings.agenda(actor, meeting.id)
