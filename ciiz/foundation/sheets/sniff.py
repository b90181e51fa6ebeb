"""What a file is, by its first bytes and by the directory of an archive; its name is never asked."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import Text
from ciiz.foundation.sheets.errors import (
    ArchiveTooLarge,
    DamagedFile,
    EncryptedWorkbook,
    FileTooLarge,
    WrongFileType,
)
from ciiz.foundation.sheets.model import Limits

SIGNATURES: tuple[tuple[bytes, Text], ...] = (
    (b"MZ", _("a program (exe)")),
    (b"\x7fELF", _("a program")),
    (b"\xcf\xfa\xed\xfe", _("a program")),
    (b"\xca\xfe\xba\xbe", _("a program")),
    (b"#!", _("a program")),
    (b"%PDF", _("a PDF document")),
    (b"{\\rtf", _("a text document (rtf)")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
    (b"GIF8", _("a picture")),
    (b"\x1f\x8b", _("a packed archive")),
    (b"7z\xbc\xaf", _("a packed archive")),
    (b"Rar!", _("a packed archive")),
    (b"PK\x05\x06", _("a packed archive")),
    (b"\x09\x08\x10\x00", _("an old Excel workbook (xls)")),
    (b"\x09\x08\x08\x00", _("an old Excel workbook (xls)")),
    (b"SQLite format 3", _("a database")),
)
MARKUP: tuple[tuple[bytes, Text], ...] = (
    (b"<!doctype html", _("a web page (HTML)")),
    (b"<html", _("a web page (HTML)")),
    (b"<table", _("a web page (HTML)")),
    (b"<head", _("a web page (HTML)")),
    (b"<meta", _("a web page (HTML)")),
    (b"<style", _("a web page (HTML)")),
    (b"<?xml", _("an XML file")),
    (b"<workbook", _("an XML file")),
)
INSIDE: tuple[tuple[str, Text], ...] = (
    ("xl/workbook.bin", _("a binary Excel workbook (xlsb)")),
    ("xl/vbaProject.bin", _("an Excel workbook with macros (xlsm)")),
    ("word/document.xml", _("a text document (docx)")),
    ("ppt/presentation.xml", _("a presentation (pptx)")),
)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes, limits: Limits) -> bool:
    """Whether the bytes are an xlsx workbook that may be opened (True) or may be text (False); anything else raises."""
    if len(data) > limits.file_bytes:
        raise FileTooLarge(size=-(-len(data) // 1024**2), limit=limits.file_bytes // 1024**2)
    if data.startswith(b"PK\x03\x04"):
        _check_archive(data, limits)
        return True
    if data.startswith(COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedWorkbook
        raise WrongFileType(found=_("an old Excel workbook (xls)"))
    for signature, found in SIGNATURES:
        if data.startswith(signature):
            raise WrongFileType(found=found)
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signature, found in MARKUP:
        if start.startswith(signature):
            raise WrongFileType(found=found)
    return False


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuse by the directory alone, before a single byte is unpacked."""
    # ZipFile reads the whole directory at once, so its size is judged first: an entry takes at least 46 bytes.
    if data.count(b"PK\x01\x02") > limits.entries:
        raise ArchiveTooLarge
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as broken:
        raise DamagedFile from broken
    names = {entry.filename for entry in entries}
    _check_kind(names)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise EncryptedWorkbook
    if len(names) < len(entries):
        raise DamagedFile
    _check_sizes(entries, len(data), limits)


def _check_kind(names: set[str]) -> None:
    for name, found in INSIDE:
        if name in names:
            raise WrongFileType(found=found)
    if {"mimetype", "content.xml"} <= names:
        raise WrongFileType(found=_("an OpenDocument file (ods, odt)"))
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise WrongFileType(found=_("a packed archive"))


def _check_sizes(entries: list[ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise ArchiveTooLarge
    if unpacked > limits.ratio_from and unpacked > limits.ratio * size:
        raise ArchiveTooLarge
    if packed > size:  # entries that share their bytes
        raise ArchiveTooLarge
