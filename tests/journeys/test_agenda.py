"""The agenda of a planned meeting: a further case, what each needs, and whose task that is until it is there."""

from datetime import time, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from ciiz.domain.cases.enums import SessionKind, SessionOutcome
from ciiz.domain.cases.public import DayOutOfOrder, WrongRole, case
from ciiz.domain.meetings import errors
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind, Party, Reply
from ciiz.domain.meetings.public import AgendaItem, Meeting, Needs
from ciiz.domain.tasks.enums import Kind
from ciiz.domain.tasks.public import of_case, waiting
from ciiz.foundation.errors import NotFound
from ciiz.foundation.mail.models import Mail
from ciiz.journeys import agenda as journey
from ciiz.journeys import meeting as arranging
from ciiz.journeys import session
from tests.journeys import meeting_scene, plan_scene, scene
from tests.worlds import TODAY, become, institution, membership

pytestmark = pytest.mark.django_db
WANTED = Needs(medical_opinion=True, interpreter="ti")


def added(meeting: Meeting, needs: Needs = WANTED) -> AgendaItem:
    dossier_id = scene.accepted()
    actor = become("secretariat")
    return journey.add_case(actor=actor, meeting_id=meeting.id, number=case(actor, dossier_id).number, needs=needs)[0]


def seeing_to(item: AgendaItem) -> list[int | None]:
    tasks = of_case(become("secretariat"), item.dossier_id)
    return [one.membership_id for one in tasks if one.kind == Kind.SEE_TO_NEEDS and one.subject_id == item.id]


def lacking(item: AgendaItem) -> meetings.Lack:
    actor = become("secretariat")
    return meetings.lacks(meetings.item(actor, item.id), meetings.guests(actor, item.meeting_id))


def test_a_further_case_shares_the_time_and_who_was_invited_is_asked_anew() -> None:
    meeting = meeting_scene.invited(parts_by=TODAY + timedelta(days=7))
    before = meeting_scene.invitation_of(meeting, "iv.contact")
    meetings.answer(actor=become("iv.contact"), invitation_id=before.id, reply=Reply.YES, excuse=None)
    mails = Mail.objects.filter(kind=meetings.INVITATION).count()
    item = added(meeting)
    every = meetings.agenda(become("secretariat"), meeting.id)
    assert [(one.begins, one.ends) for one in every] == [(time(9), time(9, 30)), (time(9, 30), time(10))]
    assert every[1].id == item.id
    after = meeting_scene.invitation_of(meeting, "iv.contact")
    assert (after.reply, after.sequence) == ("", before.sequence + 1)
    assert Mail.objects.filter(kind=meetings.INVITATION).count() == 2 * mails
    seated = {
        one.invitation.membership_id
        for one in meetings.guests(become("secretariat"), meeting.id)
        if item.id in one.items
    }
    assert {membership(name).id for name in meeting_scene.PEOPLE} == seated
    asked = [one for one in of_case(become("regional"), item.dossier_id) if one.kind == Kind.PREPARE_SESSION]
    assert {one.subject_id for one in asked} == {item.id}


def test_while_nobody_is_invited_nobody_is_written_to() -> None:
    meeting = meeting_scene.seated(meeting_scene.arranged())
    added(meeting)
    assert not Mail.objects.exists()
    assert meeting_scene.invitation_of(meeting, "iv.contact").sequence == 0


def test_a_case_that_stands_there_one_too_many_and_a_meeting_without_cases_are_refused() -> None:
    dossier_id = scene.accepted()
    meeting = meeting_scene.arranged(dossier_id)
    actor = become("secretariat")
    number = case(actor, dossier_id).number
    with pytest.raises(errors.OnAgendaAlready):
        journey.add_case(actor=actor, meeting_id=meeting.id, number=number)
    pool = meeting_scene.without_cases(MeetingKind.POOL)
    with pytest.raises(errors.WithoutCases):
        journey.add_case(actor=actor, meeting_id=pool.id, number=number)
    with pytest.raises(NotFound):
        journey.add_case(actor=become("rav.contact"), meeting_id=meeting.id, number=number)
    with pytest.raises(arranging.UnknownNumber):
        journey.add_case(actor=become("secretariat"), meeting_id=meeting.id, number="ZZ-9")


def test_a_standing_session_takes_a_case_on_its_free_place_and_says_when_it_is_full() -> None:
    series = meeting_scene.standing(capacity=2)
    session = meetings.sessions(become("secretariat"), series.id)[0]
    assert [added(session).begins for _one in range(2)] == [time(9), time(9, 30)]
    with pytest.raises(errors.SessionFull):
        added(session)


def test_what_a_case_lacks_is_a_task_of_whoever_arranged_until_somebody_comes_or_it_was_ordered() -> None:
    item = added(meeting_scene.arranged())
    assert lacking(item) == (True, True)
    assert seeing_to(item) == [membership("secretariat").id]
    actor = become("secretariat")
    doctor = journey.invite_outside(
        actor=actor, item_id=item.id, party=Party.DOCTOR, email="d@test.example", language="fr", agreed_on=TODAY
    )
    assert lacking(item) == (False, True)
    assert seeing_to(item)
    ordered = Needs(medical_opinion=True, interpreter="ti", interpreter_ordered_on=TODAY)
    journey.set_needs(actor=become("regional"), item_id=item.id, needs=ordered)
    assert (lacking(item), seeing_to(item)) == ((False, False), [])
    journey.withdraw(actor=become("secretariat"), invitation_id=doctor.id)
    assert (lacking(item), len(seeing_to(item))) == ((True, False), 1)
    journey.set_needs(actor=become("secretariat"), item_id=item.id, needs=Needs())
    assert (lacking(item), seeing_to(item)) == ((False, False), [])


