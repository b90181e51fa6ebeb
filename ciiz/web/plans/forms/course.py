"""Forms of the work with the plan: talks, events, stock-taking, decisions, orders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.cases.enums import SessionKind
from ciiz.domain.journal.enums import EntryKind, Visibility
from ciiz.domain.organisations.public import Coded, Membership
from ciiz.domain.plans.enums import Progress, StockTakingKind
from ciiz.domain.plans.public import Measure
from ciiz.web.components.fields import (
    area,
    choose,
    coded,
    day,
    explained,
    key,
    other_words,
    people,
    radio,
    seen_version,
)
from ciiz.web.components.forms import HouseForm

from .parts import NONE, YES_NO, category

OPEN = ("", _("Not decided yet"))


class LogForm(HouseForm):
    """A talk, a call, a contact."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=EntryKind.choices)
    occurred_on = day(_("When?"))
    text = area(_("What was said and agreed"), rows=6)
    visibility = radio(
        _("Who reads it?"),
        [
            (
                Visibility.TEAM.value,
                explained(
                    _("The case team"),
                    _("Your institution and every institution to which consent or statute opens this category."),
                ),
            ),
            (
                Visibility.OWN.value,
                explained(_("My institution only"), _("No other institution sees that the entry exists.")),
            ),
        ],
        initial=Visibility.TEAM.value,
    )
    category = category()
    minutes = forms.IntegerField(label=_("Duration, in minutes"), required=False, min_value=1, max_value=1440)
    employer = forms.CharField(label=_("Employer"), required=False, max_length=120)
    withheld_reason = forms.CharField(
        label=_("Withhold from the person, because"),
        required=False,
        max_length=200,
        help_text=_("Leave empty: then the person gets the entry when asking for their data."),
    )


class EventForm(HouseForm):
    """Something that affects the plan."""

    what = radio(_("What happened?"))
    words = other_words()
    on = day(_("When?"))

    def __init__(self, *args: Any, events: Sequence[Coded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "what", coded(events))


class SessionWishForm(HouseForm):
    """Which session the case manager asks for, and why."""

    kind = radio(_("Which session?"), SessionKind.choices)
    on = day(_("When?"))
    reason = area(
        _("What is the problem?"),
        rows=4,
        max_length=2000,
        help_text=_("The case team reads it in the journal; the task of the coordination does not contain it."),
    )


class StockForm(HouseForm):
    """Where the plan stands."""

    kind = radio(_("With whom?"), StockTakingKind.choices)
    held_on = day(_("Held on"))
    present = forms.TypedMultipleChoiceField(
        label=_("Present"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    person_present = forms.BooleanField(label=_("The person was present"), required=False)
    progress = radio(_("Where does the plan stand?"), Progress.choices)
    findings = area(_("Findings"), rows=5, required=False)
    change = radio(_("Does the plan change?"), [*YES_NO, OPEN], required=False, initial="")
    change_reason = area(
        _("Why does the plan change?"), rows=2, max_length=500, required=False, help_text=_("Only if it changes.")
    )
    finished = radio(
        _("Is the plan finished?"),
        [*YES_NO, OPEN],
        required=False,
        initial="",
        help_text=_("Only if it does not change. Finished leads to the exit report."),
    )
    next_on = day(_("Next stock-taking on"), required=False, help_text=_("Left empty: as usual in the canton."))

    def __init__(
        self, *args: Any, kinds: Sequence[StockTakingKind], team: Sequence[Membership], decides: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [(one.value, one.label) for one in kinds])
        choose(self, "present", people(team))
        if not decides:
            for name in ("change", "change_reason", "finished"):
                del self.fields[name]


RUNNING = (
    _("A new version is drawn up, signed and validated; until then the old one holds."),
    _("The plan stays as it is."),
)
SIGNED = (
    _("The signed version is withdrawn and stays to be read; a new version is drawn up, signed and validated."),
    _("The signed version stays as it is and goes on to its validation."),
)


class ChangeForm(HouseForm):
    """Does the plan change? It is being carried out, or `signed` and on its way to validation."""

    change = radio(_("Does the plan change?"))
    reason = area(_("Why?"), rows=3, max_length=300, required=False, help_text=_("Needed if the plan changes."))
    on = day(_("Decided on"))

    def __init__(self, *args: Any, signed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yes, no = SIGNED if signed else RUNNING
        choose(self, "change", [("yes", explained(_("Yes"), yes)), ("no", explained(_("No"), no))])


class FinishForm(HouseForm):
    """Is it finished?"""

    finished = radio(
        _("Is the plan finished?"),
        [
            ("yes", explained(_("Yes"), _("All stages are done; the exit report follows."))),
            ("no", explained(_("No"), _("The work goes on."))),
        ],
    )
    on = day(_("Decided on"))


class ProgressForm(HouseForm):
    """Goes on, or a stage is done."""

    stage_done = radio(
        _("How does it go?"),
        [
            ("no", explained(_("The work goes on"), _("The next talk is due in the agreed rhythm."))),
            ("yes", explained(_("A stage is done"), _("Stock is to be taken."))),
        ],
    )
    on = day(_("On which day"))


class OrderForm(HouseForm):
    """A service from another institution."""

    contact = key(_("Contact person"), help_text=_("Contact persons of institutions that take part in the case."))
    text = area(_("What is ordered"), max_length=1000)
    wanted_by = day(_("Wanted by"), required=False)
    measure = forms.ChoiceField(label=_("For the measure"), required=False)

    def __init__(self, *args: Any, contacts: Sequence[Membership], measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "contact", [NONE, *people(contacts)])
        choose(self, "measure", [NONE, *((str(one.line), one.text) for one in measures)])


class AnswerOrderForm(HouseForm):
    """Accept or decline."""

    version = seen_version()
    answer = radio(_("Your answer"), [("accept", _("Accept")), ("decline", _("Decline"))])
    reason = area(_("Reason"), rows=2, max_length=500, required=False, help_text=_("Needed when you decline."))


class DoneOrderForm(HouseForm):
    """It is done."""

    version = seen_version()
    on = day(_("Done on"))
    result = area(_("Result"), max_length=1000, required=False)


class TakeBackForm(HouseForm):
    """The case manager no longer needs it."""

    version = seen_version()
    reason = area(_("Reason"), rows=2, max_length=500)
