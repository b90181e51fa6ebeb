"""Event logs for programs that look for paths: XES (IEEE 1849-2016) and CSV; pseudonymous, days without time."""

import io
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from lxml import etree

from ciiz.domain.paths.public import Logged

NAMESPACE = "http://www.xes-standard.org/"
PREFIXES: Any = {None: NAMESPACE}
EXTENSIONS = {
    "Concept": ("concept", "http://www.xes-standard.org/concept.xesext"),
    "Time": ("time", "http://www.xes-standard.org/time.xesext"),
    "Lifecycle": ("lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    "Organizational": ("org", "http://www.xes-standard.org/org.xesext"),
}
HEADINGS = ["case", "activity", "time", "entered", "lifecycle", "resource", "role", "institution", "deviation"]
"""As programs know them, in no language: the file is read by machines."""


def as_xes(rows: Iterable[Logged], names: Mapping[str, str]) -> bytes:
    """A log with a trace a case; `names` are those of the steps by code."""
    out = io.BytesIO()
    with etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        head = {"xes.version": "1849-2016", "xes.features": ""}
        with file.element(f"{{{NAMESPACE}}}log", head, nsmap=PREFIXES):
            for name, (prefix, address) in EXTENSIONS.items():
                file.write(_element("extension", name=name, prefix=prefix, uri=address))
            file.write(_global("trace", ("string", "concept:name", "")))
            file.write(
                _global(
                    "event",
                    ("string", "concept:name", ""),
                    ("date", "time:timestamp", _moment(date(1970, 1, 1))),
                    ("string", "lifecycle:transition", "complete"),
                )
            )
            file.write(_element("classifier", name="Activity", keys="concept:name"))
            file.write(_element("string", key="lifecycle:model", value="standard"))
            for case, steps in groupby(rows, key=lambda row: row.case):
                trace = _element("trace")
                trace.append(_element("string", key="concept:name", value=case))
                for step in steps:
                    trace.append(_event(step, names))
                file.write(trace)
    return out.getvalue()


def _global(scope: str, *attributes: tuple[str, str, str]) -> "etree._Element":
    element = _element("global", scope=scope)
    element.extend(_element(kind, key=key, value=value) for kind, key, value in attributes)
    return element


def _event(row: Logged, names: Mapping[str, str]) -> "etree._Element":
    event = _element("event")
    attributes = [
        ("string", "concept:name", _named(row, names)),
        ("date", "time:timestamp", _moment(row.done_on)),
        ("string", "lifecycle:transition", _transition(row)),
        ("string", "org:resource", row.person),
        ("string", "org:role", row.role),
        ("string", "org:group", row.institution),
        ("date", "entered", _moment(row.entered_on)),
        ("boolean", "deviation", str(row.deviation).lower()),
    ]
    event.extend(_element(kind, key=key, value=value) for kind, key, value in attributes)
    return event


def _element(tag: str, /, **attributes: str) -> "etree._Element":
    element = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=PREFIXES)
    for key, value in attributes.items():
        element.set(key, value)
    return element


def _named(row: Logged, names: Mapping[str, str]) -> str:
    return " ".join(part for part in (row.code, names.get(row.code, "")) if part)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000+00:00"


def _transition(row: Logged) -> str:
    """A step that was cut off is told apart from one that was done."""
    return "complete" if row.completed else "ate_abort"


def log_table(rows: Iterable[Logged], names: Mapping[str, str]) -> list[list[object]]:
    """The same as rows of a table; days as ISO 8601."""
    return [
        [
            row.case,
            _named(row, names),
            row.done_on.isoformat(),
            row.entered_on.isoformat(),
            _transition(row),
            row.person,
            row.role,
            row.institution,
            int(row.deviation),
        ]
        for row in rows
    ]
