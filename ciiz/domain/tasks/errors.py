"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class TermIsOver(DomainError):
    """A new term would be over before it begins."""

    code = "term_is_over"
    message = _("A new term ends after today. Choose a later day; nothing was changed.")
