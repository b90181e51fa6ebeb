"""Arranging, inviting, answering, deciding: what the journeys do and refuse."""

from datetime import time, timedelta

import pytest

from ciiz.domain.access.public import Category, SystemActor, enter_bearer
from ciiz.domain.cases.enums import SessionKind, SessionOutcome, Stage
from ciiz.domain.cases.public import case
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import WithdrawalForm
from ciiz.domain.meetings import errors
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Channel, Excuse, MeetingKind, Party, Reply
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.models import Mail
from ciiz.journeys import consent, refer, session, triage
from ciiz.journeys import meeting as journey
from ciiz.journeys.agenda import add_case
from tests.journeys import meeting_scene, scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db


def test_the_time_of_a_meeting_is_shared_among_its_cases() -> None:
    meeting = meeting_scene.arranged(scene.accepted(), scene.accepted())
    items = meetings.agenda(become("secretariat"), meeting.id)
    assert [(one.begins, one.ends) for one in items] == [(time(9), time(9, 30)), (time(9, 30), time(10))]


@pytest.mark.parametrize("who", ["rav.front", "smz.contact", "legal", "steering", "national"])
def test_only_coordination_and_office_arrange_meetings(who: str) -> None:
    with pytest.raises(NotAllowed):
        journey.arrange(actor=become(who), kind=MeetingKind.POOL, place=meeting_scene.place(), numbers=[])


def test_a_number_that_is_not_open_is_named() -> None:
    with pytest.raises(journey.UnknownNumber, match="ZZ-9") as refused:
        journey.arrange(
            actor=become("regional"), kind=MeetingKind.ROUND_TABLE, place=meeting_scene.place(), numbers=["ZZ-9"]
        )
    assert refused.value.field == "cases"


def test_a_meeting_without_cases_is_the_pools_or_the_yearly_one() -> None:
    actor = become("regional")
    assert journey.arrange(actor=actor, kind=MeetingKind.POOL, place=meeting_scene.place(), numbers=[])
    with pytest.raises(errors.CasesMissing):
        journey.arrange(actor=actor, kind=MeetingKind.ROUND_TABLE, place=meeting_scene.place(), numbers=[])


def test_the_quarterly_review_of_the_team_takes_place_with_or_without_cases() -> None:
    meeting = meeting_scene.without_cases(MeetingKind.QUARTERLY)
    people = [one.id for one in journey.who_could_come(become("secretariat"), []).people]
    journey.seat(actor=become("secretariat"), meeting_id=meeting.id, members=people)
    assert journey.invite(actor=become("secretariat"), meeting_id=meeting.id) == (len(people), 0)
    dossier_id = scene.accepted()
    actor = become("secretariat")
    number = case(actor, dossier_id).number
    item, _missing = add_case(actor=actor, meeting_id=meeting.id, number=number)
    assert [one.id for one in meetings.agenda(actor, meeting.id)] == [item.id]
    assert meeting_scene.arranged(scene.accepted(), kind=MeetingKind.QUARTERLY).kind == MeetingKind.QUARTERLY


def test_nobody_sits_at_a_case_whose_consent_ends_before_the_meeting() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, until=TODAY + timedelta(days=5))
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    triage.accept(
        actor=become("regional", scene.START), dossier_id=dossier_id, on=scene.START, form=CaseForm.ROUND_TABLE
    )
    meeting = meeting_scene.arranged(dossier_id)
    with pytest.raises(errors.EndsBefore) as refused:
        meeting_scene.seated(meeting)
    assert refused.value.values["day"] == day(TODAY + timedelta(days=4))
    assert not meetings.guests(become("secretariat"), meeting.id)


def test_a_consent_withdrawn_after_the_choice_keeps_every_invitation_back() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    _withdraw_consent(meeting)
    with pytest.raises(errors.NotOpenThen, match=r"IV Test|SMZ Test|RAV Test|IIZ Test"):
        journey.invite(actor=become("secretariat"), meeting_id=meeting.id)
    assert not Mail.objects.exists()


def test_a_meeting_is_not_moved_to_a_day_on_which_the_consent_has_ended() -> None:
    meeting = meeting_scene.invited()
    late = meeting_scene.place(TODAY + timedelta(days=300))
    with pytest.raises(errors.EndsBefore):
        meetings.move(actor=become("secretariat"), meeting_id=meeting.id, expected_version=1, place=late)


