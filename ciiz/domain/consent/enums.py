"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What the data may be used for; the survey is the one purpose that may outlive the closing of the case."""

    CLARIFICATION = "clarification", _("Clarifying the situation and the next steps together")
    COORDINATION = "coordination", _("Coordinating the integration in a joint case")
    SURVEY = "survey", _("Survey six months after the end")


class Recurrence(TextChoices):
    """How often data may pass."""

    ONCE = "once", _("once")
    RECURRING = "recurring", _("as often as the purpose needs it")
    NOT_STATED = "not_stated", _("not stated")


class Onward(TextChoices):
    """Whether a receiver may pass data on to others."""

    NO = "no", _("not allowed")
    YES = "yes", _("allowed")
    NOT_STATED = "not_stated", _("not stated")


class Ending(TextChoices):
    """Why a consent ended before its last day."""

    WITHDRAWN = "withdrawn", _("withdrawn")
    RENEWED = "renewed", _("replaced by a new one")
    CASE_CLOSED = "case_closed", _("case closed")
    MISTAKEN = "mistaken", _("recorded by mistake")


class WithdrawalForm(TextChoices):
    """How the person withdrew; no form is required."""

    TALK = "talk", _("in a talk")
    TELEPHONE = "telephone", _("by telephone")
    LETTER = "letter", _("by letter")
    EMAIL = "email", _("by e-mail")
    PAGE = "page", _("on the own page")


class Coverage(TextChoices):
    """How a consent stands on a day, for a receiver and a category."""

    IN_FORCE = "in_force", _("in force")
    NOT_YET = "not_yet", _("not yet in force")
    EXPIRED = "expired", _("run out")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NONE = "none", _("no consent")
