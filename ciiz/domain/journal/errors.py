"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class EntryEmpty(DomainError):
    """Nothing was written."""

    code = "entry_empty"
    message = _("Write at least a few words. Nothing was saved yet.")


class EntryInFuture(DomainError):
    """The day has not come."""

    code = "entry_in_future"
    message = _("An entry tells what has happened: choose today or an earlier day.")


class WhomMissing(DomainError):
    """It is not said whom the contact was about."""

    code = "contact_whom_missing"
    message = _("Say whom it was about: choose a person, or write initials. Nothing was saved yet.")


class ContactInFuture(DomainError):
    """The day has not come."""

    code = "contact_in_future"
    message = _("A contact has taken place: choose today or an earlier day. Nothing was saved yet.")


class PromotedAlready(DomainError):
    """The contact became a case before."""

    code = "contact_promoted_already"
    message = _("A case was begun from this contact already. Open it from the contact; nothing was changed.")
