"""The three answers to a referral."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.organisations.enums import CaseForm
from ciiz.domain.organisations.public import Coded, Institution
from ciiz.journeys.refer import COMPLEX
from ciiz.web.components.fields import area, choose, coded, other_words, seen_version
from ciiz.web.components.forms import HouseForm

NONE = ("", _("no reason needed"))


class AcceptForm(HouseForm):
    """Accepted: in which form, with whom."""

    version = seen_version()
    form = forms.ChoiceField(label=_("In which form?"), widget=forms.RadioSelect)
    partners = forms.TypedMultipleChoiceField(
        label=_("Who takes part from today?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only institutions that consent or law opens the case to."),
    )
    admitted_reason = forms.ChoiceField(
        label=_("If no second institution takes part: why is the case admitted?"), required=False
    )

    def __init__(
        self,
        *args: Any,
        offered: Sequence[CaseForm],
        partners: Sequence[Institution],
        reasons: Sequence[Coded],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "form", [(form.value, form.label) for form in offered if form in COMPLEX])
        choose(self, "admitted_reason", [NONE, *((one.code, str(one)) for one in reasons)])
        if partners:
            choose(self, "partners", [(str(one.id), str(one)) for one in partners])
        else:
            del self.fields["partners"]


class AskForm(HouseForm):
    """Asked back: the question."""

    version = seen_version()
    question = area(_("What is missing or unclear?"))


class ReturnForm(HouseForm):
    """Returned: why, and what to do instead."""

    version = seen_version()
    reason = forms.ChoiceField(label=_("Why is it returned?"), widget=forms.RadioSelect)
    words = other_words()
    advice = area(_("What do you advise?"), help_text=_("The referring institution reads it with the decision."))

    def __init__(self, *args: Any, reasons: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", coded(reasons))


class PhoneForm(HouseForm):
    """Returned by telephone: the reason alone."""

    version = seen_version()
    reason = forms.ChoiceField(label=_("Why is it returned?"))
    words = other_words()

    def __init__(self, *args: Any, reasons: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "reason", [(one.code, str(one)) for one in reasons])
