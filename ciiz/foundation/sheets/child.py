"""Opens one workbook in a process of its own, with limits, and prints its cells as JSON.

Started by `workbook.py` as a script in isolated mode: it imports nothing of this project. Input: one line of JSON
with the limits, then the bytes of the workbook.
"""

import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*)>")
SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*)>")
ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')


def limit(memory: int, seconds: int) -> None:
    """No more memory and time than given, no file, no core."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def plain(cell: Any) -> Any:
    """A cell as JSON; dates and times become a tagged pair."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
    if isinstance(cell, datetime | date | time):
        return [type(cell).__name__, cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["timedelta", cell.total_seconds()]
    return None if cell == "" else cell


def faulty_cells(archive: zipfile.ZipFile, positions: dict[str, str], name: str) -> list[tuple[int, int, str]]:
    """Row, column and text of the cells that hold an error, or a formula without a result: the reader drops both."""
    found: list[tuple[int, int, str]] = []
    path = positions.get(name)
    xml = archive.read(path) if path else b""
    if b't="e"' not in xml and b"<f" not in xml and b":f>" not in xml:
        return found
    for attributes, content in CELL.findall(xml):
        value = VALUE.search(content)
        if b't="e"' in attributes:
            text = value[1].decode("utf-8", "replace") if value else "#?"
        elif (b"<f" in content or b":f" in content) and value is None and b"<is>" not in content:
            text = "="
        else:
            continue
        where = REFERENCE.search(attributes)
        if where:
            column = 0
            for letter in where[1]:
                column = column * 26 + letter - 64
            found.append((int(where[2]) - 1, column - 1, text))
    return found


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which entry of the archive holds which sheet."""
    try:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except KeyError:
        return {}
    targets = {}
    for tag in RELATION.findall(relations):
        attributes = dict(ATTRIBUTE.findall(tag))
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    names = set(archive.namelist())
    paths = {}
    for tag in SHEET.findall(book):
        attributes = dict(ATTRIBUTE.findall(tag))
        name = attributes.get("name", "")
        for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
            name = name.replace(entity, sign)
        target = next((targets.get(value, "") for key, value in attributes.items() if key.endswith(":id")), "")
        if target in names:
            paths[name] = target
    return paths


def worksheets(archive: zipfile.ZipFile, data: bytes, cells: int) -> list[dict[str, Any]]:
    """All visible worksheets that hold anything; raises MemoryError beyond `cells`."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(BytesIO(data))
    paths = sheet_paths(archive)
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.end is None:
            continue
        height, width = sheet.end[0] + 1, sheet.end[1] + 1
        cells -= height * width
        if cells < 0:
            raise MemoryError
        rows = [[plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        merged = [list(span) for span in sheet.merged_cell_ranges or [] if span[0][0] < height]
        faulty = faulty_cells(archive, paths, about.name)
        sheets.append({"name": about.name, "rows": rows, "merged": merged, "faulty": faulty})
    return sheets


def read(data: bytes, limits: dict[str, int]) -> dict[str, Any]:
    """The worksheets, or the name of what is wrong with the file."""
    from python_calamine import PasswordError

    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        # testzip also finds what is longer than the directory says; no office program writes a DOCTYPE.
        if archive.testzip() is not None or any(b"<!DOCTYPE" in archive.read(part)[:2000] for part in parts):
            return {"error": "damaged"}
        return {"sheets": worksheets(archive, data, limits["cells"])}
    except PasswordError:
        return {"error": "encrypted"}
    except MemoryError:
        return {"error": "large"}
    except Exception:  # whatever a reader says about broken content
        return {"error": "damaged"}


def main() -> None:
    """Read from standard input, answer on standard output."""
    limits = json.loads(sys.stdin.buffer.readline())
    limit(limits["memory_bytes"], limits["seconds"])
    json.dump(read(sys.stdin.buffer.read(), limits), sys.stdout)


if __name__ == "__main__":
    main()
