"""What goes to the person concerned about their own page."""

from collections.abc import Mapping
from typing import Any

from ..paper import Paper


def personal_page(p: Paper, d: Mapping[str, Any]) -> None:
    """The letter with the code: what the page shows, how to get there, that it is voluntary."""
    p.is_letter = True
    p.salutation(d)
    p.text("offer")
    p.pairs(
        [
            (p["address"], d.get("address", "")),
            (p["code"], d.get("code", "")),
            (p["first_until"], d.get("until")),
        ]
    )
    p.text("how")
    p.text("keep")
    p.text("voluntary", phone=d["phone"]) if d.get("phone") else p.text("voluntary_plain")
    p.greeting(d.get("office", {}).get("name", ""))
