"""Make .venv with the locked packages and the command `ciiz`; runs on a bare Python 3.11, standard library only.

`python tools/bootstrap.py lock` writes the lock files anew instead.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "uv"
LOCKS = ("requirements", "requirements-dev", "requirements-uv")


def main() -> None:
    if sys.version_info < (3, 11):
        stop(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. Try `make PYTHON=python3.12 ...`.")
    make_venv()
    fetch_uv()
    if sys.argv[1:] == ["lock"]:
        lock()
        return
    began = time.monotonic()
    install()
    say(f"installed in {time.monotonic() - began:.0f} s")


def make_venv() -> None:
    """A virtual environment; on a Debian without python3-venv one without pip will do."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0:
        return
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    for options in ([], ["--without-pip"]):
        command = [sys.executable, "-m", "venv", "--clear", *options, VENV]
        if subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return
    stop("Python cannot make a virtual environment (module venv is missing). On Debian: apt-get install python3-venv")


def fetch_uv() -> None:
    """The installer uv, in a folder of its own so that it never removes itself."""
    if (UV / "bin" / "uv").exists():
        return
    say("fetching uv")
    options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", UV]
    options += ["--require-hashes", "--requirement", ROOT / "requirements-uv.txt"]
    for python in (PYTHON, sys.executable):
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
            if subprocess.run([python, *options], check=False).returncode == 0:
                return
            stop("uv could not be fetched; the reason stands above.")
    stop("Neither pip nor ensurepip is there. On Debian: apt-get install python3-pip python3-venv")


def uv(*arguments: str | Path) -> bool:
    """Run uv on our environment; companies' own certificates are honoured."""
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "UV_LINK_MODE": "copy"}
    environment["VIRTUAL_ENV"] = str(VENV)
    return subprocess.run([UV / "bin" / "uv", *arguments], env=environment, cwd=ROOT, check=False).returncode == 0


def install() -> None:
    """Exactly the locked packages, then ciiz itself in place."""
    say("installing the locked Python packages")
    if not uv("pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "requirements-dev.txt"):
        say("uv did not succeed; trying pip")
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / "requirements-dev.txt"]
        if subprocess.run(command, check=False).returncode:
            stop("The packages could not be installed; the reason stands above.")
    if not uv("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--offline", "--editable", "."):
        stop("ciiz itself could not be installed; the reason stands above.")


def lock() -> None:
    """Newest versions with hashes and without addresses."""
    for name in LOCKS:
        options = ["--quiet", "--upgrade", "--generate-hashes", "--no-emit-index-url", "--python-version", "3.11"]
        if not uv("pip", "compile", *options, f"{name}.in", "--output-file", f"{name}.txt"):
            stop(f"{name}.in could not be locked.")


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def stop(text: str) -> None:
    sys.exit(f"setup: {text}")


if __name__ == "__main__":
    main()
