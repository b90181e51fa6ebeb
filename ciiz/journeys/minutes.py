"""The minutes of a case at a meeting, from what was recorded there; changes nothing."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.documents import public as documents
from ciiz.domain.documents.enums import Letter
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Party
from ciiz.domain.meetings.public import AgendaItem, Invitation, Shared
from ciiz.domain.organisations.public import canton_values
from ciiz.domain.persons import public as persons
from ciiz.domain.persons.public import Person
from ciiz.foundation.errors import NotFound

from .consent import letterhead


def minutes(actor: Actor, item: AgendaItem, shared: Shared | None = None) -> dict[str, Any]:
    """What is open to the actor of who was there, what was said, decided and recorded; in the language in force.

    `shared` leaves of it what is open to somebody else as well.
    """
    person = persons.person(actor, item.dossier_id)
    if person is None:
        raise NotFound
    guests = [one.invitation for one in meetings.guests(actor, item.meeting_id) if item.id in one.items]
    chair = item.meeting.chair
    session = next((one for one in cases.sessions(actor, item.dossier_id) if one.id == item.session_id), None)
    seen = cases.first_plan(actor, item.dossier_id) if session is not None else ()
    return {
        "office": letterhead(item.case.canton),
        "reference": item.case.number,
        "kind": str(item.meeting.get_kind_display()),
        "facts": [
            [_("Person"), f"{person.family_name} {person.given_names}"],
            [_("Case"), item.case.number],
            [_("Time"), f"{item.begins:%H:%M}–{item.ends:%H:%M}"],
            [_("Place"), item.meeting.place or item.meeting.link],
            [_("Chair"), chair.user.full_name if chair else ""],
        ],
        "present": [_named(one) for one in guests if one.attendance == Attendance.PRESENT],
        "excused": [_named(one) for one in guests if one.attendance == Attendance.EXCUSED],
        "positions": [
            {"institution": str(one.contributor), "text": one.text, "tried": one.tried, "measures": one.measures}
            for one in meetings.positions(actor, item.id)
            if _open(shared, one)
        ],
        "decisions": [
            {
                "text": one.text,
                "who": f"{one.membership.user.full_name}, {one.membership.institution}",
                "until": one.due_on,
            }
            for one in meetings.decisions(actor, item.id)
            if _open(shared, one)
        ],
        "possibilities": [
            {"domain": str(one.get_domain_display()), "text": one.text}
            for one in seen
            if one.session_id == item.session_id and _open(shared, one)
        ],
        "outcome": str(session.get_outcome_display()) if session is not None else "",
    }


def letter(actor: Actor, invitation: Invitation) -> bytes:
    """The minutes as a letter to the person or a party from outside, in their language.

    To the person goes what is open to whoever sends it, to others no more than what is open to them too.
    """
    if not meetings.organises(actor, invitation.meeting):
        raise meetings.NotOrganiser
    if invitation.item_id is None:
        raise NotFound
    item = meetings.item(actor, invitation.item_id)
    person = persons.person(actor, item.dossier_id)
    if person is None:
        raise NotFound
    to_person = invitation.party == Party.PERSON
    language = person.correspondence if to_person else invitation.language
    shared = None if to_person else meetings.shared(actor, item.id, party=invitation.id)
    with override(language):
        data = minutes(actor, item, shared) | _addressed(invitation, item, person if to_person else None)
    wording = documents.wording(Letter.MINUTES, item.case.canton)
    return documents.render(wording, language, data, dated_on=actor.today)


def _addressed(invitation: Invitation, item: AgendaItem, person: Person | None) -> dict[str, Any]:
    """Head and salutation of the letter."""
    head = canton_values(item.case.canton).letter_head
    said: dict[str, Any] = {"window": head.window, "place": str(head.place), "held_on": item.meeting.held_on}
    if person is not None:
        full_name = f"{person.given_names} {person.family_name}"
        lines = [full_name, person.street, f"{person.postcode} {person.town}".strip()]
        said |= {"sex": person.sex, "family_name": person.family_name, "full_name": full_name}
    else:
        place = invitation.institution
        lines = [str(Party(invitation.party).label)]
        lines += [str(place), *place.address.splitlines()] if place else [invitation.email]
    return said | {"recipient": [line for line in lines if line]}


def _open(shared: Shared | None, row: Any) -> bool:
    return shared is None or (row.category, row.contributor_id) in shared


def _named(invitation: Invitation) -> str:
    if invitation.membership is not None:
        return f"{invitation.membership.user.full_name}, {invitation.institution}"
    return str(Party(invitation.party).label)
