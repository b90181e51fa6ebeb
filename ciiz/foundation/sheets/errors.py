"""Why a whole file is refused; single rows are never a reason."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class SheetError(DomainError):
    """The file cannot be read as a table; nothing was imported."""

    code = "sheet"
    message = _("This file cannot be read as a table. Nothing was imported.")


class EmptyFile(SheetError):
    """No byte, or nothing but blanks."""

    code = "empty_file"
    message = _("The file is empty. Nothing was imported.")


class HeaderOnly(SheetError):
    """Headings without a single row below them."""

    code = "header_only"
    message = _("The file has headings but no rows below them. Nothing was imported.")


class NoHeader(SheetError):
    """None of the first rows carries known headings."""

    code = "no_header"
    message = _(
        "No row with known column headings was found. Check that the first rows contain headings such as "
        "surname, first name and date of birth. Nothing was imported."
    )


class FileTooLarge(SheetError):
    """More bytes than allowed."""

    code = "file_too_large"
    message = _("The file has %(size)s MB; at most %(limit)s MB are read. Split it. Nothing was imported.")


class ArchiveTooLarge(SheetError):
    """A small workbook that unpacks to something huge, or with a directory no office program writes."""

    code = "archive_too_large"
    message = _(
        "The workbook is packed in an unusual way: unpacked it would be too large. Copy the rows into a new "
        "workbook and save that. Nothing was imported."
    )


class TableTooLarge(SheetError):
    """More rows, columns or cells than allowed, or reading took too much memory or time."""

    code = "table_too_large"
    message = _(
        "The table has too many rows or columns (at most %(rows)s rows and %(columns)s columns). Delete empty "
        "rows far below the list or split the file. Nothing was imported."
    )


class WrongFileType(SheetError):
    """The content is something else than its name says; `found` names it."""

    code = "wrong_file_type"
    message = _("This is not a table but: %(found)s. Save it as xlsx or CSV. Nothing was imported.")


class EncryptedWorkbook(SheetError):
    """The workbook asks for a password."""

    code = "encrypted_workbook"
    message = _("The workbook is protected by a password. Save it without one. Nothing was imported.")


class DamagedFile(SheetError):
    """The archive or the XML inside it is broken."""

    code = "damaged_file"
    message = _("The workbook is damaged. Open it in your office program and save it again. Nothing was imported.")


class NotText(SheetError):
    """Neither a workbook nor text: binary content or NUL bytes."""

    code = "not_text"
    message = _("The file contains bytes that are no text. Save it as xlsx or CSV. Nothing was imported.")
