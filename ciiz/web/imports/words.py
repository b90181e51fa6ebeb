"""Words and colours of the area."""

from django.utils.translation import gettext as _

from ciiz.journeys.intake import Severity


def effect(severity: str) -> tuple[str, str]:
    """What a finding means for its row, and the colour of it."""
    match Severity(severity):
        case Severity.REFUSED:
            return _("row not imported"), "bad"
        case Severity.DROPPED:
            return _("without this value"), "warn"
        case Severity.NOTED:
            return _("for your information"), ""
