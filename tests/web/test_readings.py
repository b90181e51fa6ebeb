"""The log of readings says of whom a page shows something: the guard of these tests notices less and more."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from ciiz.foundation import reading
from tests.harness import reads
from tests.journeys import scene
from tests.worlds import membership

pytestmark = pytest.mark.django_db
Shown = dict[UUID, tuple[set[str], set[str]]]


def forget_one(shown: Shown) -> None:
    shown.popitem()


def forget_category(shown: Shown) -> None:
    for categories, _bases in shown.values():
        categories.discard("basic")


def add_one(shown: Shown) -> None:
    shown[uuid4()] = ({"basic"}, {"grant"})


@pytest.mark.parametrize("spoil", [forget_one, forget_category, add_one])
def test_a_page_that_registers_other_than_it_shows_fails(
    spoil: Callable[[Shown], None], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    scene.begun()
    scene.forwarded()
    client.force_login(membership("rav.contact").user)
    assert client.get("/cases/").status_code == 200
    noticing = reading.write

    def spoiled(scope: reading.Scope) -> None:
        if len(scope.shown) > 1:
            spoil(scope.shown)
        noticing(scope)

    monkeypatch.setattr(reading, "write", spoiled)
    with pytest.raises(reads.Unregistered, match="/cases/"):
        client.get("/cases/")
