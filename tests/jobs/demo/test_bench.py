"""The bench measures every figure that it promises."""

import secrets
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from ciiz.foundation.postgres.cluster import SUPERUSER, Cluster
from ciiz.jobs.bench import imports, pages, policies, searching, serving
from ciiz.jobs.bench.everything import PARTS
from ciiz.jobs.bench.ground import Ground
from ciiz.jobs.play import People
from tests.harness import databases

from .conftest import CASES, NAME, TODAY

COPY = "ciiz_bench"
NAMES = (
    "demo: loading",
    "completing a step",
    "completing a step, queries",
    "completing a step, engine",
    "list of 50: smallest institution",
    "list of 50: largest institution, SQL",
    "list of 50: coordinator of a region, queries",
    "list of 50: coordinator of a theme",
    "list of 50: office",
    "start page: office",
    "case page",
    "search by name: largest institution",
    "handbook page",
    "whole handbook as PDF",
    "whole handbook as Word",
    "quick log",
    "quick log, queries",
    "import of referrals",
)


@pytest.fixture
def ground(demo: None, cluster: Cluster, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    """A copy of the demo canton, because steps change it; a server asked through HTTP has the settings of the demo."""
    settings.TOTP_REQUIRED = False
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    monkeypatch.setenv("CIIZ_DEMO", "1")
    databases.connect_django(cluster, "postgres", SUPERUSER)  # nobody may stay connected to what is copied
    connection.close()
    cluster.drop_database(COPY)
    cluster.make_database(COPY, template=NAME)
    databases.connect_django(cluster, COPY)
    held = Ground(cluster, CASES, TODAY, 1.0, 1, 1, People.of("VS"), COPY)
    yield held
    held.close()
    connection.close()
    cluster.drop_database(COPY)


def test_every_figure_has_a_value_a_unit_and_a_note(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "ROWS", 40)
    monkeypatch.setattr(searching, "PREFIXES", 5)
    monkeypatch.setattr(serving, "SECONDS", 0.5)
    for part in (pages, policies):
        monkeypatch.setattr(part, "RUNS", 3)
    figures = {figure.name: figure for figure in ground.figures()}
    for part in PARTS:
        figures |= {figure.name: figure for figure in part.figures(ground)}
    assert set(NAMES) <= set(figures)
    assert sum(name.startswith("policies: ") for name in figures) == 5
    for figure in figures.values():
        assert figure.value > 0 or figure.target == 0, figure
        assert figure.unit
        assert figure.note
