"""The one place that knows what time it is; only entrances ask it and pass dates on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

ZURICH = ZoneInfo("Europe/Zurich")
# Days that people enter lie between these: what is before or after is a mistyped year.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def now() -> datetime:
    """The present instant, aware."""
    return timezone.now()


def today() -> date:
    """The present date in Switzerland: a day of a consent begins and ends at midnight in Zurich, not in UTC."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in Switzerland on which an instant lies."""
    return moment.astimezone(ZURICH).date()
