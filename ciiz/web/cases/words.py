"""Small phrases about days and people that several pages share."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciiz.web.components.data import Kind

SOON = 7


def age(born: date, today: date) -> int:
    """Full years of life."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def distance(due: date, today: date) -> str:
    """How far a day lies ahead or back."""
    days = (due - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}


def urgency(due: date | None, today: date) -> Kind:
    """How a deadline is coloured."""
    if due is None or (due - today).days > SOON:
        return ""
    return "bad" if due < today else "warn"


def since(start: date, today: date) -> str:
    """How long something has been going on."""
    days = (today - start).days
    if days == 0:
        return _("since today")
    if days < 14:
        return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}
    weeks = days // 7
    return ngettext("for %(weeks)d week", "for %(weeks)d weeks", weeks) % {"weeks": weeks}
