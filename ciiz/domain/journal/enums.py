"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """What happened."""

    TALK = "talk", _("Talk with the person")
    PHONE = "phone", _("Telephone call")
    EMPLOYER = "employer", _("Contact with an employer")
    TEAM = "team", _("Exchange in the case team")
    MINUTES = "minutes", _("Minutes")
    NOTE = "note", _("Note")

    @property
    def meets_person(self) -> bool:
        """Counts as one of the talks that the plan's rhythm asks for (about every two weeks, CII101.5)."""
        return self is EntryKind.TALK


class Visibility(TextChoices):
    """Who reads an entry."""

    OWN = "own", _("My institution only")
    TEAM = "team", _("Case team, as far as consent covers it")


class InformalKind(TextChoices):
    """What an informal contact between institutions was for."""

    EXCHANGE = "exchange", _("Exchange")
    ADVICE = "advice", _("Advice from the own contact person")
    SECOND_OPINION = "second_opinion", _("Second opinion")
    HOTLINE = "hotline", _("Hotline")
    STATUS_INQUIRY = "status_inquiry", _("Status inquiry")


class LegalBasis(TextChoices):
    """On what basis something was exchanged."""

    NONE = "none", _("No legal basis")
    ANONYMOUS = "anonymous", _("Not needed: nobody was named")
    CONSENT = "consent", _("Consent of the person")
    STATUTE = "statute", _("Statute")

    @property
    def opens(self) -> bool:
        """The institution that was named may read the entry, as far as consent or statute opens the dossier to it."""
        return self in (LegalBasis.CONSENT, LegalBasis.STATUTE)


class Application(TextChoices):
    """The answer to a status inquiry."""

    PENDING = "pending", _("An application is pending")
    DECIDED = "decided", _("The application is decided")
    ABSENT = "absent", _("There is no application")
    UNKNOWN = "unknown", _("Not known")
