"""Names of files that are safe to show and to download."""

import re
import unicodedata

_REFUSED = re.compile(r'[\\/:*?"<>|%;]+')
LONGEST = 100


def safe_name(name: str, suffix: str) -> str:
    """The name without path, control and direction marks, with the suffix that fits the content.

    >>> safe_name("C:\\\\temp\\\\..\\\\Vollmacht Müller.exe", ".pdf")
    'Vollmacht Müller.pdf'
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    stem = _REFUSED.sub("_", name.rsplit(".", 1)[0] if "." in name[1:] else name)
    stem = re.sub(r"\s+", " ", stem).strip(" ._-")
    return f"{stem[:LONGEST] or 'file'}{suffix}"
