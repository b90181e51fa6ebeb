"""Loading a canton into the database, and asking it for its values."""

import shutil
from pathlib import Path

import pytest
from django.db import ProgrammingError, transaction
from pytest_django import DjangoAssertNumQueries

from ciiz.domain.organisations.models import Canton, Dispositif, Region, Theme
from ciiz.domain.organisations.operations import load_canton
from ciiz.domain.organisations.values import MalformedValues, canton_values
from ciiz.domain.organisations.values.files import CANTONS
from ciiz.foundation.errors import NotFound


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CANTONS / "VS", tmp_path / "VS"))


def test_a_canton_is_loaded_whole_and_a_second_time_changes_nothing(as_owner: None) -> None:
    load_canton("VS")
    before = [list(model.objects.order_by("pk").values()) for model in (Canton, Region, Theme, Dispositif)]
    load_canton("VS")
    assert before == [list(model.objects.order_by("pk").values()) for model in (Canton, Region, Theme, Dispositif)]
    assert Region.objects.filter(canton="VS").count() == 5
    assert Theme.objects.filter(canton="VS").count() == 2
    assert Canton.objects.get(code="VS").languages == ["de", "fr"]


def test_values_are_parsed_once_and_follow_the_database(
    as_owner: None, folder: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    load_canton("VS")
    first = canton_values("VS")
    with django_assert_num_queries(1):
        assert canton_values("VS") is first
    path = folder / "values.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("triage_days = 10", "triage_days = 7"), encoding="utf-8")
    load_canton(folder)
    assert canton_values("VS").deadlines.triage_days == 7


def test_published_criteria_never_change(as_owner: None, folder: Path) -> None:
    load_canton("VS")
    path = folder / "criteria.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Akute Krise", "Krise"), encoding="utf-8")
    with pytest.raises(MalformedValues, match="criteria VS-1: has changed; give the change a new version"):
        load_canton(folder)
    path.write_text(text.replace('"VS-1"', '"VS-2"'), encoding="utf-8")
    with pytest.raises(MalformedValues, match="criteria VS-1: is gone"):
        load_canton(folder)
    assert canton_values("VS").criteria_version("VS-1") is not None


@pytest.mark.django_db
def test_an_unknown_canton_has_no_values() -> None:
    with pytest.raises(NotFound):
        canton_values("XX")


@pytest.mark.django_db
def test_pages_cannot_change_a_canton() -> None:
    for change in (
        lambda: Canton.objects.filter(code="ZZ").update(values={}),
        lambda: Region.objects.create(canton_id="ZZ", code="x", name={}),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
