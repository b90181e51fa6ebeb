"""Closed lists of the context."""

from enum import Enum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    """What is held."""

    ROUND_TABLE = "round_table", _("Round table")
    ASSESSMENT = "assessment", _("Assessment")
    THREE_WAY = "three_way", _("Three-way talk")
    NETWORK = "network", _("Network session")
    STOCKTAKING = "stocktaking", _("Stock-taking")
    QUARTERLY = "quarterly", _("Quarterly review of the team")
    DISPUTE = "dispute", _("Session on a dispute")
    POOL = "pool", _("Meeting of the pool")
    YEARLY = "yearly", _("Yearly meeting")

    @property
    def about_cases(self) -> bool:
        """Cases stand on its agenda, or may."""
        return self not in (MeetingKind.POOL, MeetingKind.YEARLY)

    @property
    def needs_cases(self) -> bool:
        """It is about single cases; the team's quarterly review may also look at the work as a whole."""
        return self.about_cases and self is not MeetingKind.QUARTERLY

    @property
    def is_session(self) -> bool:
        """Its result is recorded as that of a session and moves the process."""
        return self in (MeetingKind.ROUND_TABLE, MeetingKind.ASSESSMENT, MeetingKind.NETWORK)


class DisputeOutcome(TextChoices):
    """How a dispute ended."""

    AGREED = "agreed", _("agreed at the session")
    OFFICER = "officer", _("settled by the position of the officer")
    LEGAL = "legal", _("settled by the legal commission")
    WITHDRAWN = "withdrawn", _("no longer pursued")
    OPEN = "open", _("the institutions do not agree")


class DisputeStep(Enum):
    """What comes next in a dispute."""

    SESSION = "session"
    POSITION = "position"
    ANSWER = "answer"
    OUTCOME = "outcome"
    OVER = "over"


class Rhythm(TextChoices):
    """How often standing sessions are held."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    CALENDAR = "calendar", _("on the days of a calendar")


class MeetingState(TextChoices):
    """What became of it."""

    OFFERED = "offered", _("dates are offered")
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class Party(TextChoices):
    """Who is invited; all but the first have no account and come for one case."""

    MEMBER = "member", _("Institution")
    PERSON = "person", _("The person themselves")
    COMPANION = "companion", _("Companion of the person")
    PROVIDER = "provider", _("Provider of measures")
    DOCTOR = "doctor", _("Treating doctor")
    REGIONAL_DOCTOR = "regional_doctor", _("Doctor of the regional medical service")
    EMPLOYER = "employer", _("Employer")
    INTERPRETER = "interpreter", _("Interpreter")

    @property
    def outside(self) -> bool:
        """Neither an institution's account nor the person."""
        return self not in (Party.MEMBER, Party.PERSON)

    @property
    def reports(self) -> bool:
        """Hands in reports by the link; those of doctors are medical (`meetings_hand_in`)."""
        return self in (Party.PROVIDER, Party.DOCTOR, Party.REGIONAL_DOCTOR)


DOCTORS = (Party.DOCTOR, Party.REGIONAL_DOCTOR)


class Channel(TextChoices):
    """How an invitation went out: by ciiz, or elsewhere, which is noted here."""

    MAIL = "mail", _("by ciiz, as e-mail")
    AVAM = "avam", _("by AVAM")
    LETTER = "letter", _("by letter")
    TELEPHONE = "telephone", _("by telephone")


ELSEWHERE = tuple(one for one in Channel if one is not Channel.MAIL)


class Reply(TextChoices):
    """What an invited party answers."""

    YES = "yes", _("comes")
    NO = "no", _("does not come")


class Excuse(TextChoices):
    """Why somebody does not come; a code, so that no illness is described here."""

    OTHER_APPOINTMENT = "other_appointment", _("Another appointment")
    ABSENT = "absent", _("Holiday or absence")
    HEALTH = "health", _("Health")
    NOT_CONCERNED = "not_concerned", _("Not concerned")
    OTHER = "other", _("Another reason")


class Attendance(TextChoices):
    """Who was there."""

    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    MISSING = "missing", _("missing without excuse")
