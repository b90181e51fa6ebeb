"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class NoParties(DomainError):
    """A consent that names no giver or no receiver."""

    code = "no_parties"
    message = _("Name at least one institution that gives data and one that receives them.")


class EndsBeforeItBegins(DomainError):
    """The last day lies before the first."""

    code = "ends_before_it_begins"
    message = _("The last day of the consent lies before its first day.")


class BeginsBeforeSignature(DomainError):
    """A consent cannot open what was before it was signed."""

    code = "begins_before_signature"
    message = _("A consent cannot begin before it is signed.")


class SignedInFuture(DomainError):
    """A signature dated after today."""

    code = "signed_in_future"
    message = _("The date of the signature lies in the future.")


class AlreadySigned(DomainError):
    """A signed consent cannot be signed or changed again; it is renewed or withdrawn."""

    code = "already_signed"
    message = _("This consent is signed already. It can be renewed or withdrawn.")


class AlreadyEnded(DomainError):
    """The consent has ended or was withdrawn before."""

    code = "already_ended"
    message = _("This consent has ended already.")


class NotSigned(DomainError):
    """A form that was printed but not signed."""

    code = "not_signed"
    message = _("This consent is not signed yet.")


class CopyThere(DomainError):
    """The signed copy was attached before."""

    code = "copy_there"
    message = _("A signed copy is attached already.")


class TooLong(DomainError):
    """A period longer than what can still be called limited."""

    code = "too_long"
    message = _("A consent lasts at most %(months)s months; then it is renewed with the person.")
