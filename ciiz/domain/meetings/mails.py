"""Mails about meetings: invitation, update, cancellation, reminder, minutes; with kind, case number and place only."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.persons.public import Subject
from ciiz.foundation.clock import now
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.kinds import Addressee, Part, Recipient, register

from .appointments import CANCEL, REQUEST, Appointment, as_calendar
from .enums import MeetingState, Party
from .links import CHOOSING, answer_token
from .models import AgendaItem, Invitation, Slot

INVITATION, DATES, CANCELLED, REMINDER, MINUTES = (
    "meeting_invitation",
    "meeting_dates",
    "meeting_cancelled",
    "meeting_reminder",
    "meeting_minutes",
)


def key_of(invitation_id: UUID, sequence: int) -> str:
    """Names the mail of an invitation as it was sent this time."""
    return f"{INVITATION}:{invitation_id}:{sequence}"


def dates_key(invitation_id: UUID, sequence: int) -> str:
    """Names the mail that asks which of the dates of an offer suit."""
    return f"{DATES}:{invitation_id}:{sequence}"


def _invitation(params: dict[str, Any]) -> Invitation:
    rows = Invitation.objects.select_related("meeting__contributor", "membership__user", "institution", "item")
    return rows.get(id=UUID(str(params["invitation"])))


def address_of(invitation: Invitation) -> Addressee | None:
    """Where an invitation goes: to the account, to the person's own address, or to the one noted for the party."""
    if invitation.membership is not None:
        user = invitation.membership.user
        return Addressee(user.email, user.language) if user.is_active else None
    if invitation.party == Party.PERSON and invitation.item is not None:
        subject = Subject.objects.select_related("person").filter(dossier_id=invitation.item.dossier_id).first()
        return Addressee(subject.person.email, subject.person.correspondence) if subject else None
    institution = invitation.institution
    return Addressee(invitation.email or (institution.email if institution else ""), invitation.language)


def _invited(params: dict[str, Any]) -> Recipient | None:
    """Nobody once the meeting was moved again, cancelled or the invitation withdrawn."""
    found = _invitation(params)
    holds = not found.withdrawn and found.meeting.state == MeetingState.PLANNED
    return address_of(found) if holds and found.sequence == params["sequence"] else None


def _asked(params: dict[str, Any]) -> Recipient | None:
    """Nobody once other dates are offered, one was fixed, or the invitation was withdrawn."""
    found = _invitation(params)
    holds = not found.withdrawn and found.meeting.state == MeetingState.OFFERED
    return address_of(found) if holds and found.sequence == params["sequence"] else None


def _cancelled(params: dict[str, Any]) -> Recipient | None:
    found = _invitation(params)
    over = found.withdrawn or found.meeting.state == MeetingState.CANCELLED
    return address_of(found) if over else None


def items_of(invitation: Invitation) -> list[AgendaItem]:
    """The items that an invitation concerns, by their time; none for meetings without cases."""
    if invitation.item_id is not None:
        rows = AgendaItem.objects.filter(id=invitation.item_id)
    else:
        rows = AgendaItem.objects.filter(seats__invitation=invitation, seats__off=False)
    return list(rows.filter(off=False).select_related("case").order_by("begins", "id"))


def _words(_recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    found = _invitation(params)
    meeting, items = found.meeting, items_of(found)
    begins, ends = _span(found, items)
    return {
        "title": _title(found, items),
        "day": day(meeting.held_on),
        "begins": f"{begins:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "place": meeting.place,
        "link": meeting.link,
        "again": params.get("again", False),
        "phone": meeting.contributor.phone if found.party == Party.PERSON else "",
        "person": found.party == Party.PERSON,
        "path": reverse("meetings:reply", args=[answer_token(found.id, found.sequence)]),
    }


def _dates(_recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    found = _invitation(params)
    slots = Slot.objects.filter(meeting=found.meeting, off=False).order_by("held_on", "begins")
    return {
        "title": _title(found, items_of(found)),
        "dates": [(day(one.held_on), f"{one.begins:%H:%M}", f"{one.ends:%H:%M}") for one in slots],
        "place": found.meeting.place,
        "path": reverse("meetings:choose_by_link", args=[answer_token(found.id, found.sequence, salt=CHOOSING)]),
    }


def _called_off(recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    """What was cancelled; who was only asked for dates was given none."""
    found = _invitation(params)
    takes_place = found.meeting.state != MeetingState.CANCELLED
    return {**_words(recipient, params), "fixed": bool(found.channel), "takes_place": takes_place}


def _title(invitation: Invitation, items: list[AgendaItem]) -> str:
    """Kind and case numbers, which name nobody; the person and who comes from outside read no number."""
    kind = invitation.meeting.get_kind_display()
    if invitation.party != Party.MEMBER or not items:
        return str(kind)
    return f"{kind} {', '.join(item.case.number for item in items)}"


def _span(invitation: Invitation, items: list[AgendaItem]) -> tuple[Any, Any]:
    """From the first to the last item of the invitation, or the whole meeting."""
    meeting = invitation.meeting
    if not items:
        return meeting.begins, meeting.ends
    return min(item.begins for item in items), max(item.ends for item in items)


def _appointment(method: str) -> Any:
    def parts(recipient: Recipient, params: dict[str, Any]) -> list[Part]:
        found = _invitation(params)
        if not found.channel:  # only asked for dates: no calendar knows of it
            return []
        meeting, items = found.meeting, items_of(found)
        begins, ends = _span(found, items)
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
        made = Appointment(
            key=f"{found.id}@{host}",
            sequence=found.sequence + (method == CANCEL),
            starts=meeting.moment(begins),
            ends=meeting.moment(ends),
            title=_title(found, items),
            place=meeting.place or meeting.link,
            url=meeting.link,
            organiser=settings.DEFAULT_FROM_EMAIL,
            attendee=recipient.email,
            made_at=now(),
        )
        return [Part(f"text/calendar; method={method}", as_calendar(made, method=method))]

    return parts


def _item(_recipient: Recipient, params: dict[str, Any]) -> dict[str, Any]:
    item = AgendaItem.objects.select_related("case", "meeting").get(id=UUID(str(params["item"])))
    return {
        "title": _("%(kind)s %(number)s") % {"kind": item.meeting.get_kind_display(), "number": item.case.number},
        "path": reverse("meetings:item", args=[item.id]),
    }


_request = _appointment(REQUEST)
_cancel = _appointment(CANCEL)
register(INVITATION, _words, to=_invited, parts=_request)
register(DATES, _dates, to=_asked)
register(CANCELLED, _called_off, to=_cancelled, parts=_cancel)
register(REMINDER, _words, to=_invited)
register(MINUTES, _item)
