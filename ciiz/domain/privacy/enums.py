"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciiz.domain.documents.enums import DocumentKind

SHOWN_ANYWAY = frozenset({DocumentKind.CONSENT, DocumentKind.PLAN, DocumentKind.LETTER})
"""What the person has signed or got by post, and therefore sees unless somebody keeps it back (`privacy_documents`)."""


class SecondStep(TextChoices):
    """What the person proves besides the code from the letter."""

    MAIL = "mail", _("Code by e-mail")
    APP = "app", _("Code from an authenticator app")


class ConcernKind(TextChoices):
    """What the person wants."""

    FEEDBACK = "feedback", _("Say how it is going")
    CORRECTION = "correction", _("Have something corrected")
    OBJECTION = "objection", _("Object to data being passed on")
    ACCESS = "access", _("Get everything that is stored about me")


class Outcome(TextChoices):
    """What came of it."""

    DONE = "done", _("done as asked")
    PARTLY = "partly", _("done in part")
    REFUSED = "refused", _("not done")
    READ = "read", _("read")


class KeptBack(TextChoices):
    """Why a document is not shown on the person's page."""

    THIRD_PARTIES = "third_parties", _("it also tells about other people")
    IN_A_TALK = "in_a_talk", _("it is explained to you in a talk first")
    WORKING_PAPER = "working_paper", _("it is a working paper of the institution")
