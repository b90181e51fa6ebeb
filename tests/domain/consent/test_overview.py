"""The picture of who sees what until when."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ciiz.domain.access.public import Category, Origin
from ciiz.domain.consent import public as consent
from ciiz.domain.consent.enums import Coverage
from ciiz.domain.consent.public import Cell, Seen
from tests.worlds import TODAY, become

from .conftest import LAST_DAY, terms

pytestmark = pytest.mark.django_db


def test_the_picture_shows_institution_by_category_by_end_by_basis(dossier: UUID) -> None:
    consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(receivers="SMZ"), signed_on=TODAY)
    with CaptureQueriesContext(connection) as queries:
        seen = consent.overview(become("rav.contact"), dossier)
    assert len(queries) <= 6
    rows = {row.name: row.cells for row in seen.rows}
    assert set(rows) == {"RAV Test", "SMZ Test"}
    assert rows["SMZ Test"][Category.WORK] == Cell(Seen.OTHERS, Origin.CONSENT, LAST_DAY)
    assert rows["SMZ Test"][Category.HEALTH] == Cell(Seen.OWN, Origin.OWN, None)
    assert rows["RAV Test"][Category.WORK].seen is Seen.OWN
    assert rows["RAV Test"][Category.BASIC] == Cell(Seen.OTHERS, Origin.SEAT, None)
    assert seen.complete


def test_the_bar_shows_how_much_is_left(dossier: UUID) -> None:
    consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(), signed_on=TODAY)
    half = consent.overview(become("rav.contact", TODAY + timedelta(days=45)), dossier).current
    assert half is not None
    assert (half.until, half.days_left, half.elapsed_percent) == (LAST_DAY, 45, 49)
    last = consent.overview(become("rav.contact", LAST_DAY), dossier).current
    assert last is not None
    assert (last.days_left, last.standing) == (0, Coverage.IN_FORCE)
    assert (half.ends_soon, last.ends_soon) == (False, True)
    over = consent.overview(become("rav.contact", LAST_DAY + timedelta(days=1)), dossier).current
    assert over is not None
    assert (over.elapsed_percent, over.standing) == (100, Coverage.EXPIRED)


def test_after_the_last_day_the_picture_is_closed(dossier: UUID) -> None:
    consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(), signed_on=TODAY)
    seen = consent.overview(become("rav.contact", LAST_DAY + timedelta(days=1)), dossier)
    cells = {row.name: row.cells[Category.WORK].seen for row in seen.rows}
    assert cells["SMZ Test"] is Seen.OWN


def test_a_partner_sees_the_consent_but_not_everybodys_view(dossier: UUID) -> None:
    consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(), signed_on=TODAY)
    seen = consent.overview(become("smz.contact"), dossier)
    assert not seen.complete
    assert [bar.until for bar in seen.bars] == [LAST_DAY]


def test_an_outsider_sees_nothing(dossier: UUID) -> None:
    consent.grant(actor=become("rav.contact"), dossier_id=dossier, terms=terms(), signed_on=TODAY)
    seen = consent.overview(become("iv.contact"), dossier)
    assert (seen.rows, seen.bars, seen.complete, seen.current) == ((), (), False, None)
