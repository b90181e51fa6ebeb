"""Forms of the plan itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.enums import Category
from ciiz.domain.cases.public import Possibility
from ciiz.domain.organisations.public import Institution, Membership
from ciiz.domain.plans.enums import Answer, MeasureKind, MeasureStatus, Phase, Responsible
from ciiz.domain.plans.public import Goal, Measure, MeasureInput
from ciiz.web.components.fields import area, choose, day, explained, key, people, radio, seen_version
from ciiz.web.components.forms import HouseForm
from ciiz.web.documents.forms import FileField

from .parts import NONE, category


def rhythm(**kwargs: Any) -> forms.IntegerField:
    """How often person and case manager meet."""
    return forms.IntegerField(
        label=_("Rhythm of talks, in days"),
        min_value=1,
        max_value=180,
        help_text=_("How often the person and the case manager meet, about every two weeks."),
        **kwargs,
    )


class DraftForm(HouseForm):
    """Begins a version."""

    reason = area(_("Why does the plan change?"), rows=2, max_length=300)
    rhythm_days = rhythm()
    possibilities = forms.MultipleChoiceField(
        label=_("Goals from the session"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is ticked opens as a goal of the plan; you can word it anew or take it out."),
    )

    def __init__(self, *args: Any, first: bool, seen: Sequence[Possibility] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if first:
            del self.fields["reason"]
        if first and seen:
            choose(
                self, "possibilities", [(str(one.id), explained(one.text, one.get_domain_display())) for one in seen]
            )
            self.initial.setdefault("possibilities", [str(one.id) for one in seen])
        else:
            del self.fields["possibilities"]

    def goals(self) -> list[UUID]:
        """The possibilities that open as goals."""
        return [UUID(one) for one in self.cleaned_data.get("possibilities", ())]


class RhythmForm(HouseForm):
    """The rhythm of a draft."""

    version = seen_version()
    rhythm_days = rhythm()


class GoalForm(HouseForm):
    """A goal."""

    version = seen_version()
    text = area(
        _("Goal"), rows=2, max_length=500, help_text=_("As the person says it, for example what work until when.")
    )
    category = category()


class MeasureForm(HouseForm):
    """A measure: what, by whom, until when, paid by whom."""

    version = seen_version()
    text = area(_("Measure"), rows=2, max_length=500)
    responsible = radio(_("Responsible"), Responsible.choices, initial=Responsible.INSTITUTION.value)
    institution = key(
        _("Responsible institution"),
        required=False,
        help_text=_("Institutions that take part in the case. They are asked to accept their part."),
    )
    member = key(_("Responsible person there"), required=False)
    provider = forms.CharField(
        label=_("Provider"),
        required=False,
        max_length=120,
        help_text=_("Who carries it out, for example a course provider."),
    )
    deadline = day(_("Deadline"), required=False)
    kind = forms.ChoiceField(label=_("Kind of measure"), choices=[NONE, *MeasureKind.choices])
    phase = forms.ChoiceField(label=_("Phase"), choices=[NONE, *Phase.choices])
    category = category()

    def __init__(
        self,
        *args: Any,
        institutions: Sequence[Institution],
        members: Sequence[Membership],
        new_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._new_on = new_on
        self._home = {one.id: one.institution_id for one in members}
        choose(self, "institution", [NONE, *((str(one.id), str(one)) for one in institutions)])
        choose(self, "member", [NONE, *people(members)])
        for one in institutions:
            self.fields[f"share_{one.id}"] = forms.IntegerField(
                label=_("%(institution)s pays, in percent") % {"institution": one},
                required=False,
                min_value=0,
                max_value=100,
                initial=(kwargs.get("initial") or {}).get(f"share_{one.id}"),
            )

    def usual(self) -> list[forms.BoundField]:
        """All fields but the shares."""
        return [self[name] for name in self.fields if not name.startswith("share_") and name != "version"]

    def shares(self) -> list[forms.BoundField]:
        """Who pays which share."""
        return [self[name] for name in self.fields if name.startswith("share_")]

    def clean(self) -> dict[str, Any]:
        """Somebody named belongs to the institution named; naming the person alone is enough.

        What the domain would refuse one by one is told at once.
        """
        data: dict[str, Any] = super().clean() or self.cleaned_data
        home = self._home.get(data.get("member") or 0)
        if home is not None and data.get("institution") is None:
            data["institution"] = home
        elif home is not None and home != data.get("institution"):
            self.add_error("member", _("This person works for another institution."))
        for refusal in self.measure().refusals(new_on=self._new_on):
            if refusal.field not in self.errors:
                self.refuse(refusal)
        return data

    def measure(self) -> MeasureInput:
        """The entries as the domain takes them; a field with an error counts as not filled in."""
        data = self.cleaned_data
        return MeasureInput(
            text=data.get("text", ""),
            responsible=Responsible(data.get("responsible", Responsible.PERSON)),
            institution_id=data.get("institution"),
            member_id=data.get("member"),
            provider=data.get("provider", ""),
            deadline=data.get("deadline"),
            kind=MeasureKind(data.get("kind", MeasureKind.INTEGRATION)),
            phase=Phase(data.get("phase", Phase.CLARIFY)),
            category=Category(data.get("category", Category.WORK)),
            shares={
                int(name.removeprefix("share_")): value for name, value in data.items() if _is_share(name) and value
            },
        )


def _is_share(name: str) -> bool:
    return name.startswith("share_")


def shown_goal(goal: Goal) -> dict[str, Any]:
    """A stored goal as the form shows it."""
    return {"text": goal.text, "category": goal.category}


def shown_measure(measure: Measure) -> dict[str, Any]:
    """A stored measure as the form shows it."""
    shares: list[Mapping[str, Any]] = measure.shares
    return {
        "text": measure.text,
        "responsible": measure.responsible,
        "institution": measure.institution_id,
        "member": measure.member_id,
        "provider": measure.provider,
        "deadline": measure.deadline,
        "kind": measure.kind,
        "phase": measure.phase,
        "category": measure.category,
        **{f"share_{one['institution']}": one["percent"] for one in shares},
    }


class StatusForm(HouseForm):
    """How far a measure is."""

    version = seen_version()
    status = radio(_("State"))
    on = day(_("Since when"))
    result = area(_("Result"), rows=2, max_length=500, required=False)

    def __init__(self, *args: Any, now: MeasureStatus, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "status", [(one.value, one.label) for one in MeasureStatus if one.follows(now)])


class SignForm(HouseForm):
    """Both signatures."""

    version = seen_version()
    person_signed_on = day(_("Signed by the person on"))
    manager_signed_on = day(_("Signed by the case manager on"))
    copy = FileField(label=_("Signed copy"), required=False)


class CopyForm(HouseForm):
    """The signed paper, later."""

    version = seen_version()
    copy = FileField(label=_("Signed copy"))


class DecideForm(HouseForm):
    """Validate, or send back with other possibilities."""

    version = seen_version()
    decision = radio(
        _("Decision"),
        [
            ("validate", explained(_("Validate"), _("The plan is in force from today."))),
            ("send_back", explained(_("Send back"), _("The case manager draws up another version."))),
        ],
    )
    alternatives = area(
        _("Other possibilities"),
        required=False,
        help_text=_("Needed when you send the plan back: what you propose instead."),
    )


class PartForm(HouseForm):
    """What the own institution says."""

    answer = radio(_("Your institution"), Answer.choices)
    comment = area(
        _("Comment"), required=False, max_length=1000, help_text=_("Needed unless your institution simply accepts.")
    )
