"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotAllowed


class WrongRole(NotAllowed):
    """The step belongs to somebody else."""

    code = "wrong_role"
    message = _("This step belongs to another role. Nothing was changed.")


class NotNow(DomainError):
    """The case does not stand where this is possible."""

    code = "not_now"
    message = _("The case does not stand where this is possible. Reload the page to see where it stands.")


class AlreadyDecided(NotNow):
    """Somebody has decided on the referral."""

    code = "already_decided"
    message = _("This referral has already been decided on. Nothing was changed.")


class Missing(DomainError):
    """A required entry is not there."""

    code = "missing"
    message = _("This entry is needed.")


class UnknownReason(DomainError):
    """The canton knows no such reason."""

    code = "unknown_reason"
    message = _("Choose one of the reasons of the list.")


class UnknownCriterion(DomainError):
    """The canton's criteria have no such code."""

    code = "unknown_criterion"
    message = _("This criterion is not part of the canton's criteria.")


class DayOutOfOrder(DomainError):
    """A day lies in the future or before what it follows."""

    code = "day_out_of_order"
    message = _("This day lies in the future or before the step that it follows.")


class NoSecondInstitution(DomainError):
    """The case has one institution and no reason to admit it all the same."""

    code = "no_second_institution"
    message = _("No second institution takes part. Name one, or give the reason why the case is admitted all the same.")


class NotAContactPerson(DomainError):
    """The chosen one is no contact person in force."""

    code = "not_a_contact_person"
    message = _("A case manager is always a contact person. Choose one of the list.")


class NotTakingPart(DomainError):
    """The chosen one's institution does not take part."""

    code = "not_taking_part"
    message = _("The institution of this contact person does not take part in the case.")


class NoSessionResult(DomainError):
    """Case management without a round table or an assessment."""

    code = "no_session_result"
    message = _("Case management starts from the result of a round table or an assessment. Record it first.")


class SamePerson(DomainError):
    """Case manager and deputy, or former and new case manager, are the same."""

    code = "same_person"
    message = _("Choose somebody else: this person has the task already.")


class NotReadyToClose(DomainError):
    """The checklist is not complete; `missing` lists the codes of what lacks."""

    code = "not_ready_to_close"
    message = _("The case cannot be closed yet. Still missing: %(list)s.")

    def __init__(self, missing: "list[str]") -> None:
        from .enums import CheckItem

        super().__init__(list=", ".join(str(CheckItem(code).label) for code in missing))
        self.missing = missing


class NothingToAnswer(NotNow):
    """The hand-over has been answered."""

    code = "nothing_to_answer"
    message = _("This hand-over has already been answered.")


class StillHeld(DomainError):
    """Something holds the institution in the case; `ties` are the codes of what."""

    code = "still_held"
    message = _("Your institution cannot leave the case yet: %(list)s. Nothing was changed; settle this first.")

    def __init__(self, ties: "list[str]", words: "list[str]") -> None:
        super().__init__(list="; ".join(words))
        self.ties = ties
