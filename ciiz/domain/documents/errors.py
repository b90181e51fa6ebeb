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


class UnknownPlaceholder(DomainError):
    """A text names something that ciiz cannot fill in there."""

    code = "unknown_placeholder"
    message = _(
        "%(found)s cannot be filled in here. Nothing was saved. This text may hold: %(known)s. Leave all other braces "
        "out."
    )


class TextTooLong(DomainError):
    """A text of a template that is longer than a page bears."""

    code = "text_too_long"
    message = _("The text is longer than %(limit)s characters. Nothing was saved; shorten it.")


class NoteMissing(DomainError):
    """What changed is told with each version."""

    code = "template_note_missing"
    message = _("Say in a few words what changed. The draft stays as it is.")


class NotADraft(DomainError):
    """A published template was to be changed."""

    code = "template_published"
    message = _("This version was published and stays as it is. Begin a new draft; it starts with the texts in force.")
