"""Forms of the end."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.cases.enums import AnnulReason, Answer, Domain, NoSurvey, Survey
from ciiz.domain.organisations.public import Coded, Dispositif, ExitReason, Institution
from ciiz.web.components.fields import area, choose, coded, day, explained, key, other_words, radio, seen_version
from ciiz.web.components.forms import HouseForm, mark
from ciiz.web.plans.forms.parts import NONE

REPORTED = tuple(domain for domain in Domain if domain is not Domain.REASON)


class ReportForm(HouseForm):
    """What came out, and who goes on."""

    exit_reason = radio(_("Result and reason"))
    words = other_words()
    actual_end = day(_("End of the support"))
    planned_end = day(_("Planned end"), required=False)
    decided_on = day(_("Decided on"))
    next_institution = key(_("Who goes on"), required=False, help_text=_("Needed if another dispositif goes on."))
    follow_up_until = day(_("Follow-up until"), required=False)

    def __init__(
        self, *args: Any, reasons: Sequence[ExitReason], institutions: Sequence[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "exit_reason", coded(reasons))
        choose(self, "next_institution", [NONE, *((str(one.id), str(one)) for one in institutions)])
        for domain in REPORTED:
            self.fields[f"note_{domain.value}"] = area(
                domain.label,
                rows=3,
                required=False,
                help_text=_("Measures, what was reached, what remains. Read by those to whom “%(category)s” is open.")
                % {"category": domain.category.label},
            )

    def notes(self) -> Mapping[Domain, str]:
        """The texts by domain."""
        return {domain: text for domain in REPORTED if (text := self.cleaned_data[f"note_{domain.value}"])}


class ClosingForm(HouseForm):
    """What is done: who asks has informed the network, who closes dates the letter that says so."""

    version = seen_version()
    network_informed_on = day(_("Network informed on"), required=False)
    letter_on = day(
        _("Day of the letter to the person"),
        help_text=_("The letter is made when the case is closed and kept among the documents: send it from there."),
    )
    on = day(_("On which day"))

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.fields["network_informed_on"].required = True
            del self.fields["letter_on"]
        mark(self)


class DayForm(HouseForm):
    """Nothing but the day."""

    on = day(_("On which day"))


class AnnulForm(DayForm):
    """Why and on which day a closing is annulled."""

    reason = radio(_("Why the closing was a mistake"), AnnulReason.choices)
    field_order = ("reason", "on")


class HandOverForm(HouseForm):
    """Another institution is asked."""

    receiver = key(_("Institution that is to go on"))
    why = area(
        _("Why, and what should go on there?"),
        help_text=_("The case team and the institution asked read it in the history, as far as the consent covers it."),
    )
    dispositif = forms.ChoiceField(label=_("Dispositif"), required=False)
    talk_on = day(_("Joint talk with the person on"), required=False, help_text=_("Planned or held."))
    on = day(_("Asked on"))

    def __init__(
        self, *args: Any, institutions: Sequence[Institution], dispositifs: Sequence[Dispositif], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "receiver", [NONE, *((str(one.id), str(one)) for one in institutions)])
        choose(self, "dispositif", [NONE, *((one.code, str(one.name)) for one in dispositifs)])


class AnswerForm(HouseForm):
    """The receiver takes over or declines."""

    given = radio(_("Answer"), [(one.value, one.label) for one in Answer if one is not Answer.OPEN])
    reason = forms.ChoiceField(label=_("Reason"), required=False, help_text=_("Needed when you decline."))
    words = other_words()
    talk_on = day(_("Joint talk with the person on"), required=False)
    on = day(_("Answered on"))

    def __init__(self, *args: Any, reasons: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", [NONE, *((one.code, str(one)) for one in reasons)])


class BreakOffForm(HouseForm):
    """Why it ends without integration."""

    reason = radio(_("Reason"))
    words = other_words()
    on = day(_("On which day"))

    def __init__(self, *args: Any, reasons: Sequence[ExitReason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", coded(one for one in reasons if not one.integrated))


class KeepForm(HouseForm):
    """How a case goes on in which no second institution takes part any more."""

    how = radio(
        _("How does the case go on?"),
        [
            ("keep", explained(_("Without a second institution"), _("Choose the reason below."))),
            ("add", explained(_("Another institution takes part"), _("Choose it below; it takes part from today."))),
        ],
    )
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, help_text=_("Needed if no other institution takes part.")
    )
    institution = key(
        _("Institution"),
        required=False,
        help_text=_("Only institutions to which consent or statute opens the case. Another one needs a consent first."),
    )

    def __init__(
        self, *args: Any, reasons: Sequence[Coded], institutions: Sequence[Institution], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", [NONE, *((one.code, str(one)) for one in reasons)])
        choose(self, "institution", [NONE, *((str(one.id), str(one)) for one in institutions)])


class SurveyForm(HouseForm):
    """What became of the survey."""

    outcome = radio(_("What became of the survey?"), Survey.choices)
    why_not = forms.ChoiceField(
        label=_("Why is it not possible?"),
        required=False,
        choices=[NONE, *NoSurvey.choices],
        help_text=_("Only if it is not possible."),
    )
    on = day(_("On which day"))


class LeaveForm(HouseForm):
    """Why an institution leaves."""

    reason = radio(_("Reason"))
    words = other_words()

    def __init__(self, *args: Any, reasons: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", coded(reasons))
