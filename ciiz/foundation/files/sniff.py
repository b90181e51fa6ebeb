"""What a file is, by its content: its name and the type that a browser claims say nothing."""

import re
from enum import Enum

import puremagic
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .archive import office_type
from .errors import ActiveContent, DamagedUpload, EmptyUpload, UploadTooLarge, WrongUploadType

LARGEST = 25 * 1024 * 1024
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|\?xml|\?php|iframe|img|!--)", re.IGNORECASE)
_PROGRAMS = {b"MZ": "Windows", b"\x7fELF": "Linux", b"\xca\xfe\xba\xbe": "Java", b"\xcf\xfa\xed\xfe": "macOS"}
# Only words too long to turn up by chance in compressed images.
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_TEXT_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


class MediaType(Enum):
    """Types that are kept, with the suffix that their files get."""

    PDF = ("application/pdf", ".pdf")
    PNG = ("image/png", ".png")
    JPEG = ("image/jpeg", ".jpg")
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    XLSX = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
    ODT = ("application/vnd.oasis.opendocument.text", ".odt")
    TEXT = ("text/plain", ".txt")

    @property
    def mime(self) -> str:
        """As in the header Content-Type."""
        return self.value[0]

    @property
    def suffix(self) -> str:
        """As at the end of a file's name."""
        return self.value[1]


def recognise(content: bytes, *, limit: int = LARGEST) -> MediaType:
    """The type of a file, or an `UploadError` that says why it is not kept."""
    if not content:
        raise EmptyUpload
    if len(content) > limit:
        raise UploadTooLarge(size=_megabytes(len(content)), limit=_megabytes(limit))
    for mark, system in _PROGRAMS.items():
        if content.startswith(mark):
            raise WrongUploadType(found=gettext("a program for %(system)s") % {"system": system})
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return MediaType.PNG
    if content.startswith(b"\xff\xd8\xff") and content.rstrip(b"\0\r\n").endswith(b"\xff\xd9"):
        return MediaType.JPEG
    if content.startswith(b"PK"):
        found = office_type(content)
        if found is None:
            raise WrongUploadType(found=gettext("an archive"))
        return MediaType[found.upper()]
    return _text(content)


def _pdf(content: bytes) -> MediaType:
    if b"%%EOF" not in content[-4096:]:
        raise DamagedUpload
    if b"/Encrypt" in content:
        raise DamagedUpload
    if _PDF_ACTIVE.search(content):
        raise ActiveContent
    return MediaType.PDF


def _text(content: bytes) -> MediaType:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _MARKUP.search(content[:65536]):
        raise WrongUploadType(found=gettext("a web page or drawing"))
    if start.startswith(b"#!"):
        raise WrongUploadType(found=gettext("a script"))
    text = _decoded(content)
    if text is None or _TEXT_CONTROLS.search(text):
        raise WrongUploadType(found=_known_name(content))
    return MediaType.TEXT


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _known_name(content: bytes) -> str:
    """What the file is in a few words, as far as it can be told."""
    try:
        found = puremagic.from_string(content[:65536])
    except (puremagic.PureError, ValueError):
        found = ""
    return found.lstrip(".") or str(_("unknown data"))


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0")
