"""The form that logs a contact, and the filter of the list."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Actor
from ciiz.domain.journal.enums import Application, InformalKind, LegalBasis
from ciiz.domain.journal.public import Sought, Told
from ciiz.domain.organisations import public as organisations
from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.persons import public as persons
from ciiz.foundation.clock import FIRST_DAY
from ciiz.foundation.errors import NotFound
from ciiz.foundation.i18n.phrases import colon
from ciiz.foundation.i18n.phrases import day as written
from ciiz.web.components.fields import area, choose, day, key
from ciiz.web.components.forms import HouseForm

KINDS = (InstitutionKind.PARTNER, InstitutionKind.OFFICE, InstitutionKind.PROVIDER)
MOST = 8
NOBODY = ("", _("Nobody of these"))
STANDING = ("application", "stage", "until")
"""What a status inquiry asks; other contacts have no such fields."""
LATER = ("occurred_on", "next_step", "next_on")
FOLDED: Mapping[InformalKind, tuple[str, ...]] = {InformalKind.STATUS_INQUIRY: ("subject", "outcome", *LATER)}
"""Fields that are folded away until they are needed, where they are not `LATER`."""


class PhoneSelect(forms.Select):
    """People to choose from by typing their institution; each option knows the number to call, and who is away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phones: Mapping[str, str] = {}
        self.away: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option with its telephone number, and until when and by whom somebody absent is stood in for."""
        option = super().create_option(name, value, *args, **kwargs)
        for attribute, known in (("data-phone", self.phones), ("data-away", self.away)):
            if told := known.get(str(value)):
                option["attrs"][attribute] = told
        return option


class ContactForm(HouseForm):
    """One contact: about whom, with whom, on which basis, what came of it."""

    who = forms.CharField(
        label=_("Whom is it about?"),
        required=False,
        max_length=80,
        help_text=_("Beginning of the name. While nothing may be shared: leave it empty and write initials."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    dossier = forms.ChoiceField(label=_("Which person?"), required=False, widget=forms.RadioSelect)
    initials = forms.CharField(
        label=_("Initials"), required=False, max_length=6, widget=forms.TextInput({"class": "short"})
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"), required=False, widget=forms.NumberInput({"class": "short"})
    )
    whom = forms.CharField(label=_("With whom?"), widget=PhoneSelect)
    kind = forms.ChoiceField(choices=InformalKind.choices, widget=forms.HiddenInput)
    application = forms.ChoiceField(
        label=_("Is an application pending?"), required=False, choices=[("", "–"), *Application.choices]
    )
    stage = forms.CharField(label=_("At what stage is it?"), required=False, max_length=120)
    until = day(_("Decision expected until"), required=False)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    basis = forms.ChoiceField(label=_("Legal basis"))
    outcome = area(_("Outcome"), rows=2, required=False)
    minutes = forms.IntegerField(
        label=_("Minutes spent"),
        required=False,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput({"class": "short"}),
    )
    next_step = forms.CharField(
        label=_("Next step"), required=False, max_length=200, help_text=_("Becomes a task of yours.")
    )
    next_on = day(_("Until when?"), required=False)
    occurred_on = day(_("When was it?"))

    def __init__(self, *args: Any, actor: Actor, about: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._actor = actor
        self.purpose = _purpose(self.data.get("kind") if self.is_bound else self.initial.get("kind"))
        self.initial["kind"] = self.purpose.value
        if self.purpose is InformalKind.STATUS_INQUIRY:
            self.fields["subject"].required = False
            self.fields["subject"].widget.attrs.pop("aria-required", None)
        else:
            for name in STANDING:
                del self.fields[name]
        if not self.is_bound:
            self.fields["who"].widget.attrs["autofocus"] = True
        sent = _key(self.data.get("dossier", "")) if self.is_bound else about
        self.hits = _named(actor, sent) if sent else []
        typed = self.data.get("who", "").strip() if self.is_bound else ""
        if typed and not self.hits:
            found = persons.search(actor, typed, limit=MOST + 1)
            self.hits = [(str(hit.dossier_id), _words(hit)) for hit in found[:MOST]]
            if len(found) > MOST:
                more = _("There are more of them: write more of the name to see the others.")
                self.fields["dossier"].help_text = more
        choose(self, "dossier", [*self.hits, NOBODY])
        self.fields["birth_year"].validators.append(partial(_plausible, actor.today))
        values = organisations.canton_values(actor.canton)
        choose(self, "basis", _bases(values.statutes))
        widget = cast("PhoneSelect", self.fields["whom"].widget)
        widget.choices = cast("Any", partial(_offered, actor, widget))

    @property
    def person(self) -> str:
        """Whom the form is about already, in words."""
        return self.hits[0][1] if len(self.hits) == 1 else ""

    @property
    def only(self) -> UUID | None:
        """The dossier that the form is about, once that is clear."""
        return _key(self.hits[0][0]) if len(self.hits) == 1 else None

    @property
    def purposes(self) -> list[tuple[str, str, bool]]:
        """What a contact can be for: label, address of its own small form, whether it is this one."""
        whom = str(self["whom"].value() or "")
        known = {"about": self["dossier"].value(), "with": whom[1:] if whom.startswith("m") else ""}
        query = {name: value for name, value in known.items() if value}
        return [
            (str(one.label), f"?{urlencode({'kind': one.value, **query})}", one is self.purpose) for one in InformalKind
        ]

    @property
    def main(self) -> list[forms.BoundField]:
        """The fields that every contact of this kind needs."""
        return [field for field in self if field.name not in self._folded and (field.name != "dossier" or self.hits)]

    @property
    def further(self) -> list[forms.BoundField]:
        """The others."""
        return [self[name] for name in self._folded]

    @property
    def further_open(self) -> bool:
        """Whether one of the others is filled in or wrong."""
        return any(self[name].errors or (name != "occurred_on" and self[name].value()) for name in self._folded)

    @property
    def _folded(self) -> tuple[str, ...]:
        return FOLDED.get(self.purpose, LATER)

    def clean_whom(self) -> tuple[int, int | None]:
        """Institution and, where one was chosen, the person there."""
        chosen = str(self.cleaned_data["whom"])
        kind, number = chosen[:1], chosen[1:]
        if number.isascii() and number.isdigit() and len(number) < 10:
            try:
                if kind == "m":
                    person = organisations.entry(self._actor, int(number))
                    return person.institution_id, person.id
                if int(number) in {one.id for one in organisations.institutions_of(self._actor, kinds=KINDS)}:
                    return int(number), None
            except NotFound:
                pass
        raise forms.ValidationError(_("Choose an institution or a person of the directory."))

    def clean(self) -> dict[str, Any]:
        """One person, who is shown before anything is attached to them, or initials; of several one is chosen."""
        data = super().clean() or self.cleaned_data
        if data.get("dossier") or data.get("initials"):
            return data
        if len(self.hits) == 1 and "dossier" not in self.data:
            shown = cast("QueryDict", self.data).copy()
            shown["dossier"] = self.hits[0][0]
            self.data = shown
            self.add_error("dossier", _("Is it this person? Then save once more."))
        elif self.hits:
            self.add_error("dossier", _("Several people are called like this: choose one, or write initials."))
        elif data.get("who"):
            self.add_error("who", _("Nobody open to you is called like this. Write initials instead."))
        return data

    @property
    def dossier_id(self) -> UUID | None:
        """The dossier of the person chosen."""
        return _key(self.cleaned_data.get("dossier", ""))

    def told(self) -> Told:
        """What was noted."""
        data = self.cleaned_data
        partner, counterpart = data["whom"]
        basis, _colon, article = data["basis"].partition(":")
        return Told(
            kind=InformalKind(data["kind"]),
            partner_id=partner,
            counterpart_id=counterpart,
            subject=data["subject"],
            occurred_on=data["occurred_on"],
            basis=LegalBasis(basis),
            article=article,
            outcome=data["outcome"],
            minutes=data["minutes"],
            next_step=data["next_step"],
            next_on=data["next_on"],
            application=Application(data["application"]) if data.get("application") else None,
            stage=data.get("stage", ""),
            until=data.get("until"),
        )


def _purpose(value: object) -> InformalKind:
    """What for, as the address or the form says; an exchange where it says nothing known."""
    try:
        return InformalKind(str(value))
    except ValueError:
        return InformalKind.EXCHANGE


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _named(actor: Actor, dossier_id: UUID) -> list[tuple[str, str]]:
    found = persons.person(actor, dossier_id)
    if found is None:
        return []
    return [(str(dossier_id), f"{found}, {written(found.birth_date)}" if found.birth_date else str(found))]


def _words(hit: persons.Found) -> str:
    parts = (f"{hit.family_name} {hit.given_names}", written(hit.birth_date), hit.commune)
    return ", ".join(part for part in parts if part)


def _plausible(today: date, year: int) -> None:
    if not FIRST_DAY.year <= year <= today.year:
        raise forms.ValidationError(_("Write the year with four digits, for example 1980."))


def _bases(articles: Iterable[organisations.Statute]) -> list[tuple[Any, Any]]:
    """None first: who chooses nothing opens nothing."""
    statutes = [(f"{LegalBasis.STATUTE.value}:{one.code}", str(one)) for one in articles]
    plain: list[tuple[Any, Any]] = [(one.value, one.label) for one in LegalBasis if one is not LegalBasis.STATUTE]
    return [*plain, (LegalBasis.STATUTE.label, statutes)] if statutes else plain


def _offered(actor: Actor, widget: PhoneSelect) -> list[tuple[str, Any]]:
    """Everybody of the directory under their institution, the institution itself first."""
    people: dict[int, list[tuple[str, str]]] = {}
    phones: dict[str, str] = {}
    away: dict[str, str] = {}
    for one in organisations.directory(actor, organisations.Wanted(order="institution")):
        contact = getattr(one, "contact", None)
        phones[f"m{one.id}"] = (contact.phone if contact else "") or one.institution.phone
        if one.is_absent(actor.today):
            away[f"m{one.id}"] = _away(one)
        people.setdefault(one.institution_id, []).append((f"m{one.id}", f"{one.institution} {one.user.full_name}"))
    choices: list[tuple[str, Any]] = [("", "–")]
    for place in organisations.institutions_of(actor, kinds=KINDS):
        phones[f"i{place.id}"] = place.phone
        choices.append((str(place), [(f"i{place.id}", str(place)), *people.get(place.id, [])]))
    widget.phones, widget.away = phones, away
    return choices


def _away(one: organisations.Membership) -> str:
    """Until when somebody is absent, and who stands in."""
    until = gettext("Absent until %(day)s.") % {"day": written(one.absent_to)}
    return f"{until} {colon(gettext('Deputy'), one.deputy.user.full_name)}" if one.deputy else until


class ContactFilter(forms.Form):
    """Everything optional; what is not understood filters nothing."""

    kind = forms.ChoiceField(label=_("What for?"), required=False, choices=[("", _("any")), *InformalKind.choices])
    partner = forms.TypedChoiceField(label=_("Institution"), required=False, coerce=int, empty_value=None)
    since = day(_("From"), required=False)
    until = day(_("To"), required=False)
    mine = forms.BooleanField(label=_("only those I logged"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        offered = [(str(one.id), str(one)) for one in organisations.institutions_of(actor, kinds=KINDS)]
        choose(self, "partner", [("", _("any")), *offered])
        self.is_valid()

    @property
    def used(self) -> bool:
        """Whether anything is filtered."""
        return any(self.cleaned_data.values())

    def sought(self) -> Sought:
        """The filters as the domain asks for them."""
        data = self.cleaned_data
        return Sought(
            kind=data.get("kind", ""),
            partner_id=data.get("partner"),
            since=data.get("since"),
            until=data.get("until"),
            mine=bool(data.get("mine")),
        )


class JoinForm(HouseForm):
    """Which institution takes part in the network case from today."""

    institution = key(
        _("Institution"),
        help_text=_("Only institutions to which consent or statute opens the case. Another one needs a consent first."),
    )

    def __init__(self, *args: Any, institutions: Iterable[organisations.Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "institution", [(str(one.id), str(one)) for one in institutions])


class AgreedForm(HouseForm):
    """For which goal who does what until when."""

    goal = forms.CharField(label=_("Goal"), max_length=200)
    text = forms.CharField(label=_("What is done?"), max_length=300)
    membership = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due_on = day(_("Until when?"))

    def __init__(self, *args: Any, members: Iterable[organisations.Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {one.id: f"{one.user.full_name}, {one.institution}" for one in members}
        choose(self, "membership", [(str(key), words) for key, words in named.items()])

    def told(self) -> dict[str, Any]:
        """What was entered, as the journey takes it."""
        data = self.cleaned_data
        return {
            "goal": data["goal"],
            "text": data["text"],
            "membership_id": data["membership"],
            "due_on": data["due_on"],
        }
