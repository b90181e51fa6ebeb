"""Closed lists of the context."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """Categories of data; each protected row has exactly one."""

    BASIC = "basic", _("Basic data")
    SOCIAL = "social", _("Social situation")
    WORK = "work", _("Work")
    HEALTH = "health", _("Health")
    FINANCE = "finance", _("Finance")
    DOCUMENTS = "documents", _("Documents")


class AudienceKind(TextChoices):
    """Whom a grant addresses."""

    INSTITUTION = "institution", _("Institution")
    CONTACTS = "contacts", _("Contact persons of an institution")
    MEMBER = "member", _("One member of a case team")
    REGION = "region", _("Coordination of a region")
    THEME = "theme", _("Coordination of a theme")
    OFFICE = "office", _("IIZ office")
    PERSON = "person", _("Person concerned")
    NATIONAL = "national", _("National office")


class Standing(TextChoices):
    """How an institution takes part in a dossier.

    The founding and the leading institution see basic data while they take part, so that a consent that has run out
    can be renewed; a partner sees of others only what consent or statute opens.
    """

    FOUNDING = "founding", _("founded the dossier")
    LEADING = "leading", _("leads the case")
    PARTNER = "partner", _("takes part")


class Origin(TextChoices):
    """Why a grant exists."""

    OWN = "own", _("own contribution")
    SEAT = "seat", _("takes part in the case")
    CONSENT = "consent", _("consent")
    STATUTE = "statute", _("statute")


class BasisKind(StrEnum):
    """Why a dossier is open to an institution, the strongest first."""

    CONSENT = "consent"
    STATUTE = "statute"
    FOUNDING = "founding"
    MANDATE = "mandate"
