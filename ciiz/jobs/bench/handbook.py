"""The handbook: the page of a process, and the handbook of all processes as PDF and Word."""

from .ground import Ground
from .pages import page, people
from .report import Figure
from .timing import repeat

RUNS = 5
PAGE, FILE = 100.0, 2000.0
PLACES = {
    "handbook page": ("/handbook/CII101/", PAGE, "of the longest process"),
    "handbook of a process as PDF": ("/handbook/CII101.pdf", FILE, "with its drawing"),
    "whole handbook as PDF": ("/handbook.pdf", FILE, "every process with its drawing"),
    "whole handbook as Word": ("/handbook.docx", FILE, "every process with its drawing"),
}


def figures(ground: Ground) -> list[Figure]:
    """Whole requests by who refers; only pictures and what the typesetter keeps stay from one to the next."""
    who = people(ground)["largest institution"]
    note = f"median of {RUNS}, all middleware, {{}}"
    return [
        Figure(name, repeat(page(who, path), RUNS, warm=1).milliseconds, "ms", note.format(what), most)
        for name, (path, most, what) in PLACES.items()
    ]
