"""What everybody who sits at a case may see is no more than what each of them may see, and their own Python says so."""

from uuid import UUID

import pytest

from ciiz.domain.access.public import Category
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Party
from ciiz.domain.meetings.models import Position
from ciiz.domain.meetings.public import Invitation, Meeting
from ciiz.domain.organisations.enums import CaseForm
from ciiz.journeys import agenda, refer, triage
from ciiz.journeys import meeting as journey
from tests.journeys import meeting_scene, scene
from tests.worlds import TODAY, become, institution

pytestmark = pytest.mark.django_db
PEOPLE = ("rav.contact", "smz.contact", "iv.contact")
SAID = (Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE)


def held(people: tuple[str, ...] = PEOPLE, without: tuple[str, ...] = ()) -> Meeting:
    """A round table of today; the consent leaves out who is named."""
    dossier_id = scene.begun()
    scene.consented(dossier_id, without=without)
    refer.forward(actor=become("rav.contact", scene.START), dossier_id=dossier_id, on=scene.START)
    triage.accept(
        actor=become("regional", scene.START), dossier_id=dossier_id, on=scene.START, form=CaseForm.ROUND_TABLE
    )
    meeting = meeting_scene.arranged(dossier_id, held_on=TODAY)
    return meeting_scene.seated(meeting, people) if people else meeting


def shared(meeting: Meeting, who: str = "secretariat") -> meetings.Shared:
    item_id = meeting_scene.item_of(meeting).id
    return meetings.shared(become(who), item_id)


def sees(name: str, item_id: UUID) -> set[tuple[str, int]]:
    """What the database lets somebody read of positions in each category, after the policies."""
    become(name)
    rows = Position.objects.filter(item=item_id)
    return {(one.category, one.contributor_id) for one in rows}


@pytest.mark.parametrize("category", SAID)
def test_on_the_wall_stands_what_each_reads_at_their_own_place(category: Category) -> None:
    meeting = held()
    item_id = meeting_scene.item_of(meeting).id
    for name in PEOPLE:
        journey.state_position(
            actor=become(name),
            item_id=item_id,
            expected_version=0,
            category=category,
            text="Gap",
            measures="",
            may_decide=True,
        )
    stated = {(category.value, institution(code).id) for code in ("RAV", "SMZ", "IV")}
    each = [sees(name, item_id) for name in PEOPLE]
    assert shared(meeting) & stated == set.intersection(*each)


def test_who_is_excused_or_says_no_limits_nobody() -> None:
    meeting = held()
    rav = institution("RAV").id
    item = meeting_scene.item_of(meeting)
    assert (Category.WORK, rav) in shared(meeting)
    doctor = agenda.invite_outside(
        actor=become("secretariat"), item_id=item.id, party=Party.DOCTOR, language="de", agreed_on=TODAY
    )
    assert not shared(meeting)
    there = {doctor.id: Attendance.EXCUSED}
    meetings.note_attendance(actor=become("secretariat"), meeting_id=meeting.id, there=there)
    assert (Category.WORK, rav) in shared(meeting)


@pytest.mark.parametrize("party", [Party.COMPANION, Party.INTERPRETER])
def test_whom_the_person_brings_along_and_who_interprets_limit_nothing(party: Party) -> None:
    meeting = held()
    item = meeting_scene.item_of(meeting)
    before = shared(meeting)
    agenda.invite_outside(actor=become("secretariat"), item_id=item.id, party=party, language="de", agreed_on=TODAY)
    assert before
    assert shared(meeting) == before


def test_a_provider_sees_what_is_open_to_its_institution_and_what_it_gave_itself() -> None:
    meeting = held(("rav.contact",))
    item = meeting_scene.item_of(meeting)
    smz = institution("SMZ").id
    made = agenda.invite_outside(
        actor=become("secretariat"), item_id=item.id, party=Party.PROVIDER, institution_id=smz, language="de"
    )
    alone = meetings.shared(become("secretariat"), item.id, party=made.id)
    assert {(Category.WORK, institution("RAV").id), (Category.FINANCE, smz)} <= alone
    assert (Category.FINANCE, institution("RAV").id) not in alone


def test_the_person_gets_what_is_theirs() -> None:
    meeting = held()
    item = meeting_scene.item_of(meeting)
    actor = become("secretariat")
    person = Invitation.objects.get(meeting=meeting, party=Party.PERSON)
    alone = meetings.shared(actor, item.id, party=person.id)
    assert {category for category, _giver in alone} == set(Category.values)


def test_others_are_told_nothing() -> None:
    meeting = held(())
    item_id = meeting_scene.item_of(meeting).id
    meeting_scene.seated(meeting, ("smz.contact",))
    assert meetings.shared(become("secretariat"), item_id)
    assert not meetings.shared(become("regional.other"), item_id)
    assert not meetings.shared(become("legal"), item_id)
