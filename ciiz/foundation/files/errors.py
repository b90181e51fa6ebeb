"""Why an uploaded file is refused."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class UploadError(DomainError):
    """The file is not kept."""

    code = "upload"
    message = _("This file cannot be kept.")


class EmptyUpload(UploadError):
    """A file without a byte."""

    code = "empty_upload"
    message = _("The file is empty.")


class UploadTooLarge(UploadError):
    """More bytes than allowed for one file."""

    code = "upload_too_large"
    message = _("The file has %(size)s MB; at most %(limit)s MB are kept. Scan it in a lower resolution or split it.")


class WrongUploadType(UploadError):
    """The content is of no allowed type, whatever the name says."""

    code = "wrong_upload_type"
    message = _("The content of this file is: %(found)s. Allowed are PDF, PNG, JPEG, Word, Excel, OpenDocument text.")


class ActiveContent(UploadError):
    """Macros, scripts or programs inside a document."""

    code = "active_content"
    message = _("The file contains macros or scripts. Save it without them, best as PDF.")


class PackedTooTightly(UploadError):
    """An office file that unpacks to something huge."""

    code = "packed_too_tightly"
    message = _("Unpacked, this file would be far too large. Open it in your office program and save it as PDF.")


class DamagedUpload(UploadError):
    """The file is broken or protected by a password."""

    code = "damaged_upload"
    message = _("The file is damaged or protected by a password. Open it and save it again without a password.")
