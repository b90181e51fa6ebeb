"""Papers that belong to one consent or one item of an agenda: the latest of the case."""

from collections.abc import Mapping
from typing import Any

from ciiz.domain.access.public import Category
from ciiz.domain.consent import public as consents
from ciiz.domain.consent.enums import Onward, Purpose, Recurrence
from ciiz.domain.meetings import public as meetings
from ciiz.domain.meetings.enums import Party

from .. import consent as consenting
from .. import invitation as inviting
from .. import minutes as minuting
from .about import Filled, Subject


def consent_form(about: Subject) -> Filled | None:
    """The consent that was prepared or signed last."""
    kept = consents.of_dossier(about.actor, about.dossier_id)
    if not kept:
        return None
    latest = consents.consent(about.actor, kept[0].id)
    return Filled(consenting.form_data(about.actor, latest, about.person), latest.signed_on or about.actor.today)


def empty_consent(canton: str) -> Mapping[str, Any]:
    """What can be ticked, nothing ticked."""
    return {
        "office": consenting.letterhead(canton),
        "categories": [f"☐ {one.label}" for one in Category if one is not Category.BASIC],
        "purposes": [f"☐ {one.label}" for one in Purpose],
        "recurrence": "   ".join(f"☐ {one.label}" for one in Recurrence),
        "onward": "   ".join(f"☐ {one.label}" for one in Onward),
    }


def invitation(about: Subject) -> Filled | None:
    """The person's invitation to the next meeting on the case, for whoever organises it."""
    coming = [
        one
        for one in meetings.of_case(about.actor, about.dossier_id)
        if one.meeting.held_on >= about.actor.today and meetings.organises(about.actor, one.meeting)
    ]
    for item in reversed(coming):
        for guest in meetings.guests(about.actor, item.meeting_id):
            if guest.invitation.party == Party.PERSON and guest.invitation.item_id == item.id:
                found = meetings.invitation(about.actor, guest.invitation.id)
                return Filled(inviting.data(about.actor, found, about.person), about.actor.today)
    return None


def minutes(about: Subject) -> Filled | None:
    """The minutes of the last meeting that was held on the case."""
    for item in meetings.of_case(about.actor, about.dossier_id):
        if item.meeting.held_on <= about.actor.today:
            found = meetings.item(about.actor, item.id)
            return Filled(minuting.minutes(about.actor, found), found.meeting.held_on)
    return None
