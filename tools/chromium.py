"""See that a Chromium is there for the browser tests: install Debian's if we may, otherwise say what to install."""

import os
import shutil
import subprocess
import sys

COMMAND = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]


def main() -> None:
    if os.environ.get("CIIZ_CHROMIUM") or shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        print("installing chromium for the browser tests", flush=True)
        for command in (["apt-get", "update", "--quiet"], [*COMMAND, "--quiet"]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return
    sys.exit(
        "The browser tests need Chromium. Install it, on Debian: sudo " + " ".join(COMMAND) + "\n"
        "or name one that is there: CIIZ_CHROMIUM=/path/to/chromium make test"
    )


if __name__ == "__main__":
    main()
