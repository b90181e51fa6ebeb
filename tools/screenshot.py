"""Photograph the case page of a demo of its own: `make screenshot` writes docs/screenshot.png.

The demo runs on a free port and a temporary data folder, both gone afterwards. `--login`, `--language` and `--output`
take other pictures.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CIIZ = Path(sys.executable).with_name("ciiz")
WIDTH, HEIGHT = 1280, 900
CASES = 200
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


def main() -> None:
    options = parser().parse_args()
    with demo() as (address, logins), sync_playwright() as driver:
        chromium = os.environ.get("CIIZ_CHROMIUM") or shutil.which("chromium")
        with driver.chromium.launch(executable_path=chromium, args=FLAGS) as browser:
            size = {"width": WIDTH, "height": HEIGHT}
            context = browser.new_context(base_url=address, locale=f"{options.language}-CH", viewport=size)  # type: ignore[arg-type]
            page = context.new_page()
            sign_in(page, options.login, logins[options.login])
            page.locator(f"button[name=language][value={options.language}]:visible").first.click()
            open_case(page)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=options.output)
    print(f"wrote {options.output}")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description="Photograph the case page of the demo.")
    made.add_argument("--login", default="contact.fr@ciiz.example", help="a case manager of the demo")
    made.add_argument("--language", default="en", choices=["de", "fr", "it", "en"])
    made.add_argument("--output", type=Path, default=ROOT / "docs" / "screenshot.png")
    return made


@contextmanager
def demo() -> Iterator[tuple[str, dict[str, str]]]:
    """A demo that is ready: its address, and the password of each login."""
    with tempfile.TemporaryDirectory(prefix="ciiz-screenshot-") as folder:
        Path(folder).chmod(0o755)  # run as root, the server works as another user and must pass
        given = {"CIIZ_DATA": str(Path(folder) / "data"), "CIIZ_PORT": str(free_port()), "CIIZ_DIE_WITH_PARENT": "1"}
        command = [CIIZ, "demo", "--cases", str(CASES)]
        with subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield await_ready(process)
            finally:
                process.terminate()
                process.wait()


def await_ready(process: "subprocess.Popen[str]") -> tuple[str, dict[str, str]]:
    address, logins = "", {}
    for line in process.stdout or ():
        words = line.split()
        if line.startswith("ready "):
            address = words[1]
        elif address and "@" in line:
            logins[words[0]] = words[1]
        elif address:
            return address, logins
    sys.exit("The demo did not start; the reason stands above.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/")


def open_case(page: Page) -> None:
    """The first case that the person manages and whose plan is being carried out."""
    page.goto("/cases/?stage=running&mine=on")
    page.locator("main a[href^='/cases/'][href$='/']:not([href='/cases/']):visible").first.click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main()
