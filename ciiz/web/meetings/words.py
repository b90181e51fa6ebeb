"""Invitations in words, and the way to the pages of a meeting."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.meetings.enums import Channel, MeetingState, Party, Reply
from ciiz.domain.meetings.public import Guest, Invitation, Meeting, Slot
from ciiz.foundation.i18n.phrases import day
from ciiz.foundation.mail.models import MailState
from ciiz.web.components.data import Crumb, Kind, Text


def crumbs(meeting: Meeting | None, here: Text) -> list[Crumb]:
    """The way to a page of a meeting."""
    way = [Crumb(_("Meetings"), reverse("meetings:list"))]
    if meeting is not None:
        way.append(Crumb(title(meeting), reverse("meetings:show", args=[meeting.id])))
    return [*way, Crumb(here)]


def title(meeting: Meeting) -> str:
    """Kind and day; while dates are offered there is no day yet."""
    if meeting.state == MeetingState.OFFERED:
        return _("%(kind)s, dates offered") % {"kind": meeting.get_kind_display()}
    return _("%(kind)s, %(day)s") % {"kind": meeting.get_kind_display(), "day": day(meeting.held_on)}


def slot_words(slot: Slot) -> str:
    """A date that is offered."""
    return f"{day(slot.held_on)}, {slot.begins:%H:%M}–{slot.ends:%H:%M}"


def span(meeting: Meeting) -> str:
    """From when to when."""
    return f"{meeting.begins:%H:%M}–{meeting.ends:%H:%M}"


def name(invitation: Invitation) -> str:
    """Who is invited: a colleague by name, the person and parties from outside by what they are."""
    if invitation.membership is not None:
        return f"{invitation.membership.user.full_name}, {invitation.institution}"
    words = str(Party(invitation.party).label)
    return f"{words}, {invitation.institution}" if invitation.institution else words


def named(invitation: Invitation) -> str:
    """The same with the case, for those who come for one."""
    return f"{name(invitation)}, {invitation.item.case.number}" if invitation.item else name(invitation)


def sent(guest: Guest) -> tuple[Text, Kind]:
    """How the invitation went out, and whether the mail server took it."""
    one = guest.invitation
    if one.withdrawn:
        return _("withdrawn"), ""
    if not one.channel and one.meeting.state == MeetingState.OFFERED:
        return _asked(guest)
    if not one.channel:
        return _("not invited yet"), "warn"
    if one.channel != Channel.MAIL:
        return _("%(how)s, %(day)s") % {"how": one.get_channel_display(), "day": day(one.sent_on)}, "ok"
    return _mailed(guest)


def _asked(guest: Guest) -> tuple[Text, Kind]:
    one = guest.invitation
    if one.asked_on is None:
        return _("not asked yet"), "" if one.chosen_on else "warn"
    delivery = guest.delivery
    if delivery is not None and delivery.state == MailState.WAITING and delivery.error:
        return _("The mail was refused and is tried again. Ask by telephone if it is urgent"), "bad"
    return _("asked for dates, %(day)s") % {"day": day(one.asked_on)}, ""


def _mailed(guest: Guest) -> tuple[Text, Kind]:
    delivery = guest.delivery
    if delivery is not None and delivery.state == MailState.DROPPED:
        return _("not sent: no address. Invite by telephone"), "bad"
    if delivery is not None and delivery.state == MailState.WAITING and delivery.error:
        return _("The mail was refused and is tried again. Invite by telephone if it is urgent"), "bad"
    if delivery is not None and delivery.state == MailState.SENT:
        return _("mail sent, %(day)s") % {"day": day(guest.invitation.sent_on)}, "ok"
    return _("mail on its way"), ""


def answered(invitation: Invitation) -> tuple[Text, Kind]:
    """What was answered."""
    if not invitation.reply and invitation.meeting.state == MeetingState.OFFERED:
        return (_("dates chosen"), "ok") if invitation.chosen_on else (_("no answer yet"), "")
    if not invitation.reply:
        return _("no answer yet"), ""
    if invitation.reply == Reply.YES:
        return _("comes"), "ok"
    excuse = invitation.get_excuse_display() if invitation.excuse else ""
    return (_("does not come: %(why)s") % {"why": excuse} if excuse else _("does not come")), "warn"