def _withdraw_consent(meeting: meetings.Meeting) -> None:
    item = meeting_scene.item_of(meeting)
    actor = become("rav.contact")
    (found,) = consents.of_dossier(actor, item.dossier_id)
    consent.withdraw(actor=actor, consent_id=found.id, how=WithdrawalForm.TALK)


def test_an_invitation_is_sent_by_ciiz_or_elsewhere_never_both() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    actor = become("secretariat")
    elsewhere = meeting_scene.invitation_of(meeting, "iv.contact")
    journey.note_sent(actor=actor, invitation_id=elsewhere.id, channel=Channel.AVAM, on=TODAY)
    assert journey.invite(actor=actor, meeting_id=meeting.id) == (3, 1)
    assert Mail.objects.count() == 3
    with pytest.raises(errors.InvitedAlready):
        journey.note_sent(
            actor=actor,
            invitation_id=meeting_scene.invitation_of(meeting, "smz.contact").id,
            channel=Channel.LETTER,
            on=TODAY,
        )


def test_a_party_from_outside_comes_by_consent_or_because_the_person_agreed() -> None:
    meeting = meeting_scene.arranged()
    item = meeting_scene.item_of(meeting)
    actor = become("secretariat")
    stranger = institution("RAV").id
    assert meetings.invite_outside(
        actor=actor, item_id=item.id, party=Party.PROVIDER, institution_id=stranger, language="de"
    )
    made = meetings.invite_outside(
        actor=actor, item_id=item.id, party=Party.DOCTOR, email="doc@example.org", language="fr", agreed_on=TODAY
    )
    assert made.party == Party.DOCTOR


def test_by_the_link_one_answers_once_and_not_after_a_move() -> None:
    meeting = meeting_scene.invited()
    found = meeting_scene.invitation_of(meeting, "iv.contact")
    bearer = enter_bearer(object_id=found.id, verb="answer", until=meeting.held_on, today=TODAY)
    assert bearer is not None
    meetings.answer(actor=bearer, invitation_id=found.id, reply=Reply.NO, excuse=Excuse.ABSENT, sequence=0)
    with pytest.raises(errors.AnsweredAlready):
        meetings.answer(actor=bearer, invitation_id=found.id, reply=Reply.YES, excuse=None, sequence=0)
    actor = become("secretariat")
    later = meeting_scene.place(meeting.held_on + timedelta(days=1))
    meetings.move(actor=actor, meeting_id=meeting.id, expected_version=1, place=later)
    assert meeting_scene.invitation_of(meeting, "iv.contact").reply == ""
    enter_bearer(object_id=found.id, verb="answer", until=later.held_on, today=TODAY)
    with pytest.raises(errors.InvitationOver):
        meetings.answer(actor=bearer, invitation_id=found.id, reply=Reply.YES, excuse=None, sequence=0)


def test_after_the_cancellation_a_link_says_that_it_is_over() -> None:
    meeting = meeting_scene.invited(parts_by=TODAY)
    item = meeting_scene.item_of(meeting)
    found = meeting_scene.invitation_of(meeting, "iv.contact")
    journey.call_off(actor=become("regional"), meeting_id=meeting.id)
    assert "prepare_session" not in {task.kind for task in of_case(become("regional"), item.dossier_id)}
    bearer = enter_bearer(object_id=found.id, verb="answer", until=meeting.held_on, today=TODAY)
    assert bearer is not None
    with pytest.raises(errors.InvitationOver):
        meetings.answer(actor=bearer, invitation_id=found.id, reply=Reply.YES, excuse=None, sequence=0)
    assert enter_bearer(object_id=found.id, verb="answer", until=TODAY - timedelta(days=1), today=TODAY) is None


