"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a membership lets a person do (source 003); case manager is no role but a relation to one case."""

    FRONT_LINE = "front_line", _("Front-line worker")
    CONTACT = "contact", _("Contact person")
    REGIONAL = "regional", _("Regional coordinator")
    THEMATIC = "thematic", _("Thematic coordinator")
    SECRETARIAT = "secretariat", _("Secretariat")
    OFFICER = "officer", _("Cantonal officer")
    LEGAL = "legal", _("Legal commission")
    STEERING = "steering", _("Steering committee")
    NATIONAL = "national", _("National office")

    @property
    def coordinates(self) -> bool:
        """Regional and thematic coordinators."""
        return self in (Role.REGIONAL, Role.THEMATIC)

    @property
    def in_office(self) -> bool:
        """Members of the IIZ office who work for the whole canton."""
        return self in (Role.SECRETARIAT, Role.OFFICER)

    @property
    def in_institution(self) -> bool:
        """People of a partner institution."""
        return self in (Role.FRONT_LINE, Role.CONTACT)


class InstitutionKind(TextChoices):
    """Part that an institution has in the cooperation."""

    PARTNER = "partner", _("Partner institution")
    OFFICE = "office", _("IIZ office")
    PROVIDER = "provider", _("Provider of measures")


class ContactKind(TextChoices):
    """Kinds of contact person (source 003)."""

    ADULT = "adult", _("Adults")
    YOUTH = "youth", _("Youth (T1)")
    ASYLUM = "asylum", _("Asylum")
    COACHING = "coaching", _("Coaching")


class Language(TextChoices):
    """Languages of the interface and of correspondence."""

    DE = "de", _("German")
    FR = "fr", _("French")
    IT = "it", _("Italian")
    EN = "en", _("English")
