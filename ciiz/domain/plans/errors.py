"""What the context refuses; each says what to do."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError, NotAllowed


class NotCaseManager(NotAllowed):
    """The verb belongs to the case manager."""

    code = "not_case_manager"
    message = _("This is for the case manager or the deputy of this case. Nothing was changed.")


class NotCoordinator(NotAllowed):
    """The verb belongs to the coordination."""

    code = "not_coordinator"
    message = _("This is for the coordination of this case. Nothing was changed.")


class NoPartInPlan(NotAllowed):
    """The institution is responsible for nothing in the plan."""

    code = "no_part_in_plan"
    message = _("Your institution has no part in this plan. Nothing was changed.")


class PlanOnItsWay(DomainError):
    """Two drafts at once."""

    code = "plan_on_its_way"
    message = _("There is a version on its way already. Finish it first.")


class PlanNotOpen(DomainError):
    """Former versions are hidden from the actor."""

    code = "plan_not_open"
    message = _("An earlier plan is not open to your institution. Renew the consent first; nothing was changed.")


class NotADraft(DomainError):
    """What is signed does not change."""

    code = "plan_not_a_draft"
    message = _("This version is signed and does not change any more. Draft a new version.")


class PlanEmpty(DomainError):
    """A plan has a goal and a measure at least."""

    code = "plan_empty"
    message = _("A plan needs at least one goal and one measure before it is signed.")


class NotSigned(DomainError):
    """Only a signed version is validated."""

    code = "plan_not_signed"
    message = _("This version is not signed, or it has been decided on already.")


class SignedInFuture(DomainError):
    """The day has not come."""

    code = "plan_signed_in_future"
    message = _("The day of a signature is today or earlier.")


class EventFirst(DomainError):
    """Something has happened since the signatures."""

    code = "plan_event_first"
    message = _(
        "Something has happened that affects the plan. The case manager decides first whether it changes; "
        "nothing was changed."
    )


class AlternativesMissing(DomainError):
    """Sending back proposes something."""

    code = "alternatives_missing"
    message = _("Propose other possibilities when you send a plan back.")


class PartsNotAccepted(DomainError):
    """Acceptance is binding in this canton."""

    code = "parts_not_accepted"
    message = _("Not every institution has accepted its part: %(institutions)s.")


class SharesTooHigh(DomainError):
    """More than everything is financed."""

    code = "shares_too_high"
    message = _("The shares of a measure are above 0 and together at most 100 percent.")


class NobodyResponsible(DomainError):
    """A measure without somebody responsible."""

    code = "nobody_responsible"
    message = _("Name who is responsible for the measure.")


class WordsMissing(DomainError):
    """An empty text."""

    code = "words_missing"
    message = _("Write at least a few words. Nothing was saved yet.")


class DeadlineOver(DomainError):
    """A new measure that was due before it was thought of."""

    code = "measure_deadline_over"
    message = _("The deadline of a new measure is today or later.")


class StatusNotNext(DomainError):
    """A measure goes forward."""

    code = "measure_status_not_next"
    message = _("A measure does not go back, and what is done or dropped stays so.")


class OwnInstitution(DomainError):
    """Orders go to another institution."""

    code = "order_to_own_institution"
    message = _("An order goes to a contact person of another institution.")


class NotAContact(DomainError):
    """Orders go to contact persons."""

    code = "order_needs_contact_person"
    message = _("A service is ordered from a contact person who is in office.")


class ReasonMissing(DomainError):
    """Declining and changing need a reason."""

    code = "reason_missing"
    message = _("Give a reason.")


class OrderAnswered(DomainError):
    """Answered already."""

    code = "order_answered"
    message = _("This order has been answered already.")


class NotYourOrder(NotAllowed):
    """Orders are answered by those who got them."""

    code = "not_your_order"
    message = _("An order is answered by the institution that got it. Nothing was changed.")


class HeldInFuture(DomainError):
    """A stock-taking tells what was."""

    code = "held_in_future"
    message = _("A stock-taking is recorded on the day or afterwards.")


class NextTooEarly(DomainError):
    """The next one comes later."""

    code = "next_too_early"
    message = _("The next stock-taking comes after this one.")


class FinishedAndChanging(DomainError):
    """What is finished does not change."""

    code = "plan_finished_and_changing"
    message = _("A plan that is finished does not change. Choose one of the two.")


class PersonAbsent(DomainError):
    """A stock-taking with the person, without the person."""

    code = "person_absent_at_stock_taking"
    message = _("With the person means that the person was present. Otherwise choose the team.")


class CopyThere(DomainError):
    """The signed copy was attached before."""

    code = "plan_copy_there"
    message = _("A signed copy is attached already.")
