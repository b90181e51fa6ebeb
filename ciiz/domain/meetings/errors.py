"""What the context refuses; each says what to do."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotAllowed


class NotOrganiser(NotAllowed):
    """The verb belongs to who organises the meeting."""

    code = "not_organiser"
    message = _("Meetings are organised by the coordination and the IIZ office. Nothing was changed.")


class NotKeeper(NotAllowed):
    """Colleagues put cases on a standing session and change nothing else of it."""

    code = "not_keeper"
    message = _(
        "The office and whoever planned these sessions invite to them and cancel them. You can assign cases. Nothing "
        "was changed."
    )


class MeetingInPast(DomainError):
    """A day that is over."""

    code = "meeting_in_past"
    message = _("Choose today or a later day for the meeting. Nothing was saved yet.")


class PartsTooLate(DomainError):
    """The day for the parts lies outside of the time there is."""

    code = "meeting_parts_too_late"
    message = _("Choose a day between today and the meeting. Nothing was saved yet.")


class AgendaTooTight(DomainError):
    """Less than a few minutes for each case."""

    code = "meeting_too_tight"
    message = _(
        "There are fewer than five minutes for each case. Take a longer time or fewer cases. Nothing was saved yet."
    )


class WithoutCases(DomainError):
    """The pool and the yearly meeting speak of no single case."""

    code = "meeting_without_cases"
    message = _("No case stands on the agenda of such a meeting. Choose another kind, or take the cases off.")


class DayToCome(DomainError):
    """What is noted as done has its day still to come."""

    code = "meeting_day_to_come"
    message = _("That day is still to come: note it once it is there. Nothing was saved yet.")


class InvitedBefore(DomainError):
    """An invitation to speak of a case that did not exist."""

    code = "meeting_invited_before"
    message = _("The case was opened on %(day)s: nobody was invited for it before. Nothing was saved yet.")


class CasesMissing(DomainError):
    """A round table about nobody."""

    code = "meeting_cases_missing"
    message = _("Choose or name at least one case. Nothing was saved yet.")


class MeetingOver(DomainError):
    """Cancelled or held."""

    code = "meeting_over"
    message = _("This meeting was cancelled or has been held, and does not change any more.")


class NotYetHeld(DomainError):
    """Who was there is known on the day."""

    code = "meeting_not_yet_held"
    message = _("This is recorded from the day of the meeting on. Nothing was saved yet.")


class NotOpenThen(DomainError):
    """A participant to whom a case is not open on the day of the meeting."""

    code = "meeting_not_open_then"
    message = _(
        "On the day of the meeting no consent opens case %(case)s to %(institution)s. Renew the consent, choose "
        "another day, or take the institution off this case. Nothing was sent or changed."
    )


class EndsBefore(NotOpenThen):
    """What opens a case to a participant ends before the meeting."""

    code = "meeting_consent_ends_before"
    message = _(
        "The consent that opens case %(case)s to %(institution)s ends before the meeting: its last day is %(day)s. "
        "Renew it, choose an earlier day, or take the institution off this case. Nothing was sent or changed."
    )


class TooFewSlots(DomainError):
    """Nothing to choose from."""

    code = "meeting_too_few_slots"
    message = _("Offer at least two dates. With only one, plan the meeting on it. Nothing was saved yet.")


class SlotsOverlap(DomainError):
    """Two dates at the same time."""

    code = "meeting_slots_overlap"
    message = _("Two of the dates overlap on %(day)s. Change one of them. Nothing was saved yet.")


class OfferedTooLate(DomainError):
    """Invitations are out."""

    code = "meeting_offered_too_late"
    message = _("Invitations to this meeting went out already. Change its time instead. Nothing was changed.")


class DatesOffered(DomainError):
    """Which date it is has to be said first."""

    code = "meeting_dates_offered"
    message = _("Dates are offered for this meeting. First fix one of them. Nothing was changed.")


class NothingOffered(DomainError):
    """No date of this meeting is to be chosen any more."""

    code = "meeting_nothing_offered"
    message = _("There is no date to choose any more: one was fixed, or the offer was changed. Nothing was changed.")


class TooLongAhead(DomainError):
    """Standing sessions of more than half a year."""

    code = "meeting_too_long_ahead"
    message = _("Plan standing sessions for half a year at most, until %(day)s. Nothing was saved yet.")


class NoDays(DomainError):
    """No session at all."""

    code = "meeting_no_days"
    message = _("In this time there is no day on which a session could be held. Nothing was saved yet.")


class NoSessionFree(DomainError):
    """All sessions are full or over."""

    code = "meeting_no_session_free"
    message = _("All sessions to come are full. Plan further ones, or take a case off. Nothing was saved yet.")


class AssignedAlready(DomainError):
    """The case stands on one of them."""

    code = "meeting_assigned_already"
    message = _("This case stands on the agenda of %(day)s already. Nothing was changed.")


class OnAgendaAlready(DomainError):
    """The case stands there."""

    code = "meeting_on_agenda_already"
    message = _("This case is on the agenda already. Nothing was changed.")


class SessionFull(DomainError):
    """All places of a standing session are taken."""

    code = "meeting_session_full"
    message = _("This session is full. Assign the case to the next free one, or take a case off. Nothing was changed.")


class NotYetOrdered(DomainError):
    """A day to come."""

    code = "meeting_not_yet_ordered"
    message = _("What was ordered was ordered today or before: choose such a day. Nothing was saved yet.")


class MinutesByMail(DomainError):
    """Who has an account is told by mail."""

    code = "meeting_minutes_by_mail"
    message = _("Who has an account is told of the minutes by mail. Nothing was saved.")


class MinutesOutOfTime(DomainError):
    """Before the meeting, or a day to come."""

    code = "meeting_minutes_out_of_time"
    message = _("Choose a day between the meeting and today. Nothing was saved yet.")


class TooManyReports(DomainError):
    """As many files as one link takes."""

    code = "meeting_too_many_reports"
    message = _("By this link %(most)s files have been handed in, and it takes no more. This one was not kept.")


class NoRoomForReports(DomainError):
    """The institution that invited has no room left in this dossier."""

    code = "meeting_no_room_for_reports"
    message = _("No further file can be kept for this case. Call whoever invited you. This file was not kept.")


class DisputeOpen(DomainError):
    """One at a time."""

    code = "dispute_open"
    message = _("A dispute is open in this case already. Settle that one first. Nothing was saved yet.")


class NotNowInDispute(DomainError):
    """Another step of the dispute comes first, or it is settled."""

    code = "dispute_not_now"
    message = _("This is not possible at this point of the dispute. Load the page again; nothing was saved.")


class NotYoursInDispute(NotAllowed):
    """The session is the coordinator's, the position the officer's."""

    code = "dispute_not_yours"
    message = _("The coordination leads the dispute, and the officer takes a position. Nothing was changed.")


class OutcomeTooEarly(DomainError):
    """What it is said to have ended by has not taken place."""

    code = "dispute_outcome_too_early"
    message = _(
        "The dispute cannot end like this yet: the session, the position or the answer is missing. Record it first. "
        "Nothing was saved yet."
    )


class DayOfDispute(DomainError):
    """A day to come, or before what it follows."""

    code = "dispute_day"
    message = _("Choose a day between the step before and today. Nothing was saved yet.")


class WordsMissing(DomainError):
    """Nothing was said."""

    code = "dispute_words_missing"
    message = _("Say it in a few words. Nothing was saved yet.")


class NobodyToInvite(DomainError):
    """All invitations are out, or there is nobody."""

    code = "meeting_nobody_to_invite"
    message = _("There is nobody who is still to be invited. Say first who comes.")


class InvitedAlready(DomainError):
    """One way only."""

    code = "meeting_invited_already"
    message = _("This invitation went out already, %(channel)s. It is sent or noted once; nothing was changed.")


class AnsweredAlready(DomainError):
    """A link works once."""

    code = "meeting_answered_already"
    message = _("Your answer was recorded on %(day)s. To change it, call whoever invited you.")


class InvitationOver(DomainError):
    """Cancelled, withdrawn, moved since, or past."""

    code = "meeting_invitation_over"
    message = _("This invitation does not hold any more. You need not do anything.")


class NoSeat(NotAllowed):
    """The institution is not invited to this case."""

    code = "meeting_no_seat"
    message = _("Your institution is not invited to this case. Nothing was changed.")


class TakesNoPart(DomainError):
    """A decision for somebody who has nothing to do with the case."""

    code = "meeting_takes_no_part"
    message = _("Choose somebody of an institution that takes part in the case. Nothing was saved yet.")
