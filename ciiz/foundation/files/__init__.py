"""Files that people upload: recognised by their content, refused when they could do harm, named safely."""

from .errors import (
    ActiveContent,
    DamagedUpload,
    EmptyUpload,
    PackedTooTightly,
    UploadError,
    UploadTooLarge,
    WrongUploadType,
)
from .names import safe_name
from .sniff import MediaType, recognise

__all__ = [
    "ActiveContent",
    "DamagedUpload",
    "EmptyUpload",
    "MediaType",
    "PackedTooTightly",
    "UploadError",
    "UploadTooLarge",
    "WrongUploadType",
    "recognise",
    "safe_name",
]
