"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where one version of a plan stands."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed, to be validated")
    VALIDATED = "validated", _("Validated")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a newer version")

    @property
    def is_open(self) -> bool:
        """Still on its way to validation."""
        return self in (PlanState.DRAFT, PlanState.SIGNED)


class MeasureKind(TextChoices):
    """What a measure is for."""

    LABOUR = "labour", _("Labour-market measure")
    INTEGRATION = "integration", _("Integration measure")
    SUPPORT = "support", _("Support")


class Phase(TextChoices):
    """Stage of the integration in which a measure stands."""

    CLARIFY = "clarify", _("Clarification")
    STABILISE = "stabilise", _("Stabilisation")
    BUILD_UP = "build_up", _("Building up")
    PLACE = "place", _("Integration into work")
    SECURE = "secure", _("Follow-up at the workplace")


class MeasureStatus(TextChoices):
    """How far a measure is; "granted" is counted by the national core indicators."""

    PLANNED = "planned", _("planned")
    GRANTED = "granted", _("granted")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")

    @property
    def is_over(self) -> bool:
        """Nothing more is expected."""
        return self in (MeasureStatus.DONE, MeasureStatus.DROPPED)

    def follows(self, before: "MeasureStatus") -> bool:
        """Whether a measure may come here from `before`: forward, or dropped while it was not over."""
        order = list(MeasureStatus)
        return not before.is_over and order.index(self) > order.index(before)


class Responsible(TextChoices):
    """Who sees to a measure."""

    INSTITUTION = "institution", _("Institution")
    PERSON = "person", _("Person concerned")
    PROVIDER = "provider", _("Provider")


class Answer(TextChoices):
    """What an institution says to its part of a plan."""

    YES = "yes", _("accepts its part")
    RESERVATION = "reservation", _("accepts with a reservation")
    NO = "no", _("does not accept its part")


class OrderState(TextChoices):
    """How far an ordered service is."""

    PLACED = "placed", _("ordered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")

    @property
    def waits(self) -> bool:
        """Somebody still has to do something."""
        return self in (OrderState.PLACED, OrderState.ACCEPTED)


class StockTakingKind(TextChoices):
    """With whom stock is taken (CII101.6 a and b)."""

    PERSON = "person", _("With the person")
    TEAM = "team", _("With the case team")


class Progress(TextChoices):
    """State of the plan as found at a stock-taking."""

    ON_TRACK = "on_track", _("on track")
    DELAYED = "delayed", _("delayed")
    STUCK = "stuck", _("stuck")
    REACHED = "reached", _("goals reached")
