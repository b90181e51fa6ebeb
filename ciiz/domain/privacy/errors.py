"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class NotOffered(DomainError):
    """The canton has switched the page off."""

    code = "personal_page_not_offered"
    message = _("In this canton the person concerned gets no page of their own. Print the letter instead.")


class BirthDateMissing(DomainError):
    """By it the person proves who they are on the first visit."""

    code = "personal_page_birth_date_missing"
    message = _("On the first visit the person is asked for the date of birth. Enter it first; nothing was saved.")


class AnsweredAlready(DomainError):
    """Somebody was quicker."""

    code = "concern_answered_already"
    message = _("This is answered already. What you wrote was not saved.")


class WhyNot(DomainError):
    """A refusal needs its reason."""

    code = "concern_why_not"
    message = _("Say why not everything was done as the person asked. Nothing was saved yet.")


class WordsMissing(DomainError):
    """Nothing was said."""

    code = "concern_words_missing"
    message = _("Write in a few words what it is about. Nothing was sent yet.")


class TooMany(DomainError):
    """As many as nobody writes in a day."""

    code = "concern_too_many"
    message = _("Today you have written many times. What you wrote before is kept; please call, or write tomorrow.")


class NothingToWithdraw(DomainError):
    """It is over, or is not the person's."""

    code = "privacy_nothing_to_withdraw"
    message = _("This consent is no longer in force. There is nothing left to withdraw.")


class NotYours(DomainError):
    """The document was filed by another institution."""

    code = "showing_not_yours"
    message = _("Whoever filed the document says if the person sees it. Ask that institution. Nothing was changed.")
