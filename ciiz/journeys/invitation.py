"""The person's own invitation as a letter, in the language that they read; changes nothing.

While dates are offered, the letter asks which of them suit.
"""

from typing import Any

from django.utils.translation import override

from ciiz.domain.access.public import Actor
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import MeetingState, Party
from ciiz.domain.meetings.public import Invitation
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.foundation.errors import NotFound

from .consent import letterhead


def pdf(actor: Actor, invitation: Invitation) -> bytes:
    """The letter; only the person of a case gets one, and only who organises the meeting writes it."""
    item, meeting = invitation.item, invitation.meeting
    if not meetings.organises(actor, meeting):
        raise meetings.NotOrganiser
    person = persons.person(actor, item.dossier_id) if item is not None and invitation.party == "person" else None
    if item is None or person is None:
        raise NotFound
    with override(person.correspondence):
        said = data(actor, invitation, person)
    wording = documents.wording(Letter.INVITATION, meetings.item(actor, item.id).case.canton)
    return documents.render(wording, person.correspondence, said, dated_on=actor.today)


def data(actor: Actor, invitation: Invitation, person: Person) -> dict[str, Any]:
    """What the letter says, in words of the language in force."""
    item, meeting = invitation.item, invitation.meeting
    if item is None:
        raise NotFound
    case = meetings.item(actor, item.id).case
    values = canton_values(case.canton)
    full_name = f"{person.given_names} {person.family_name}"
    recipient = (full_name, person.street, f"{person.postcode} {person.town}".strip())
    said: dict[str, Any] = {
        "office": letterhead(values.code),
        "window": values.letter_head.window,
        "place": str(values.letter_head.place),
        "reference": case.number,
        "recipient": [line for line in recipient if line],
        "sex": person.sex,
        "family_name": person.family_name,
        "full_name": full_name,
        "kind": str(meeting.get_kind_display()),
        "held_on": meeting.held_on,
        "begins": f"{item.begins:%H:%M}",
        "ends": f"{item.ends:%H:%M}",
        "room": meeting.place,
        "link": meeting.link,
        "interpreter": item.interpreter,
        "phone": meeting.contributor.phone,
        "others": _others(actor, invitation),
    }
    if meeting.state == MeetingState.OFFERED:
        said["dates"] = [
            {"held_on": one.held_on, "begins": f"{one.begins:%H:%M}", "ends": f"{one.ends:%H:%M}"}
            for one in meetings.slots(actor, meeting.id)
        ]
    return said


def _others(actor: Actor, invitation: Invitation) -> list[str]:
    """Who else sits at the person's case: institutions once each, others by what they are."""
    found: list[str] = []
    for guest in meetings.guests(actor, invitation.meeting_id):
        one = guest.invitation
        if one.withdrawn or one.party == Party.PERSON or invitation.item_id not in guest.items:
            continue
        if one.party == Party.MEMBER:
            found.append(str(one.institution))
        else:
            label = str(Party(one.party).label)
            found.append(f"{label}, {one.institution}" if one.institution else label)
    return list(dict.fromkeys(found))
