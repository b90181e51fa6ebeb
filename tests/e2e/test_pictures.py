"""Pictures are for people to look at: one that chromium cannot take fails no test, and no old one is left instead."""

from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Error, Page

from . import conftest
from .conftest import ATTEMPTS, PictureMissing, shoot


class Refusing:
    """A page of which the first pictures fail."""

    def __init__(self, failures: int) -> None:
        self.left = failures

    def screenshot(self, path: Path, full_page: bool) -> None:
        """Fails, or writes a picture."""
        if self.left:
            self.left -= 1
            raise Error("Unable to capture screenshot")
        path.write_bytes(b"new")


@pytest.fixture(autouse=True)
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A picture of an earlier run."""
    monkeypatch.setattr(conftest, "SHOTS", tmp_path)
    (tmp_path / "page.png").write_bytes(b"old")
    return tmp_path / "page.png"


def test_a_picture_that_fails_is_tried_again(old: Path) -> None:
    shoot(cast(Page, Refusing(ATTEMPTS - 1)), "page")
    assert old.read_bytes() == b"new"


def test_a_picture_that_cannot_be_taken_is_missing_and_named(old: Path) -> None:
    with pytest.warns(PictureMissing, match="no picture of page: Unable to capture screenshot"):
        shoot(cast(Page, Refusing(ATTEMPTS)), "page")
    assert not old.exists()