def test_off_the_agenda_nothing_is_lacking_any_more() -> None:
    item = added(meeting_scene.arranged())
    arranging.take_off(actor=become("secretariat"), item_id=item.id)
    assert seeing_to(item) == []


def test_what_was_ordered_was_ordered_before_today_and_is_needed() -> None:
    item = added(meeting_scene.arranged())
    later = Needs(medical_opinion=True, opinion_ordered_on=TODAY + timedelta(days=1))
    with pytest.raises(errors.NotYetOrdered) as refused:
        journey.set_needs(actor=become("secretariat"), item_id=item.id, needs=later)
    assert refused.value.field == "opinion_ordered_on"
    with pytest.raises(IntegrityError), transaction.atomic():
        journey.set_needs(actor=become("secretariat"), item_id=item.id, needs=Needs(opinion_ordered_on=TODAY))
    with pytest.raises(NotFound):
        journey.set_needs(actor=become("smz.contact"), item_id=item.id, needs=WANTED)


def arranging_asked(dossier_id: UUID) -> list[tuple[int | None, str]]:
    tasks = of_case(become("regional"), dossier_id)
    return [(one.institution_id, one.role) for one in tasks if one.kind == Kind.ARRANGE_SESSION]


def test_the_secretariat_arranges_an_assessment_on_request_and_that_is_its_task_until_then() -> None:
    dossier_id = scene.accepted()
    journey.ask_office(
        actor=become("regional"), dossier_id=dossier_id, kind=MeetingKind.ASSESSMENT, due_on=TODAY + timedelta(days=9)
    )
    assert arranging_asked(dossier_id) == [(institution("IIZ").id, "secretariat")]
    assert Kind.ARRANGE_SESSION in {one.kind for one in waiting(become("secretariat")).tasks}
    meeting_scene.arranged(dossier_id, kind=MeetingKind.ASSESSMENT)
    assert arranging_asked(dossier_id) == []


def test_a_case_that_is_added_to_a_meeting_needs_no_other() -> None:
    meeting = meeting_scene.arranged()
    dossier_id = scene.accepted()
    actor = become("regional")
    number = case(actor, dossier_id).number
    journey.ask_office(actor=actor, dossier_id=dossier_id, kind=MeetingKind.ROUND_TABLE, due_on=TODAY)
    journey.add_case(actor=become("regional"), meeting_id=meeting.id, number=number)
    assert arranging_asked(dossier_id) == []


def test_the_tandem_asks_for_a_network_talk_and_the_coordination_may_arrange_it_as_well() -> None:
    dossier_id = scene.decided(outcome=SessionOutcome.COACHING)
    journey.ask_office(actor=become("smz.contact"), dossier_id=dossier_id, kind=MeetingKind.NETWORK, due_on=TODAY)
    assert arranging_asked(dossier_id)
    meeting_scene.arranged(dossier_id, kind=MeetingKind.NETWORK, who="regional")
    assert arranging_asked(dossier_id) == []


def test_others_ask_the_secretariat_for_nothing_and_nobody_for_a_day_that_is_over() -> None:
    dossier_id = scene.accepted()
    for who in ("rav.contact", "smz.contact", "secretariat"):
        with pytest.raises(WrongRole):
            journey.ask_office(actor=become(who), dossier_id=dossier_id, kind=MeetingKind.ROUND_TABLE, due_on=TODAY)
    with pytest.raises(DayOutOfOrder) as refused:
        journey.ask_office(
            actor=become("regional"),
            dossier_id=dossier_id,
            kind=MeetingKind.ROUND_TABLE,
            due_on=TODAY - timedelta(days=1),
        )
    assert refused.value.field == "due_on"


def test_a_session_asked_for_out_of_case_management_asks_each_institution_once_and_for_its_item() -> None:
    dossier_id = plan_scene.running()
    session.ask_for(
        actor=become(plan_scene.MANAGER), dossier_id=dossier_id, kind=SessionKind.NETWORK, on=TODAY, reason="Gap"
    )
    meeting = meeting_scene.arranged(dossier_id, kind=MeetingKind.NETWORK, parts_by=TODAY + timedelta(days=3))
    meeting_scene.seated(meeting, ("rav.contact", "iv.contact"))
    arranging.invite(actor=become("secretariat"), meeting_id=meeting.id)
    item = meeting_scene.item_of(meeting)
    asked = [one for one in of_case(become("regional"), dossier_id) if one.kind == Kind.PREPARE_SESSION]
    assert sorted(one.institution_id or 0 for one in asked) == sorted(institution(code).id for code in ("RAV", "IV"))
    assert {one.subject_id for one in asked} == {item.id}
    arranging.state_position(
        actor=become("iv.contact"), item_id=item.id, expected_version=0, text="Gap", measures="", may_decide=True
    )
    left = [one for one in of_case(become("regional"), dossier_id) if one.kind == Kind.PREPARE_SESSION]
    assert [one.institution_id for one in left] == [institution("RAV").id]
