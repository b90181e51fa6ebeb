"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class TooManyCases(DomainError):
    """A log holds so many cases at most."""

    code = "too_many_cases"
    message = _(
        "These are %(most)s cases or more, too many for one file. Nothing was exported: choose a shorter period, "
        "a region or a theme."
    )
