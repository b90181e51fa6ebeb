"""Dates offered for a meeting: offering, choosing, fixing; what the journeys and the database refuse."""

from datetime import date, time, timedelta

import pytest

from ciiz.domain.access.public import enter_bearer
from ciiz.domain.meetings import errors
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Channel, MeetingState
from ciiz.domain.meetings.public import Invitation, Meeting, Times
from ciiz.domain.organisations.enums import CaseForm
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.models import Mail
from ciiz.journeys import meeting as journey
from ciiz.journeys import refer, triage
from tests.journeys import meeting_scene, scene
from tests.journeys.meeting_scene import DAY, on_the
from tests.security.attacking import rows
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=1)


def slot_on(meeting: Meeting, day: date) -> meetings.Slot:
    (found,) = [one for one in meetings.slots(become("secretariat"), meeting.id) if one.held_on == day]
    return found


def test_dates_are_offered_chosen_and_one_becomes_the_meeting() -> None:
    meeting = meeting_scene.offered(parts_by=LATER)
    actor = become("secretariat")
    assert meetings.ask(actor=actor, meeting_id=meeting.id) == (4, 1)
    assert {mail.kind for mail in Mail.objects.all()} == {"meeting_dates"}
    first = slot_on(meeting, DAY)
    own = meeting_scene.invitation_of(meeting, "iv.contact")
    meetings.choose(actor=become("iv.contact"), invitation_id=own.id, suits=[first.id])
    assert journey.fix(actor=become("secretariat"), meeting_id=meeting.id, slot_id=first.id) == (4, 1)
    fixed = meetings.meeting(become("secretariat"), meeting.id)
    assert (fixed.state, fixed.held_on, fixed.parts_by) == (MeetingState.PLANNED, DAY, DAY)
    item = meeting_scene.item_of(meeting)
    assert (item.begins, item.ends) == (first.begins, first.ends)
    assert Mail.objects.filter(kind="meeting_invitation").count() == 4


def test_overlapping_dates_are_refused_with_the_day() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    dates = [Times(DAY, time(9), time(10)), Times(LATER, time(9), time(10)), Times(DAY, time(9, 30), time(11))]
    with pytest.raises(errors.SlotsOverlap) as refused:
        meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=dates)
    assert refused.value.values["day"] == day(DAY)
    assert not meetings.slots(become("secretariat"), meeting.id)


def test_dates_that_touch_do_not_overlap() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    dates = [Times(DAY, time(9), time(10)), Times(DAY, time(10), time(11))]
    meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=dates)
    assert len(meetings.slots(become("secretariat"), meeting.id)) == 2


def test_the_database_refuses_an_overlapping_date_and_one_of_somebody_else() -> None:
    meeting = meeting_scene.offered()
    sql = (
        "INSERT INTO meetings_slot (id, contributor_id, meeting_id, held_on, begins, ends, off) SELECT "
        "gen_random_uuid(), contributor_id, meeting_id, held_on, {}, ends, false FROM meetings_slot"
    )
    dossier_id = meeting_scene.item_of(meeting).dossier_id
    assert rows("secretariat", dossier_id, sql.format("begins")) == 0
    assert rows("iv.contact", dossier_id, sql.format("begins")) == 0
    assert rows("secretariat", dossier_id, "UPDATE meetings_slot SET held_on = held_on + 1") == 0
    assert rows("secretariat", dossier_id, "UPDATE meetings_invitation SET channel = 'mail', sent_on = %(today)s") == 0


@pytest.mark.parametrize("number", [0, 1])
def test_fewer_than_two_dates_are_no_offer(number: int) -> None:
    meeting = meeting_scene.arranged()
    with pytest.raises(errors.TooFewSlots):
        meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(DAY)[:number])


def test_a_date_that_is_over_is_refused() -> None:
    meeting = meeting_scene.arranged()
    with pytest.raises(errors.MeetingInPast):
        meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(TODAY - timedelta(1), DAY))


def test_nobody_is_asked_about_a_date_on_which_the_consent_has_ended() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, until=DAY + timedelta(days=1))
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    triage.accept(
        actor=become("regional", scene.START), dossier_id=dossier_id, on=scene.START, form=CaseForm.ROUND_TABLE
    )
    meeting = meeting_scene.seated(meeting_scene.arranged(dossier_id))
    meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(DAY, DAY + timedelta(days=9)))
    with pytest.raises(errors.EndsBefore) as refused:
        meetings.ask(actor=become("secretariat"), meeting_id=meeting.id)
    assert refused.value.values["day"] == day(DAY)
    assert not Mail.objects.exists()


