"""A consent in words, for its page."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Category
from ciiz.domain.consent.enums import Coverage, Ending, Onward, Purpose, Recurrence
from ciiz.domain.consent.public import Consent, bar
from ciiz.domain.organisations.public import Institution
from ciiz.web.components.data import Fact, Kind, Validity

CHIPS: dict[Coverage, Kind] = {Coverage.IN_FORCE: "ok", Coverage.NOT_YET: "warn"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One consent as pages show it."""

    consent: Consent
    standing: str
    chip_kind: Kind
    in_force: bool
    draft: bool
    over: bool
    renewable: bool
    validity: Validity
    period: str
    facts: tuple[Fact, ...]


def show(consent: Consent, today: date) -> Shown:
    """The words for a consent on a day."""
    period = bar(consent, today)
    draft = consent.signed_on is None
    words = _("not signed yet") if draft else str(period.standing.label)
    over = not draft and period.standing in (Coverage.EXPIRED, Coverage.WITHDRAWN)
    return Shown(
        consent=consent,
        standing=str(consent.get_ending_display()) if consent.ending and over else words,
        chip_kind=CHIPS.get(period.standing, ""),
        in_force=period.standing is Coverage.IN_FORCE,
        draft=draft,
        over=over,
        renewable=not draft and consent.ending not in (Ending.WITHDRAWN, Ending.RENEWED, Ending.MISTAKEN),
        validity=Validity(period.valid_from, period.until, today),
        period=_period(period.valid_from, period.until),
        facts=tuple(_facts(consent)),
    )


def _period(first: date, last: date) -> str:
    """First to last day; one that ended on the day it began lasted a part of that day."""
    return f"{_day(first)} – {_day(last)}" if last > first else _day(first)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _facts(consent: Consent) -> list[Fact]:
    names = {row.id: str(row) for row in Institution.objects.filter(id__in={*consent.givers, *consent.receivers})}
    not_stated = _("not stated")
    categories = ", ".join(str(one.label) for one in Category if one in consent.categories)
    purposes = "; ".join(str(one.label) for one in Purpose if one in consent.purposes)
    return [
        Fact(_("Who receives data"), ", ".join(names.get(one, "") for one in consent.receivers)),
        Fact(_("Who gives data"), ", ".join(names.get(one, "") for one in consent.givers)),
        Fact(_("Which data"), categories if consent.categories_stated else f"{categories} ({not_stated})"),
        Fact(_("What for"), purposes if consent.purposes_stated else f"{purposes} ({not_stated})"),
        Fact(_("How often"), str(Recurrence(consent.recurrence).label)),
        Fact(_("Passing on to others"), str(Onward(consent.onward).label)),
        Fact(_("Recorded by"), str(consent.contributor)),
    ]
