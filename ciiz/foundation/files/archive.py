"""Office files are ZIP archives: looked at by their directory, and only small known parts are unpacked."""

import io
import zipfile

from .errors import ActiveContent, DamagedUpload, PackedTooTightly

MOST_PARTS = 5_000
LARGEST_UNPACKED = 200 * 1024 * 1024
HIGHEST_RATIO = 150
_RATIO_MATTERS_FROM = 5 * 1024 * 1024
_PART_READ = 256 * 1024
_MACROS = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject", ".bas", ".exe", ".dll", ".js", ".vbs", ".jar")
_OPEN_MACROS = ("basic/", "scripts/")


def office_type(content: bytes) -> str | None:
    """Which office format an archive holds ("docx", "xlsx", "odt"); None if another one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, len(content))
            _refuse_macros(parts)
            return _kind(archive, {part.filename for part in parts})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DamagedUpload from error


def _refuse_bombs(parts: list[zipfile.ZipInfo], packed: int) -> None:
    """By what the directory claims, and by parts that share the same packed bytes."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise PackedTooTightly
    if unpacked > _RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed:
        raise PackedTooTightly
    if sum(part.compress_size for part in parts) > packed:
        raise PackedTooTightly


def _refuse_macros(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        name = part.filename.lower()
        if part.flag_bits & 0x1:
            raise DamagedUpload
        if any(mark in name for mark in _MACROS) or name.startswith(_OPEN_MACROS):
            raise ActiveContent


def _kind(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" in names:
        mimetype = _read(archive, "mimetype").strip()
        return "odt" if mimetype == b"application/vnd.oasis.opendocument.text" else None
    if "[Content_Types].xml" not in names:
        return None
    types = _read(archive, "[Content_Types].xml").lower()
    if b"macroenabled" in types:
        raise ActiveContent
    if b"wordprocessingml.document.main+xml" in types and "word/document.xml" in names:
        return "docx"
    if b"spreadsheetml.sheet.main+xml" in types and "xl/workbook.xml" in names:
        return "xlsx"
    return None


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(_PART_READ + 1)
    if len(content) > _PART_READ:
        raise PackedTooTightly
    return content
