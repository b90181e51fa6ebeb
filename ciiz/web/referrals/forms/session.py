"""The result of a session, on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from ciiz.domain.cases.enums import Domain, SessionKind, SessionOutcome
from ciiz.domain.cases.public import ResourceLine
from ciiz.domain.organisations.public import Institution, Membership
from ciiz.web.components.fields import choose, day, explained
from ciiz.web.components.forms import HouseForm

DOMAINS = [domain for domain in Domain if domain is not Domain.REASON]
ESTIMATES = [("", "–"), *((number, str(number)) for number in range(1, 6))]
FOLLOWS = {
    SessionOutcome.CASE_MANAGEMENT: _("A case manager is named next."),
    SessionOutcome.COACHING: _("The tandem goes on."),
    SessionOutcome.ASSESSMENT: _("An assessment is held next."),
    SessionOutcome.BILATERAL: _("The case ends with an exit report."),
    SessionOutcome.OTHER_DISPOSITIF: _("The case ends with an exit report."),
    SessionOutcome.RETURNED: _("The referring institution is told."),
}


GOES_ON = _("The case manager goes on with what the session has found.")


@dataclass(frozen=True, slots=True)
class Row:
    """One domain: resources, obstacles, how it stands, what could be done."""

    domain: Domain
    resource: BoundField
    obstacle: BoundField
    estimate: BoundField
    possibility: BoundField

    @property
    def fields(self) -> tuple[BoundField, ...]:
        """The cells in the order of the columns."""
        return (self.resource, self.obstacle, self.estimate, self.possibility)


class SessionForm(HouseForm):
    """Date, kind, people, outcome; resource sheet and first plan domain by domain."""

    kind = forms.ChoiceField(label=_("What was held?"), widget=forms.RadioSelect)
    held_on = day(_("Held on"))
    participants = forms.MultipleChoiceField(label=_("Who was there?"), widget=forms.CheckboxSelectMultiple)
    person_present = forms.BooleanField(label=_("The person was present"), required=False)
    outcome = forms.ChoiceField(label=_("What was decided?"), widget=forms.RadioSelect)
    partners = forms.TypedMultipleChoiceField(
        label=_("Who joins from today?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[SessionKind],
        outcomes: Sequence[SessionOutcome],
        managed: bool,
        taking_part: Sequence[Institution],
        contacts: Sequence[Membership],
        joining: Sequence[Institution],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", [(one.value, one.label) for one in kinds])
        follows = {one: GOES_ON if managed else FOLLOWS[one] for one in outcomes}
        choose(self, "outcome", [(one.value, explained(one.label, follows[one])) for one in outcomes])
        if len(outcomes) == 1:
            self.initial.setdefault("outcome", outcomes[0].value)
        people: list[tuple[str, str]] = []
        for place in taking_part:
            own = [one for one in contacts if one.institution_id == place.id]
            people += [(f"{place.id}-{one.id}", f"{one.user.full_name}, {place}") for one in own]
            people.append((f"{place.id}-", str(_("%(institution)s: somebody else")) % {"institution": place}))
        choose(self, "participants", people)
        if joining:
            choose(self, "partners", [(str(one.id), str(one)) for one in joining])
        else:
            del self.fields["partners"]
        for domain in DOMAINS:
            named = {"domain": domain.label}
            self._add(f"resource_{domain}", _("%(domain)s: resources") % named)
            self._add(f"obstacle_{domain}", _("%(domain)s: obstacles") % named)
            self.fields[f"estimate_{domain}"] = forms.TypedChoiceField(
                label=_("%(domain)s: estimate") % named, choices=ESTIMATES, required=False, coerce=int, empty_value=None
            )
            self._add(f"possibility_{domain}", _("%(domain)s: what could be done") % named)

    def _add(self, name: str, label: str) -> None:
        self.fields[name] = forms.CharField(
            label=label, required=False, max_length=2000, widget=forms.Textarea({"rows": 2, "class": "low"})
        )

    def sheet(self) -> Iterator[Row]:
        """The rows of the table, for the template."""
        for domain in DOMAINS:
            names = (f"{part}_{domain}" for part in ("resource", "obstacle", "estimate", "possibility"))
            yield Row(domain, *(self[name] for name in names))

    def present(self) -> list[tuple[int, int | None]]:
        """Institution and, where known, person of each participant."""
        found: list[tuple[int, int | None]] = []
        for code in self.cleaned_data["participants"]:
            institution, _dash, member = code.partition("-")
            found.append((int(institution), int(member) if member else None))
        return found

    def resources(self) -> list[ResourceLine]:
        """The lines of the resource sheet; empty ones are left out by the domain."""
        data = self.cleaned_data
        return [
            ResourceLine(domain, data[f"resource_{domain}"], data[f"obstacle_{domain}"], data[f"estimate_{domain}"])
            for domain in DOMAINS
        ]

    def possibilities(self) -> list[tuple[Domain, str]]:
        """The first plan."""
        return [(domain, self.cleaned_data[f"possibility_{domain}"]) for domain in DOMAINS]
