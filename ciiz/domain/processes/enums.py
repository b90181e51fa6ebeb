"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DefinitionState(TextChoices):
    """Life of a version: cases start on the published one and stay on theirs when it is retired."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class Deviation(TextChoices):
    """Why a case left the drawing."""

    UNFORESEEN = "unforeseen", _("Done at another moment than foreseen")
    AGREED = "agreed", _("Agreed by the institutions")
    CORRECTION = "correction", _("Correction of an error")
    REOPENED = "reopened", _("Reopened")
    OUTSIDE = "outside", _("Done outside of the platform")
    MOVED = "moved", _("Moved to another version")
