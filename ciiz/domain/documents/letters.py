"""Letters and forms as PDF/A, set by Typst.

Texts and data reach Typst as JSON and are never part of the markup. The same data on the same day give the same bytes:
fonts are those inside Typst, the time stamp is the letter's date.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from .layouts import LAYOUTS, compose
from .texts import FOLDER, Wording

HEAD = ("office", "recipient", "window", "place", "reference", "draft")
"""What stands around the blocks of a paper."""


def render(wording: Wording, language: str, data: Mapping[str, Any], *, dated_on: date, blank: bool = False) -> bytes:
    """A letter in a language, as tagged PDF/A-2a; `blank` makes it an empty form."""
    if wording.letter not in LAYOUTS:
        wording.texts(language)
        return _set(wording.letter.value, language, {**data, "dated_on": dated_on}, dated_on)
    paper = compose(wording, language, data, dated_on=dated_on, blank=blank)
    around = {key: data[key] for key in HEAD if key in data} | {"version": wording.version}
    return _set("paper", language, around | paper.as_data(), dated_on)


def _set(template: str, language: str, data: Mapping[str, Any], dated_on: date) -> bytes:
    compiled = typst.compile(
        (FOLDER / f"{template}.typ").as_posix(),
        root=FOLDER.as_posix(),
        ignore_system_fonts=True,
        sys_inputs={
            "data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True),
            "language": language,
        },
        pdf_standards="a-2a",
        timestamp=int(datetime.combine(dated_on, time(12), tzinfo=UTC).timestamp()),
    )
    return bytes(compiled)


def raster(svg: str, *, ppi: int = 192) -> bytes:
    """A picture of lines as PNG, twice its size at 192 points an inch, for what cannot show the lines."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(page.encode(), ignore_system_fonts=True, sys_inputs={"svg": svg}, format="png", ppi=ppi)
    return bytes(made)
