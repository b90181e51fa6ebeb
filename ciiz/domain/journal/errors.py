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


class AgreedInPast(DomainError):
    """The last day is over already."""

    code = "agreed_in_past"
    message = _("Choose today or a later day until which it is done. Nothing was saved yet.")


class TakesNoPart(DomainError):
    """Whoever is to do it works for an institution that takes no part in the case."""

    code = "agreed_takes_no_part"
    message = _(
        "Whoever does it belongs to your institution or to one that takes part in the case. Choose somebody else; "
        "nothing was saved yet."
    )


class HasProcess(DomainError):
    """The case is no network case: a process runs."""

    code = "agreed_has_process"
    message = _(
        "A short plan belongs to a case without a referral. This one goes its formal way: what is agreed stands in the "
        "action plan. Nothing was saved."
    )


class PromotedAlready(DomainError):
    """The contact became a case before."""

    code = "contact_promoted_already"
    message = _("A case was begun from this contact already. Open it from the contact; nothing was changed.")