def test_who_is_invited_sees_the_meeting_and_answers_for_themselves() -> None:
    meeting = meeting_scene.invited()
    own, other = (meeting_scene.invitation_of(meeting, name) for name in ("iv.contact", "smz.contact"))
    actor = become("iv.contact")
    assert [one.id for one in meetings.meetings(actor)] == [meeting.id]
    assert [one.dossier_id for one in meetings.agenda(actor, meeting.id)]
    meetings.answer(actor=actor, invitation_id=own.id, reply=Reply.YES, excuse=None)
    with pytest.raises(NotAllowed):
        meetings.answer(actor=actor, invitation_id=other.id, reply=Reply.YES, excuse=None)


def test_who_is_not_invited_sees_nothing_of_a_meeting() -> None:
    meeting = meeting_scene.arranged()
    actor = become("regional.other")
    assert not meetings.meetings(actor)
    with pytest.raises(NotFound):
        meetings.meeting(actor, meeting.id)


def test_each_institution_is_asked_for_its_part_and_its_task_ends_with_it() -> None:
    meeting = meeting_scene.invited(parts_by=TODAY + timedelta(days=7))
    item = meeting_scene.item_of(meeting)
    waiting = [task for task in of_case(become("regional"), item.dossier_id) if task.subject_id == item.id]
    assert {task.institution_id for task in waiting} == {institution(code).id for code in ("RAV", "SMZ", "IV")}
    assert {task.due_on for task in waiting} == {TODAY + timedelta(days=7)}
    journey.state_position(
        actor=become("iv.contact"),
        item_id=item.id,
        expected_version=0,
        text="Retraining is possible.",
        measures="Training",
        may_decide=True,
    )
    left = [task for task in of_case(become("regional"), item.dossier_id) if task.subject_id == item.id]
    assert institution("IV").id not in {task.institution_id for task in left}
    assert [one.text for one in meetings.positions(become("regional"), item.id)] == ["Retraining is possible."]


def test_a_decision_is_a_task_of_whoever_carries_it_out() -> None:
    meeting = meeting_scene.invited(held_on=TODAY)
    item = meeting_scene.item_of(meeting)
    due = TODAY + timedelta(days=10)
    decided = journey.decide(
        actor=become("regional"),
        item_id=item.id,
        text="Asks the employer.",
        category=Category.WORK,
        membership_id=membership("iv.contact").id,
        due_on=due,
    )
    (task,) = [one for one in of_case(become("iv.contact"), item.dossier_id) if one.subject_id == decided.id]
    assert (task.membership_id, task.due_on) == (membership("iv.contact").id, due)
    assert journey.carried_out(actor=become("iv.contact"), decision_id=decided.id) == 1


def test_a_decision_names_nobody_who_has_nothing_to_do_with_the_case() -> None:
    dossier_id = scene.accepted()
    meeting = meeting_scene.arranged(dossier_id, held_on=TODAY)
    item = meeting_scene.item_of(meeting)
    with pytest.raises(errors.TakesNoPart):
        journey.decide(
            actor=become("regional"),
            item_id=item.id,
            text="Asks.",
            category=Category.WORK,
            membership_id=0,
            due_on=TODAY,
        )


def test_the_result_of_an_item_moves_the_case_and_is_recorded_once() -> None:
    meeting = meeting_scene.invited(held_on=TODAY)
    item = meeting_scene.item_of(meeting)
    there = {meeting_scene.invitation_of(meeting, "iv.contact").id: Attendance.PRESENT}
    actor = become("regional")
    meetings.note_attendance(actor=actor, meeting_id=meeting.id, there=there)
    session.record_result(
        actor=actor,
        dossier_id=item.dossier_id,
        kind=SessionKind.ROUND_TABLE,
        held_on=TODAY,
        outcome=SessionOutcome.CASE_MANAGEMENT,
        participants=[(institution("IV").id, membership("iv.contact").id)],
        item_id=item.id,
    )
    assert case(actor, item.dossier_id).stage == Stage.DECIDED
    assert meetings.item(actor, item.id).session_id is not None
    with pytest.raises(errors.MeetingOver):
        meetings.close_item(actor=actor, item_id=item.id, session_id=item.id)


def test_minutes_are_told_once_a_day_to_those_who_sat_there_with_an_account() -> None:
    meeting = meeting_scene.invited(held_on=TODAY)
    item = meeting_scene.item_of(meeting)
    actor = become("secretariat")
    assert meetings.tell_minutes(actor=actor, item_id=item.id) == 4
    assert meetings.tell_minutes(actor=actor, item_id=item.id) == 0
    told = [one.minutes for one in meetings.guests(actor, meeting.id)]
    assert told.count({item.id: TODAY}) == 4
    assert told.count({}) == 1


