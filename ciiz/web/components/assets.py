"""Addresses of the built styles and scripts; their names carry a hash of the content, so browsers keep them."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

DIST = Path(__file__).resolve().parent.parent / "static" / "dist"


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """Entry name → file name, as `npm run build` wrote it; empty when nothing was built yet."""
    path = DIST / "manifest.json"
    return dict(json.loads(path.read_text())) if path.exists() else {}


def asset_url(name: str) -> str:
    """The address of a built entry such as "app.css"."""
    return static(f"dist/{manifest().get(name, name)}")
