"""By law an institution opens what it contributed itself, with article and end; nobody opens what another gave."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.utils import Error, IntegrityError

from ciiz.domain.access.public import Category, found, open_by_statute, take_part
from ciiz.domain.timeline.public import Event, record
from tests.worlds import TODAY, act, institution

pytestmark = pytest.mark.django_db


def _dossier() -> Any:
    with act("rav.contact") as actor:
        dossier = found(actor=actor, opened_on=TODAY).id
        take_part(actor=actor, dossier_id=dossier, institution_id=institution("IV").id, valid_from=TODAY)
        record(actor=actor, kind="probe", dossier_id=dossier, occurred_on=TODAY, category=Category.WORK)
    return dossier


def _open(name: str, dossier: Any, givers: list[str], **changed: Any) -> None:
    with act(name) as actor:
        given: dict[str, Any] = {
            "article": "Art. 85f AVIG",
            "purpose": "clarification",
            "receiver_id": institution("IV").id,
            "categories": [Category.BASIC, Category.WORK],
            "valid_from": TODAY,
            "valid_to": TODAY + timedelta(days=30),
        } | changed
        open_by_statute(actor=actor, dossier_id=dossier, giver_ids=[institution(code).id for code in givers], **given)


def test_the_giver_opens_its_own_contribution_for_the_time_named() -> None:
    dossier = _dossier()
    _open("rav.contact", dossier, ["RAV"])
    for days, seen in ((0, True), (29, True), (30, False)):
        with act("iv.contact", TODAY + timedelta(days=days)):
            assert Event.objects.filter(dossier=dossier, category="work").exists() is seen, days


@pytest.mark.parametrize("name", ["iv.contact", "regional", "rav.contact"])
def test_nobody_opens_what_another_institution_gave(name: str) -> None:
    dossier = _dossier()
    with pytest.raises(Error):
        _open(name, dossier, ["SMZ"] if name == "rav.contact" else ["RAV"])


@pytest.mark.parametrize("lacking", [{"article": ""}, {"valid_to": None}])
def test_without_article_or_end_nothing_is_opened(lacking: dict[str, Any]) -> None:
    dossier = _dossier()
    with pytest.raises(IntegrityError):
        _open("rav.contact", dossier, ["RAV"], **lacking)
