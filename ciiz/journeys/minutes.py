"""The minutes of a case at a meeting, from what was recorded there; changes nothing."""

from typing import Any

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases import public as cases
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Attendance, Party
from ciiz.domain.meetings.public import AgendaItem, Invitation
from ciiz.domain.persons import public as persons
from ciiz.foundation.errors import NotFound

from .consent import letterhead


def minutes(actor: Actor, item: AgendaItem) -> dict[str, Any]:
    """What is open to the actor of who was there, what was said, decided and recorded; in the language in force."""
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
        ],
        "decisions": [
            {
                "text": one.text,
                "who": f"{one.membership.user.full_name}, {one.membership.institution}",
                "until": one.due_on,
            }
            for one in meetings.decisions(actor, item.id)
        ],
        "possibilities": [
            {"domain": str(one.get_domain_display()), "text": one.text}
            for one in seen
            if one.session_id == item.session_id
        ],
        "outcome": str(session.get_outcome_display()) if session is not None else "",
    }


def _named(invitation: Invitation) -> str:
    if invitation.membership is not None:
        return f"{invitation.membership.user.full_name}, {invitation.institution}"
    return str(Party(invitation.party).label)
