"""Files are recognised by content; what could do harm is refused with a clear reason."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from ciiz.foundation.files import (
    ActiveContent,
    DamagedUpload,
    EmptyUpload,
    MediaType,
    PackedTooTightly,
    UploadError,
    UploadTooLarge,
    WrongUploadType,
    recognise,
    safe_name,
)

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"
DOCX_TYPES = b'<Types><Override ContentType="application/vnd.x.wordprocessingml.document.main+xml"/></Types>'
XLSX_TYPES = b'<Types><Override ContentType="application/vnd.x.spreadsheetml.sheet.main+xml"/></Types>'
DOCX = {"[Content_Types].xml": DOCX_TYPES, "word/document.xml": b"<w/>"}
XLSX = {"[Content_Types].xml": XLSX_TYPES, "xl/workbook.xml": b"<x/>"}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"}


def packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, MediaType.PDF),
        (PNG, MediaType.PNG),
        (JPEG, MediaType.JPEG),
        (packed(DOCX), MediaType.DOCX),
        (packed(XLSX), MediaType.XLSX),
        (packed(ODT), MediaType.ODT),
        ("Grüezi\nà bientôt".encode(), MediaType.TEXT),
        ("Grüezi".encode("cp1252"), MediaType.TEXT),
    ],
)
def test_allowed_files_are_recognised_by_content(content: bytes, expected: MediaType) -> None:
    assert recognise(content) is expected


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyUpload),
        (b"MZ\x90\x00" + bytes(60), WrongUploadType),
        (b"\x7fELF\x02\x01" + bytes(60), WrongUploadType),
        (b"#!/bin/sh\nrm -rf /\n", WrongUploadType),
        (b"<!DOCTYPE html><html></html>", WrongUploadType),
        (b"  \n<script>alert(1)</script>", WrongUploadType),
        (b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg'/>", WrongUploadType),
        (b'<?xml version="1.0"?><svg/>', WrongUploadType),
        (b"hello <iframe src=x>", WrongUploadType),
        (b"GIF89a" + bytes(30), WrongUploadType),
        (bytes(range(256)), WrongUploadType),
        (packed({"readme.txt": b"x"}), WrongUploadType),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), WrongUploadType),
        (packed(DOCX | {"word/vbaProject.bin": b"x"}), ActiveContent),
        (packed(XLSX | {"xl/activeX/activeX1.bin": b"x"}), ActiveContent),
        (packed(DOCX | {"word/embeddings/oleObject1.bin": b"x"}), ActiveContent),
        (packed({"[Content_Types].xml": b"x.sheet.macroEnabled.main+xml", "xl/workbook.xml": b""}), ActiveContent),
        (packed(ODT | {"Basic/Standard/Module1.xml": b"x"}), ActiveContent),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(x)>>"), ActiveContent),
        (PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 2 0 R"), DamagedUpload),
        (PDF[:-7], DamagedUpload),
        (packed(DOCX)[:-30], DamagedUpload),
        (packed(DOCX | {"word/media/big.bmp": bytes(60_000_000)}), PackedTooTightly),
        (packed(DOCX | {f"word/{n}.xml": b"" for n in range(5_001)}), PackedTooTightly),
    ],
)
def test_other_files_are_refused(content: bytes, error: type[UploadError]) -> None:
    with pytest.raises(error) as refusal:
        recognise(content)
    assert "%(" not in str(refusal.value)


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert recognise(b"x" * 100, limit=100) is MediaType.TEXT
    with pytest.raises(UploadTooLarge):
        recognise(b"x" * 101, limit=100)


def test_every_truncation_of_an_office_file_is_refused() -> None:
    whole = packed(DOCX)
    for length in range(2, len(whole)):
        with pytest.raises(UploadError):
            recognise(whole[:length])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vollmacht.pdf", "Vollmacht.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\scan.exe", "scan.pdf"),
        ("rechnung\u202egpj.exe", "rechnunggpj.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("é" * 300, "é" * 100 + ".pdf"),
        ('"quoted";x.pdf', "quoted_x.pdf"),
    ],
)
def test_names_become_harmless(name: str, expected: str) -> None:
    assert safe_name(name, ".pdf") == expected
