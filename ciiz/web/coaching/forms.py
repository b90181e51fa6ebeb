"""One form for each step of a coaching."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.cases.enums import CoachingResult, Payer
from ciiz.web.components.fields import area, day, radio
from ciiz.web.components.forms import HouseForm


class DayForm(HouseForm):
    """Nothing but the day."""

    on = day(_("On which day"))


class RegisterForm(DayForm):
    """Whether the person was registered before."""

    registered = radio(
        _("Registration with the employment office"),
        [("before", _("The person was registered already")), ("now", _("The person is registered now"))],
    )
    field_order = ("registered", "on")


class TextForm(DayForm):
    """What was said."""

    text = area(_("What was said and agreed on"), rows=6)
    field_order = ("text", "on")


class PlanForm(DayForm):
    """The plan, which stands in AVAM as minutes."""

    text = area(
        _("Plan, as tandem and person have agreed on it"),
        rows=8,
        help_text=_("Once it is recorded you copy it into the minutes in AVAM."),
    )
    field_order = ("text", "on")


class EvaluateForm(DayForm):
    """Goals, and whether employability is evaluated first."""

    goals = area(_("Goals agreed on with the person"), rows=6)
    evaluates = radio(
        _("Is employability evaluated first?"),
        [("yes", _("Yes, a measure is set up")), ("no", _("No, the plan follows"))],
    )
    field_order = ("goals", "evaluates", "on")


class MeasureForm(DayForm):
    """Who pays, and that the person agrees."""

    payer = radio(_("By whose procedure?"), Payer.choices)
    agreed = forms.BooleanField(label=_("The person agrees to the measure"), required=False)
    field_order = ("payer", "agreed", "on")


class ResultForm(DayForm):
    """What the coaching has led to."""

    result = radio(_("What has the coaching led to?"), CoachingResult.choices)
    field_order = ("result", "on")


class FollowUpForm(DayForm):
    """Whether a follow-up was needed, and its end."""

    needed = radio(
        _("Was a follow-up at the workplace needed?"),
        [("yes", _("Yes, it is over")), ("no", _("No, it is not needed"))],
    )
    text = area(_("Note"), rows=3, required=False)
    field_order = ("needed", "text", "on")
