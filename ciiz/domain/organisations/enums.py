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
    MANDATED = "mandated", _("Mandated third party")


class LawLevel(TextChoices):
    """Whose law it is."""

    FEDERAL = "federal", _("Federal law")
    CANTONAL = "cantonal", _("Cantonal law")


class ContactKind(TextChoices):
    """Kinds of contact person (source 003)."""

    ADULT = "adult", _("Adults")
    YOUTH = "youth", _("Youth (T1)")
    ASYLUM = "asylum", _("Asylum")
    COACHING = "coaching", _("Coaching")


class Part(TextChoices):
    """Who does a thing in a case, where cantons differ; wider than a role: a case manager is none."""

    CASE_MANAGER = "case_manager", _("Case manager")
    COORDINATOR = "coordinator", _("Coordinator")
    OFFICER = "officer", _("Cantonal officer")
    OFFICE = "office", _("IIZ office")
    POOL = "pool", _("Pool of contact persons")


class CaseForm(TextChoices):
    """Which cooperation is indicated or wished for a person (source 003)."""

    NONE = "none", _("No IIZ")
    NETWORK = "network", _("Network")
    ROUND_TABLE = "round_table", _("Round table")
    ASSESSMENT = "assessment", _("Assessment")
    COACHING = "coaching", _("Coaching")


class CriterionKind(TextChoices):
    """What a criterion of the selection form says when it holds."""

    ASPECT = "aspect", _("Speaks for IIZ")
    EXCLUSION = "exclusion", _("Speaks against IIZ")
    TIME = "time", _("Too early or too late")


class NationalExit(TextChoices):
    """Exit reasons as the national monitoring counts them (study 2013, core indicator 6)."""

    INTEGRATED = "integrated", _("Integrated in the primary labour market")
    OTHER_DISPOSITIF = "other_dispositif", _("Followed by another dispositif")
    LACK_OF_COOPERATION = "lack_of_cooperation", _("Lack of cooperation")
    NETWORK = "network", _("Followed by the network")
    OTHER = "other", _("Other reason")


OTHER = "other"
"""The code of coded lists that says nothing by itself: whoever chooses it says it in words."""


class Language(TextChoices):
    """Languages of the interface and of correspondence."""

    DE = "de", _("German")
    FR = "fr", _("French")
    IT = "it", _("Italian")
    EN = "en", _("English")


class RunningCases(TextChoices):
    """What becomes of running cases when a new version of their process comes into force."""

    STAY = "stay", _("stay on their version")
    MOVE = "move", _("are moved to the new version")
