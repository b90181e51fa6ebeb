"""Meetings as SQL of the pages' role: who is invited, seated and answers is what the guards let through."""

import pytest
from django.db import DatabaseError, connection, transaction

from ciiz.domain.access.public import enter_bearer
from ciiz.domain.meetings.public import AgendaItem, Invitation, Meeting
from ciiz.journeys import meeting as journey
from ciiz.journeys import refer
from tests.journeys import meeting_scene, scene
from tests.security.attacking import rows
from tests.worlds import TODAY, become

pytestmark = pytest.mark.django_db

ATTACKS = {
    "an institution calls a meeting": (
        "smz.contact",
        "INSERT INTO meetings_meeting (id, contributor_id, kind, held_on, begins, ends, place, link, arranged_by_id, "
        "state, sequence, version) VALUES (gen_random_uuid(), %(mine)s, 'pool', %(today)s, '09:00', '10:00', 'x', '', "
        "%(me)s, 'planned', 0, 1)",
    ),
    "somebody arranges in another's name": (
        "regional",
        "INSERT INTO meetings_meeting (id, contributor_id, kind, held_on, begins, ends, place, link, arranged_by_id, "
        "state, sequence, version) VALUES (gen_random_uuid(), %(mine)s, 'pool', %(today)s, '09:00', '10:00', 'x', '', "
        "%(rav.contact)s, 'planned', 0, 1)",
    ),
    "an institution moves a meeting": ("smz.contact", "UPDATE meetings_meeting SET place = 'elsewhere'"),
    "an institution takes a case off": ("smz.contact", "UPDATE meetings_agendaitem SET off = true"),
    "an institution seats itself": (
        "rav.contact",
        "INSERT INTO meetings_seat (id, dossier_id, contributor_id, item_id, invitation_id, off) SELECT "
        "gen_random_uuid(), s.dossier_id, %(mine)s, s.item_id, s.invitation_id, false FROM meetings_seat s LIMIT 1",
    ),
    "an institution answers for another": (
        "smz.contact",
        "UPDATE meetings_invitation SET reply = 'yes' WHERE institution_id = %(IV)s",
    ),
    "an institution notes its attendance": (
        "smz.contact",
        "UPDATE meetings_invitation SET attendance = 'present' WHERE institution_id = %(mine)s",
    ),
    "what ciiz has sent becomes sent elsewhere": (
        "secretariat",
        "UPDATE meetings_invitation SET channel = 'avam' WHERE channel = 'mail'",
    ),
    "somebody without a seat states a position": (
        "rav.front",
        "INSERT INTO meetings_position (id, dossier_id, contributor_id, item_id, text, measures, may_decide, "
        "stated_on, stated_by_id, version) SELECT gen_random_uuid(), dossier_id, %(mine)s, id, 'x', '', false, "
        "%(today)s, %(me)s, 1 FROM meetings_agendaitem LIMIT 1",
    ),
    "an institution decides": (
        "smz.contact",
        "INSERT INTO meetings_decision (id, dossier_id, contributor_id, item_id, category, text, membership_id, "
        "due_on, noted_on, noted_by_id) SELECT gen_random_uuid(), dossier_id, %(mine)s, id, 'work', 'x', "
        "%(rav.contact)s, %(today)s, %(today)s, %(me)s FROM meetings_agendaitem LIMIT 1",
    ),
    "a region takes the meeting of another": ("regional.other", "UPDATE meetings_meeting SET place = 'elsewhere'"),
    "the legal commission reads who comes": ("legal", "SELECT FROM meetings_invitation"),
}


@pytest.fixture
def meeting() -> Meeting:
    made = meeting_scene.seated(meeting_scene.arranged(), ("smz.contact", "iv.contact", "regional"))
    journey.invite(actor=become("secretariat"), meeting_id=made.id)
    return made


@pytest.mark.parametrize("attack", ATTACKS)
def test_sql_does_no_more_than_the_pages(meeting: Meeting, attack: str) -> None:
    who, sql = ATTACKS[attack]
    assert rows(who, meeting_scene.item_of(meeting).dossier_id, sql) == 0


def test_nobody_is_seated_at_a_case_that_is_not_open_on_the_day(meeting: Meeting) -> None:
    dossier_id = scene.begun()
    scene.consented(dossier_id, without=("IV",))
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    invited = {name: meeting_scene.invitation_of(meeting, name).id for name in ("iv.contact", "smz.contact")}
    actor = become("secretariat")
    item = AgendaItem(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        meeting=meeting,
        case_id=dossier_id,
        begins=meeting.begins,
        ends=meeting.ends,
    )
    item.save(force_insert=True)
    sql = (
        "INSERT INTO meetings_seat (id, dossier_id, contributor_id, item_id, invitation_id, off) VALUES "
        "(gen_random_uuid(), %(dossier)s, %(mine)s, '{}', '{}', false)"
    )
    seated = {name: rows("secretariat", dossier_id, sql.format(item.id, key)) for name, key in invited.items()}
    assert seated == {"iv.contact": 0, "smz.contact": 1}


def test_who_holds_a_link_reads_that_meeting_answers_once_and_reaches_nothing_else(meeting: Meeting) -> None:
    found = meeting_scene.invitation_of(meeting, "iv.contact")
    others = scene.accepted()
    assert others
    enter_bearer(object_id=found.id, verb="answer", until=meeting.held_on, today=TODAY)
    assert [one.id for one in Meeting.objects.all()] == [meeting.id]
    assert _count("SELECT count(*) FROM meetings_agendaitem") == 1
    for table in ("cases_case", "persons_person", "access_dossier", "meetings_decision", "meetings_position"):
        assert _count(f"SELECT count(*) FROM {table}") == 0, table
    assert _changes("UPDATE meetings_invitation SET attendance = 'present'") == 0
    assert Invitation.objects.filter(id=found.id, reply="").update(reply="yes", replied_on=TODAY) == 1
    assert _changes(f"UPDATE meetings_invitation SET reply = 'no' WHERE id = '{found.id}'") == 0
    enter_bearer(object_id=found.id, verb="read", until=meeting.held_on, today=TODAY)
    assert not Meeting.objects.exists()


def _count(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        (number,) = cursor.fetchone() or (0,)
        return int(number)


def _changes(sql: str) -> int:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0
