"""Invitations as appointments (iCalendar, RFC 5545 and 5546): request, update, cancel. No person is named in them."""

from dataclasses import dataclass
from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//ciiz//meetings//EN"
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a calendar is told: `key` stays the same when the meeting is moved or cancelled, `sequence` grows."""

    key: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    place: str
    url: str
    organiser: str
    attendee: str
    made_at: datetime


def as_calendar(appointment: Appointment, *, method: str) -> str:
    """The text of the calendar's file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    event = Event()
    event.add("uid", appointment.key)
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.made_at)
    event.add("dtstart", appointment.starts)
    event.add("dtend", appointment.ends)
    event.add("summary", appointment.title)
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if appointment.place:
        event.add("location", appointment.place)
    if appointment.url:
        event.add("url", appointment.url)
    event["organizer"] = vCalAddress(f"MAILTO:{appointment.organiser}")
    attendee = vCalAddress(f"MAILTO:{appointment.attendee}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = vText("FALSE")  # answered by the link, not by mail to a mailbox that nobody reads
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())