def test_minutes_reach_others_by_letter_between_the_meeting_and_today() -> None:
    meeting = meeting_scene.invited(held_on=TODAY)
    actor = become("secretariat")
    person = meetings.Invitation.objects.get(meeting=meeting, party=Party.PERSON)
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(errors.MinutesOutOfTime):
            meetings.note_minutes(actor=actor, invitation_id=person.id, channel=Channel.LETTER, on=on)
    noted = meetings.note_minutes(actor=actor, invitation_id=person.id, channel=Channel.LETTER, on=TODAY)
    assert (noted.minutes_by, noted.minutes_on) == ("letter", TODAY)
    member = meeting_scene.invitation_of(meeting, "iv.contact")
    with pytest.raises(errors.MinutesByMail):
        meetings.note_minutes(actor=actor, invitation_id=member.id, channel=Channel.LETTER, on=TODAY)
    with pytest.raises(NotAllowed):
        meetings.note_minutes(actor=become("iv.contact"), invitation_id=person.id, channel=Channel.LETTER, on=TODAY)


def test_before_the_day_no_minutes_go_out() -> None:
    meeting = meeting_scene.invited()
    item = meeting_scene.item_of(meeting)
    with pytest.raises(errors.NotYetHeld):
        meetings.tell_minutes(actor=become("secretariat"), item_id=item.id)


def test_nobody_is_reminded_of_a_case_that_was_closed_to_them_since_the_invitation() -> None:
    meeting = meeting_scene.invited()
    eve = meeting.held_on - timedelta(days=1)
    nightly = SystemActor("deadlines", eve)
    before = {one.membership_id for one in meetings.to_remind(nightly, on=eve, until=meeting.held_on)}
    _withdraw_consent(meeting)
    after = {one.membership_id for one in meetings.to_remind(nightly, on=eve, until=meeting.held_on)}
    assert membership("iv.contact").id in before - after
    closed = meetings.uncovered(become("secretariat"), meeting.id, on=meeting.held_on)
    assert meeting_scene.invitation_of(meeting, "iv.contact").id in {one.invitation_id for one in closed}


def test_who_sat_at_a_case_alone_need_not_come_once_it_is_taken_off() -> None:
    one, other = scene.accepted(), scene.accepted()
    meeting = meeting_scene.arranged(one, other)
    actor = become("secretariat")
    first, second = meetings.agenda(actor, meeting.id)
    for item, name in ((first, "iv.contact"), (second, "smz.contact")):
        concerned = {item.id: {institution("IV").id, institution("SMZ").id}}
        meetings.seat(actor=actor, meeting_id=meeting.id, members=[membership(name).id], concerned=concerned)
    journey.invite(actor=actor, meeting_id=meeting.id)
    journey.take_off(actor=actor, item_id=first.id)
    assert meeting_scene.invitation_of(meeting, "iv.contact").withdrawn
    assert not meeting_scene.invitation_of(meeting, "smz.contact").withdrawn
    assert Mail.objects.filter(kind="meeting_cancelled").count() == 1


def test_who_was_invited_elsewhere_is_told_of_a_move_again_and_no_mail_claims_it() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    actor = become("secretariat")
    found = meeting_scene.invitation_of(meeting, "iv.contact")
    journey.note_sent(actor=actor, invitation_id=found.id, channel=Channel.AVAM, on=TODAY)
    journey.invite(actor=actor, meeting_id=meeting.id)
    later = meeting_scene.place(meeting.held_on + timedelta(days=1))
    meetings.move(actor=actor, meeting_id=meeting.id, expected_version=1, place=later)
    moved = meeting_scene.invitation_of(meeting, "iv.contact")
    assert (moved.channel, moved.sent_on, moved.sequence) == ("", None, 1)
    assert meeting_scene.invitation_of(meeting, "smz.contact").channel == Channel.MAIL
    told = journey.note_sent(actor=actor, invitation_id=found.id, channel=Channel.TELEPHONE, on=TODAY)
    assert told.sequence == 1
