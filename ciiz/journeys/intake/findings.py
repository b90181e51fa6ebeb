"""What a report says of a file: defects of rows and refusals of the import, kept without a language."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from .defects import Defect, Severity
from .importing import Landed

WHERE = ("line", "column", "heading", "field", "value", "code")


def of_defects(defects: Iterable[Defect]) -> list[dict[str, Any]]:
    """Defects as plain values; their sentence is made for the reader."""
    return [{name: getattr(one, name) for name in WHERE} | {"params": one.params} for one in defects]


def of_landed(landed: Iterable[Landed]) -> list[dict[str, Any]]:
    """Rows that were refused as rows, each with its sentence in all languages."""
    return [_refused(one) for one in landed if one.error is not None]


def _refused(one: Landed) -> dict[str, Any]:
    words = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            words[language] = str(one.error)
    empty = dict.fromkeys(WHERE, "")
    return empty | {"line": one.row.line, "code": one.error.code if one.error else "", "words": words}


def told(finding: dict[str, Any]) -> dict[str, Any]:
    """A kept finding for a reader: line, column, heading, field, masked value, code, severity and reason."""
    where = {name: finding[name] for name in WHERE}
    if "words" in finding:
        language = translation.get_language() or settings.LANGUAGE_CODE
        return where | {"severity": str(Severity.REFUSED), "reason": finding["words"][language[:2]]}
    return Defect(**where, params=finding["params"]).as_dict()
