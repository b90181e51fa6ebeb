"""Standing sessions: planned for half a year, invited to at once, filled with cases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest

from ciiz.domain.cases.public import case
from ciiz.domain.meetings import errors
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingKind, MeetingState, Rhythm
from ciiz.domain.meetings.public import Meeting, Place, Standing
from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.models import User
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.tasks.public import of_case
from ciiz.foundation.errors import NotAllowed, NotFound
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.models import Mail
from ciiz.journeys import meeting as arranging
from ciiz.journeys import refer, triage
from ciiz.journeys import standing as journey
from tests.journeys import scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become, membership

pytestmark = pytest.mark.django_db
FIRST = TODAY + timedelta(days=7)
CORE = ("smz.contact", "iv.contact", "regional")


def plan(
    *,
    rhythm: Rhythm = Rhythm.WEEKLY,
    first: date = FIRST,
    weeks: int = 3,
    capacity: int = 2,
    days: Sequence[date] = (),
    parts: int | None = None,
    who: str = "secretariat",
    kind: MeetingKind = MeetingKind.ROUND_TABLE,
) -> journey.Planned:
    place = Place(first, time(9), time(11), "Gap")
    standing = Standing(kind, rhythm, place, first + timedelta(weeks=weeks), capacity, days, parts)
    return journey.stand(actor=become(who), standing=standing, members=[membership(name).id for name in CORE])


def assigned(made: journey.Planned, dossier_id: UUID) -> journey.Assigned:
    actor = become("secretariat")
    number = case(actor, dossier_id).number
    return journey.assign(actor=actor, series_id=made.series.id, number=number)


@pytest.mark.parametrize(("rhythm", "apart", "number"), [(Rhythm.WEEKLY, 7, 4), (Rhythm.FORTNIGHTLY, 14, 2)])
def test_sessions_follow_the_rhythm_until_the_last_day(rhythm: Rhythm, apart: int, number: int) -> None:
    made = plan(rhythm=rhythm)
    wanted = [FIRST + timedelta(days=apart * one) for one in range(number)]
    assert [one.held_on for one in made.sessions] == wanted
    assert all(len(meetings.guests(become("secretariat"), one.id)) == 3 for one in made.sessions)


def test_a_calendar_names_its_days() -> None:
    days = [FIRST + timedelta(days=30), FIRST + timedelta(days=9)]
    made = plan(rhythm=Rhythm.CALENDAR, days=days)
    assert [one.held_on for one in made.sessions] == [FIRST, *sorted(days)]


def test_public_holidays_of_the_canton_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journey, "canton_values", lambda _code: replace(canton_values("ZZ"), code="VS"))
    feast = date(TODAY.year, 12, 25)
    made = plan(first=feast - timedelta(days=7), weeks=2)
    assert [one.held_on for one in made.sessions] == [feast - timedelta(days=7)]
    assert made.left_out == [feast, feast + timedelta(days=7)]


def test_more_than_half_a_year_days_that_are_over_and_no_day_at_all_are_refused() -> None:
    with pytest.raises(errors.TooLongAhead):
        plan(weeks=27)
    with pytest.raises(errors.MeetingInPast):
        plan(rhythm=Rhythm.CALENDAR, days=[TODAY - timedelta(days=1)])
    with pytest.raises(errors.NoDays):
        plan(weeks=-1)


def test_less_than_five_minutes_a_case_are_refused() -> None:
    with pytest.raises(errors.AgendaTooTight):
        plan(capacity=25)


@pytest.mark.parametrize("who", ["smz.contact", "legal", "steering"])
def test_only_coordination_and_office_plan_them(who: str) -> None:
    with pytest.raises(NotAllowed):
        plan(who=who)


def test_cases_take_the_next_free_place_each_with_its_own_time() -> None:
    made = plan()
    items = [assigned(made, scene.accepted()).item for _one in range(3)]
    assert [one.meeting.held_on - FIRST for one in items] == [timedelta(), timedelta(), timedelta(weeks=1)]
    assert [one.begins for one in items] == [time(9), time(10), time(9)]


def test_a_place_that_becomes_free_is_taken_again() -> None:
    made = plan()
    first = assigned(made, scene.accepted()).item
    assigned(made, scene.accepted())
    arranging.take_off(actor=become("secretariat"), item_id=first.id)
    again = assigned(made, scene.accepted()).item
    assert (again.meeting_id, again.begins) == (first.meeting_id, first.begins)


def test_a_full_half_year_and_a_case_that_stands_already_are_said() -> None:
    made = plan(weeks=0, capacity=1)
    dossier_id = scene.accepted()
    assigned(made, dossier_id)
    with pytest.raises(errors.AssignedAlready) as refused:
        assigned(made, dossier_id)
    assert refused.value.values["day"] == day(FIRST)
    with pytest.raises(errors.NoSessionFree):
        assigned(made, scene.accepted())


def test_who_may_not_see_the_case_on_that_day_does_not_sit_at_it_and_that_is_said() -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, without=("IV",))
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    triage.accept(
        actor=become("regional", scene.START), dossier_id=dossier_id, on=scene.START, form=CaseForm.ROUND_TABLE
    )
    made = assigned(plan(), dossier_id)
    assert [one.membership_id for one in made.not_seated] == [membership("iv.contact").id]
    guests = meetings.guests(become("secretariat"), made.item.meeting_id)
    seated = {one.invitation.membership_id for one in guests if made.item.id in one.items}
    assert seated == {membership("smz.contact").id, membership("regional").id}


def test_all_are_invited_at_once_and_later_cases_ask_for_the_parts() -> None:
    made = plan(weeks=1, parts=3)
    actor = become("secretariat")
    assert journey.invite_all(actor=actor, series_id=made.series.id) == (6, 0)
    assert journey.invite_all(actor=actor, series_id=made.series.id) == (0, 0)
    assert Mail.objects.filter(kind="meeting_invitation").count() == 6
    dossier_id = scene.accepted()
    item = assigned(made, dossier_id).item
    waiting = [task for task in of_case(become("regional"), dossier_id) if task.subject_id == item.id]
    assert {task.due_on for task in waiting} == {FIRST - timedelta(days=3)}
    assert len(waiting) == 2


def test_sessions_without_a_case_are_cancelled_together() -> None:
    made = plan(weeks=2)
    item = assigned(made, scene.accepted()).item
    actor = become("secretariat")
    assert journey.call_off_empty(actor=actor, series_id=made.series.id) == 2
    left = [one for one in meetings.sessions(actor, made.series.id) if one.state == MeetingState.PLANNED]
    assert [one.id for one in left] == [item.meeting_id]


def test_a_moved_session_keeps_its_places() -> None:
    made = plan()
    first = assigned(made, scene.accepted()).item
    actor = become("secretariat")
    later = Place(FIRST + timedelta(days=1), time(13), time(15), "Gap")
    meetings.move(actor=actor, meeting_id=first.meeting_id, expected_version=1, place=later)
    second = assigned(made, scene.accepted()).item
    assert (second.begins, second.ends) == (time(14), time(15))


def test_others_see_no_series_and_sql_fills_no_session_beyond_its_places() -> None:
    made = plan(weeks=0, capacity=1)
    dossier_id, more = scene.accepted(), scene.accepted()
    assigned(made, dossier_id)
    with pytest.raises(NotFound):
        meetings.one_series(become("iv.contact"), made.series.id)
    sql = (
        "INSERT INTO meetings_agendaitem (id, dossier_id, contributor_id, meeting_id, case_id, begins, ends, "
        f"medical_opinion, interpreter, off) SELECT gen_random_uuid(), '{more}', %(mine)s, m.id, '{more}', m.begins, "
        "m.ends, false, '', false FROM meetings_meeting m WHERE m.series_id IS NOT NULL"
    )
    assert rows("secretariat", more, sql) == 0
    assert rows("regional.other", more, "UPDATE meetings_meeting SET series_id = NULL") == 0


def colleague(like: str) -> str:
    """Somebody new with the same role as somebody else; the name."""
    become("officer")
    role = membership(like)
    role.pk, role.user = None, User.objects.create_user("second@test.example", first_name="second", last_name="Test")
    role._state.adding = True
    role.save()
    return "second"


@pytest.mark.parametrize(("who", "chair"), [("regional", None), ("secretariat", "regional")])
def test_who_coordinates_the_same_region_assigns_cases_and_changes_nothing_else(who: str, chair: str | None) -> None:
    name = colleague("regional")
    place = Place(FIRST, time(9), time(11), "Gap", "", membership(chair).id if chair else None)
    standing = Standing(MeetingKind.ROUND_TABLE, Rhythm.WEEKLY, place, FIRST, 2)
    made = journey.stand(actor=become(who), standing=standing, members=[membership("iv.contact").id])
    dossier_id = scene.accepted()
    for other in ("regional.other", "thematic"):
        with pytest.raises(NotFound):
            meetings.one_series(become(other), made.series.id)
    assert not meetings.keeps(become(name), made.sessions[0])
    assert not meetings.keeps_series(become(name), made.series)
    for sql in (
        "UPDATE meetings_meeting SET place = 'elsewhere'",
        "UPDATE meetings_meeting SET state = 'cancelled'",
        "UPDATE meetings_invitation SET withdrawn = true",
        "UPDATE meetings_invitation SET channel = 'letter', sent_on = %(today)s",
        "INSERT INTO meetings_invitation (id, contributor_id, meeting_id, party, institution_id, membership_id, email, "
        "language, withdrawn, channel, sequence, reply, excuse, suits, handed_in, attendance) SELECT "
        "gen_random_uuid(), contributor_id, meeting_id, party, %(mine)s, %(me)s, '', 'de', false, '', 0, '', '', "
        "'{{}}', '{{}}', '' FROM meetings_invitation LIMIT 1",
        "INSERT INTO meetings_meeting (id, contributor_id, series_id, kind, held_on, begins, ends, place, link, "
        "arranged_by_id, state, sequence, version) SELECT gen_random_uuid(), contributor_id, id, kind, %(today)s, "
        "begins, ends, place, link, %(me)s, 'planned', 0, 1 FROM meetings_series",
    ):
        assert rows(name, dossier_id, sql) == 0, sql
    with pytest.raises(NotFound):
        arranging.call_off(actor=become(name), meeting_id=made.sessions[0].id)
    actor = become(name)
    assert [one.id for one in meetings.standing(actor)] == [made.series.id]
    number = case(actor, dossier_id).number
    item = journey.assign(actor=actor, series_id=made.series.id, number=number).item
    assert item.meeting_id == made.sessions[0].id
    assert [one.id for one in meetings.agenda(become(who), item.meeting_id)] == [item.id]


def test_a_pool_meeting_invites_the_contact_persons_of_the_canton() -> None:
    actor = become("secretariat")
    place = Place(FIRST, time(9), time(11), "Gap")
    meeting: Meeting = arranging.arrange(actor=actor, kind=MeetingKind.POOL, place=place, numbers=[])
    people = [one.id for one in arranging.who_could_come(actor, []).people]
    assert {membership(name).id for name in ("iv.contact", "smz.contact")} <= set(people)
    arranging.seat(actor=actor, meeting_id=meeting.id, members=people)
    assert arranging.invite(actor=actor, meeting_id=meeting.id) == (len(people), 0)
