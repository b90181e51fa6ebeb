"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class QuotaReached(DomainError):
    """The institution has filed as many megabytes in this dossier as it may."""

    code = "quota"
    message = _("Your institution has filed %(limit)s MB in this dossier already: no further file is kept.")


class TitleMissing(DomainError):
    """A document without a title."""

    code = "title_missing"
    message = _("The document needs a title.")


class DatedInFuture(DomainError):
    """A document dated after today."""

    code = "dated_in_future"
    message = _("The date of the document lies in the future.")


class ReasonMissing(DomainError):
    """A document is withdrawn for a reason."""

    code = "document_reason_missing"
    message = _("Say why the document is withdrawn. Nothing has changed.")


class AlreadyAnnulled(DomainError):
    """The document was withdrawn before."""

    code = "already_annulled"
    message = _("This document was withdrawn before.")


class CategoryNotAllowed(DomainError):
    """A document of this kind is not filed under this category."""

    code = "document_category"
    message = _("A document of this kind is filed as: %(categories)s. Nothing was saved; choose one of these.")
