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