def test_before_a_date_is_fixed_nobody_is_invited_and_nothing_is_moved() -> None:
    meeting = meeting_scene.offered()
    own = meeting_scene.invitation_of(meeting, "iv.contact")
    actor = become("secretariat")
    with pytest.raises(errors.DatesOffered):
        journey.invite(actor=actor, meeting_id=meeting.id)
    with pytest.raises(errors.DatesOffered):
        journey.note_sent(actor=actor, invitation_id=own.id, channel=Channel.LETTER, on=TODAY)
    with pytest.raises(errors.DatesOffered):
        meetings.move(actor=actor, meeting_id=meeting.id, expected_version=2, place=meeting_scene.place())


def test_after_the_invitations_no_dates_are_offered() -> None:
    meeting = meeting_scene.invited()
    with pytest.raises(errors.OfferedTooLate):
        meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(DAY, LATER))


def test_by_the_link_one_chooses_once_and_not_after_fixing() -> None:
    meeting = meeting_scene.offered()
    meetings.ask(actor=become("secretariat"), meeting_id=meeting.id)
    first = slot_on(meeting, DAY)
    chosen, late = (meeting_scene.invitation_of(meeting, name) for name in ("iv.contact", "smz.contact"))
    bearer = enter_bearer(object_id=chosen.id, verb="answer", until=LATER, today=TODAY)
    assert bearer is not None
    meetings.choose(actor=bearer, invitation_id=chosen.id, suits=[first.id], sequence=0)
    with pytest.raises(errors.AnsweredAlready):
        meetings.choose(actor=bearer, invitation_id=chosen.id, suits=[], sequence=0)
    assert Invitation.objects.filter(id=chosen.id).exists()
    journey.fix(actor=become("secretariat"), meeting_id=meeting.id, slot_id=first.id)
    bearer = enter_bearer(object_id=late.id, verb="answer", until=LATER, today=TODAY)
    assert bearer is not None
    with pytest.raises(errors.NothingOffered):
        meetings.choose(actor=bearer, invitation_id=late.id, suits=[first.id], sequence=0)


def test_other_dates_make_the_old_choice_and_the_old_link_void() -> None:
    meeting = meeting_scene.offered()
    meetings.ask(actor=become("secretariat"), meeting_id=meeting.id)
    own = meeting_scene.invitation_of(meeting, "iv.contact")
    old = slot_on(meeting, DAY)
    meetings.choose(actor=become("iv.contact"), invitation_id=own.id, suits=[old.id])
    meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(LATER, LATER + timedelta(days=1)))
    again = meeting_scene.invitation_of(meeting, "iv.contact")
    assert (again.chosen_on, again.suits, again.asked_on) == (None, [], None)
    with pytest.raises(errors.NothingOffered):
        meetings.choose(actor=become("iv.contact"), invitation_id=own.id, suits=[old.id])
    bearer = enter_bearer(object_id=own.id, verb="answer", until=LATER, today=TODAY)
    assert bearer is not None
    with pytest.raises(errors.NothingOffered):
        meetings.choose(actor=bearer, invitation_id=own.id, suits=[], sequence=0)
    assert meetings.ask(actor=become("secretariat"), meeting_id=meeting.id) == (4, 1)


def test_the_choice_of_a_person_without_address_is_noted_by_the_organiser_and_by_nobody_else() -> None:
    meeting = meeting_scene.offered()
    first = slot_on(meeting, DAY)
    person = Invitation.objects.get(meeting=meeting, party="person")
    noted = meetings.choose(actor=become("regional"), invitation_id=person.id, suits=[first.id])
    assert noted.suits == [first.id]
    other = meeting_scene.invitation_of(meeting, "iv.contact")
    with pytest.raises(NotAllowed):
        meetings.choose(actor=become("smz.contact"), invitation_id=other.id, suits=[])


def test_only_who_organises_offers_and_fixes() -> None:
    meeting = meeting_scene.offered()
    first = slot_on(meeting, DAY)
    for who in ("iv.contact", "smz.contact"):
        with pytest.raises(NotFound):
            meetings.offer(actor=become(who), meeting_id=meeting.id, dates=on_the(DAY, LATER))
        with pytest.raises(NotFound):
            journey.fix(actor=become(who), meeting_id=meeting.id, slot_id=first.id)


def test_calling_the_meeting_off_tells_who_was_asked() -> None:
    meeting = meeting_scene.offered()
    meetings.ask(actor=become("secretariat"), meeting_id=meeting.id)
    journey.call_off(actor=become("secretariat"), meeting_id=meeting.id)
    assert Mail.objects.filter(kind="meeting_cancelled").count() == 4
    with pytest.raises(errors.MeetingOver):
        meetings.offer(actor=become("secretariat"), meeting_id=meeting.id, dates=on_the(DAY, LATER))
