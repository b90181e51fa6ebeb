"""Who sees what until when, and the consents behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciiz.domain.access.public import Category, Origin, Statute
from ciiz.domain.consent.enums import Coverage
from ciiz.domain.consent.public import Bar, Cell, Overview, Seen
from ciiz.foundation.i18n.phrases import colon, day
from ciiz.web.components.data import Kind, Link, Text, Validity

from ..links import links

COLUMNS: dict[Category, Text] = {
    Category.BASIC: gettext_lazy("Basic"),
    Category.WORK: gettext_lazy("Work"),
    Category.SOCIAL: gettext_lazy("Social"),
    Category.HEALTH: gettext_lazy("Health"),
    Category.FINANCE: gettext_lazy("Finance"),
    Category.DOCUMENTS: gettext_lazy("Documents"),
}
BASES: dict[Origin, Text] = {
    Origin.CONSENT: gettext_lazy("by consent"),
    Origin.STATUTE: gettext_lazy("by law"),
    Origin.SEAT: gettext_lazy("takes part in the case"),
    Origin.OWN: gettext_lazy("own contribution"),
}
STANDINGS: dict[Coverage, tuple[Text, Kind]] = {
    Coverage.IN_FORCE: (gettext_lazy("in force"), "ok"),
    Coverage.NOT_YET: (gettext_lazy("not yet in force"), ""),
    Coverage.EXPIRED: (gettext_lazy("run out"), "bad"),
    Coverage.WITHDRAWN: (gettext_lazy("withdrawn"), "bad"),
    Coverage.NONE: (gettext_lazy("no consent"), "bad"),
}


@dataclass(frozen=True, slots=True)
class SeenCell:
    """One cell: everything, only its own, or nothing; the words say on which basis until when."""

    state: Literal["all", "own", "none"]
    words: str


@dataclass(frozen=True, slots=True)
class SeenRow:
    """An institution and its cells."""

    name: str
    cells: Sequence[SeenCell]


@dataclass(frozen=True, slots=True)
class Period:
    """One consent as a bar."""

    validity: Validity
    standing: Text
    kind: Kind
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Sight:
    """The panel: picture, periods, what can be done."""

    columns: Sequence[Text]
    rows: Sequence[SeenRow]
    periods: Sequence[Period]
    laws: Sequence[str]
    warning: str
    links: Sequence[Link]


def sight(overview: Overview, dossier_id: object, today: date, bars_shown: int = 2) -> Sight:
    """The picture of a dossier; those who do not manage it see the consents only."""
    current = overview.current
    ordered = sorted(overview.bars, key=lambda bar: bar is not current)[:bars_shown]
    return Sight(
        columns=[COLUMNS[category] for category in COLUMNS],
        rows=[SeenRow(row.name, [_cell(row.cells[category]) for category in COLUMNS]) for row in overview.rows]
        if overview.complete
        else [],
        periods=[_period(bar, today, manages=overview.complete) for bar in ordered],
        laws=[_law(statute) for statute in overview.statutes],
        warning=_warning(current),
        links=links(
            (_("New consent"), "consent:new", dossier_id), (_("Page of the person"), "personal:office", dossier_id)
        )
        if overview.complete
        else (),
    )


def _cell(cell: Cell) -> SeenCell:
    if cell.seen is Seen.NOTHING:
        return SeenCell("none", _("does not see it"))
    basis = BASES[cell.basis] if cell.basis else ""
    words = f"{basis}, {_('until %(day)s') % {'day': day(cell.until)}}" if cell.until else str(basis)
    if cell.seen is Seen.OWN:
        return SeenCell("own", _("sees only what it contributed itself"))
    return SeenCell("all", colon(_("sees it"), words))


def _period(bar: Bar, today: date, *, manages: bool) -> Period:
    words, kind = STANDINGS[bar.standing]
    actions: tuple[Link, ...] = ()
    if bar.standing is Coverage.IN_FORCE:
        if manages:
            actions = links(
                (_("Renew"), "consent:renew", bar.consent_id),
                (_("Withdraw"), "consent:withdraw", bar.consent_id),
            )
        if bar.ends_soon:
            words, kind = _("runs out soon"), "warn"
    return Period(Validity(bar.valid_from, bar.until, today), words, kind, actions)


def _law(statute: Statute) -> str:
    """Which article opens the case to whom, and until when."""
    last_day = statute.valid_to - timedelta(days=1) if statute.valid_to else None
    until = _("until %(day)s") % {"day": day(last_day)} if last_day else ""
    return colon(statute.article, ", ".join(part for part in (str(statute.receiver), until) if part))


def _warning(current: Bar | None) -> str:
    if current is None:
        return _("There is no signed consent: other institutions see nothing of this case.")
    if current.standing is Coverage.IN_FORCE:
        return ""
    return _("No consent is in force: what other institutions contributed is closed.")
