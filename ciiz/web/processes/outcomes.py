"""How a step may end, in words, where no arrow of the drawing says it."""

from django.utils.translation import gettext_lazy as _

from ciiz.domain.processes.journeys import Outcome
from ciiz.web.components.data import Text

OUTCOMES: dict[str, Text] = {
    Outcome.DONE: _("Step done"),
    Outcome.YES: _("Yes"),
    Outcome.NO: _("No"),
    Outcome.NOT_INDICATED: _("No IIZ needed"),
    Outcome.NETWORK: _("Network session"),
    Outcome.COMPLEX: _("Complex case"),
    Outcome.ROUND_TABLE: _("Round table"),
    Outcome.ASSESSMENT: _("Assessment"),
    Outcome.COACHING: _("Coaching"),
    Outcome.ASK_BACK: _("asked back"),
    Outcome.RETURNED: _("returned"),
    Outcome.CASE_MANAGEMENT: _("Case management"),
    Outcome.BILATERAL: _("Bilateral solution"),
    Outcome.OTHER_DISPOSITIF: _("Another dispositif goes on"),
    Outcome.GOING_ON: _("The step goes on"),
    Outcome.STAGE_DONE: _("This stage is done"),
    Outcome.CHANGE: _("Change"),
    Outcome.ENDED: _("Ended"),
}


def outcome_in_words(outcome: str) -> str:
    """The words of an outcome; the end of a called process is told by its code."""
    return str(OUTCOMES.get(outcome, outcome))
