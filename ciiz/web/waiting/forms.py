"""Forms of what waits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.tasks.enums import Neglect
from ciiz.web.components.forms import HouseForm


class OverdueForm(HouseForm):
    """What became of an overdue task."""

    until = forms.DateField(
        label=_("New last day"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty if the task is done now and keeps its term."),
    )


class UnattendedFilter(HouseForm):
    """Why nobody seems to look after a case."""

    why = forms.ChoiceField(label=_("Why"), required=False, choices=[("", _("all")), *Neglect.choices])
