"""Letters and forms as PDF/A, set by Typst from templates and texts in `ciiz/library/letters`.

Data reach the template as JSON and are never part of the markup. The same data on the same day give the same bytes:
fonts are those inside Typst, the time stamp is the letter's date.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.core.serializers.json import DjangoJSONEncoder

from ciiz.foundation.i18n.fields import LANGUAGES

from .enums import Letter

FOLDER = Path(__file__).parents[2] / "library" / "letters"


def render(letter: Letter, language: str, data: Mapping[str, Any], *, dated_on: date) -> bytes:
    """A letter in a language, as tagged PDF/A-2a; dates in `data` become dates in that language's way of writing."""
    if language not in LANGUAGES:
        raise ValueError(f"letters are written in {LANGUAGES}, not in {language!r}")
    payload = json.dumps({**data, "dated_on": dated_on}, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    compiled = typst.compile(
        (FOLDER / f"{letter.value}.typ").as_posix(),
        root=FOLDER.as_posix(),
        ignore_system_fonts=True,
        sys_inputs={"data": payload, "language": language},
        pdf_standards="a-2a",
        timestamp=int(datetime.combine(dated_on, time(12), tzinfo=UTC).timestamp()),
    )
    return bytes(compiled)


def raster(svg: str, *, ppi: int = 192) -> bytes:
    """A picture of lines as PNG, twice its size at 192 points an inch, for what cannot show the lines."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(page.encode(), ignore_system_fonts=True, sys_inputs={"svg": svg}, format="png", ppi=ppi)
    return bytes(made)
