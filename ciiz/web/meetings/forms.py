"""Forms of meetings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.public import Category
from ciiz.domain.meetings.enums import ELSEWHERE, Attendance, DisputeOutcome, Excuse, MeetingKind, Party, Reply, Rhythm
from ciiz.domain.meetings.public import (
    AgendaItem,
    CasesMissing,
    Guest,
    MeetingInPast,
    Needs,
    Place,
    Slot,
    Standing,
    Times,
)
from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import CantonValues, Institution, Membership
from ciiz.domain.persons.public import languages
from ciiz.foundation.clock import ZURICH, today
from ciiz.journeys.terms import free
from ciiz.web.components.fields import (
    FIRST_LANGUAGES,
    FoldedCheckboxes,
    area,
    by_institution,
    choose,
    day,
    key,
    people,
    radio,
    seen_version,
)
from ciiz.web.components.forms import HouseForm
from ciiz.web.documents.forms import FileField

from .words import slot_words

CATEGORIES = (Category.WORK, Category.SOCIAL, Category.HEALTH, Category.FINANCE)


class CaseForm(HouseForm):
    """Of which case the meetings are listed."""

    case = forms.CharField(label=_("Name or number of the case"), required=False, max_length=80)
    past = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def text(self) -> str:
        """What was looked for; unreadable text looks for nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("case") or "").strip()


def moment(label: Any) -> forms.TimeField:
    """A time of the day, from the browser's clock."""
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time", "class": "short"}, format="%H:%M"))


class PlaceForm(HouseForm):
    """When and where a meeting is held."""

    held_on = day(_("Day"))
    begins = moment(_("Begins at"))
    ends = moment(_("Ends at"))
    place = forms.CharField(label=_("Room"), required=False, max_length=200)
    link = forms.URLField(label=_("Video link"), required=False, max_length=500, assume_scheme="https")
    chair = key(_("Who leads it?"), required=False)
    parts_by = day(
        _("Parts up to date by"),
        required=False,
        help_text=_("By this day each institution is asked to state its position. Empty: nobody is asked."),
    )

    def __init__(self, *args: Any, chairs: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "chair", [("", "–"), *people(chairs)])

    def clean(self) -> dict[str, Any]:
        """Somewhere, and from before until after."""
        data = super().clean() or self.cleaned_data
        if not data.get("place") and not data.get("link") and "link" not in self.errors:
            self.add_error("place", _("Say where the meeting is held: a room or a video link."))
        if data.get("begins") and data.get("ends") and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The meeting ends before it begins."))
        return data

    def told(self) -> Place:
        """What was chosen."""
        data = self.cleaned_data
        return Place(
            data["held_on"],
            data["begins"],
            data["ends"],
            data["place"],
            data["link"],
            data["chair"],
            data["parts_by"],
        )


class MeetingForm(PlaceForm):
    """A new meeting with the cases on its agenda; `waiting` offers those whose session is to come."""

    kind = forms.ChoiceField(label=_("What is held?"), choices=MeetingKind)
    ticked = forms.MultipleChoiceField(
        label=_("Cases that wait for a session"),
        required=False,
        widget=FoldedCheckboxes(search=_("Search by name or number")),
    )
    cases = forms.CharField(
        label=_("Other cases"),
        required=False,
        max_length=1000,
        help_text=_("Numbers or names, with a comma between them. The time is shared among all cases."),
    )
    field_order = ("kind", "ticked", "cases")

    def __init__(self, *args: Any, waiting: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waiting:
            del self.fields["ticked"]
            self.fields["cases"].label = _("Cases")
            return
        words = ngettext("%(n)d case", "%(n)d cases", len(waiting)) % {"n": len(waiting)}
        choose(self, "ticked", [(words, waiting)])

    def clean(self) -> dict[str, Any]:
        """On a day to come, and about a case where the kind is about cases."""
        data = super().clean()
        if data.get("held_on") and data["held_on"] < today():
            self.add_error("held_on", str(MeetingInPast.message))
        if data.get("kind") and MeetingKind(data["kind"]).needs_cases and not (data.get("cases") or data.get("ticked")):
            self.add_error("cases", str(CasesMissing.message))
        return data


class StandingForm(PlaceForm):
    """Standing sessions of half a year."""

    kind = forms.ChoiceField(
        label=_("What is held?"), choices=[(one.value, one.label) for one in MeetingKind if one.about_cases]
    )
    rhythm = radio(_("How often?"), Rhythm.choices)
    held_on = day(_("First day"))
    until = day(_("Until"), required=False, help_text=_("Half a year at most. Not needed for the days of a calendar."))
    days = forms.CharField(
        label=_("Further days of the calendar"),
        required=False,
        max_length=1000,
        help_text=_("Only for the days of a calendar: days like 14.12.2026, with a comma between them."),
    )
    capacity = forms.IntegerField(label=_("Cases a session"), min_value=1, max_value=20, initial=4)
    parts_by = None  # type: ignore[assignment]
    parts = forms.IntegerField(
        label=_("Parts up to date so many days before"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("By then each institution is asked to state its position. Empty: nobody is asked."),
    )
    members = forms.TypedMultipleChoiceField(
        label=_("Core team"),
        coerce=int,
        required=False,
        widget=FoldedCheckboxes(search=_("Search by name or institution")),
        help_text=_("They are invited to each session and sit at the cases that are open to their institution."),
    )
    field_order = ("kind", "rhythm", "held_on", "until", "days", "begins", "ends", "capacity", "place", "link", "chair")

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "members", by_institution(members))

    def clean_days(self) -> list[date]:
        """The days that were written."""
        found = []
        for one in self.cleaned_data["days"].replace(";", ",").split(","):
            if one.strip():
                try:
                    found.append(datetime.strptime(one.strip(), "%d.%m.%Y").replace(tzinfo=ZURICH).date())
                except ValueError as problem:
                    words = _("“%(day)s” is no day. Write days like 14.12.2026, with a comma between them.")
                    raise forms.ValidationError(words, params={"day": one.strip()}) from problem
        return found

    def clean(self) -> dict[str, Any]:
        """Until when, or on which days."""
        data = super().clean() or self.cleaned_data
        calendar = data.get("rhythm") == Rhythm.CALENDAR
        if data.get("rhythm") and not calendar and not data.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when these sessions are held."))
        if calendar and not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("Write the days of the calendar."))
        return data

    def standing(self) -> Standing:
        """What was chosen."""
        data = self.cleaned_data
        first = Place(data["held_on"], data["begins"], data["ends"], data["place"], data["link"], data["chair"])
        return Standing(
            MeetingKind(data["kind"]),
            Rhythm(data["rhythm"]),
            first,
            data["until"] or data["held_on"],
            data["capacity"],
            data["days"] if data["rhythm"] == Rhythm.CALENDAR else (),
            data["parts"],
        )


class AskOfficeForm(HouseForm):
    """Which meeting the secretariat is to arrange."""

    kind = forms.ChoiceField(
        label=_("What is held?"), choices=[(one.value, one.label) for one in MeetingKind if one.about_cases]
    )
    due_on = day(_("To be arranged until"))


class NeedsForm(HouseForm):
    """What a case needs, and what was ordered; the interpreter in a language of the person, if it is known."""

    medical_opinion = forms.BooleanField(label=_("A medical opinion is wanted"), required=False)
    opinion_ordered_on = day(
        _("Medical opinion ordered on"),
        required=False,
        help_text=_("Only where no doctor is invited here: a written opinion, for example."),
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    language = forms.ChoiceField(label=_("Into which language?"), required=False)
    interpreter_ordered_on = day(
        _("Interpreter ordered on"),
        required=False,
        help_text=_("Only where the interpreter is not invited here: ordered from an agency, for example."),
    )

    def __init__(self, *args: Any, spoken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = languages((get_language() or "de")[:2])
        first = {code: known[code] for code in (*spoken, *FIRST_LANGUAGES) if code in known}
        choose(self, "language", [("", "–"), *(first | known).items()])

    @classmethod
    def before(cls, item: AgendaItem, spoken: Sequence[str]) -> dict[str, object]:
        """What is needed already; a language of the person is proposed."""
        return {
            "medical_opinion": item.medical_opinion,
            "opinion_ordered_on": item.opinion_ordered_on,
            "interpreter": bool(item.interpreter),
            "language": item.interpreter or next(iter(spoken), ""),
            "interpreter_ordered_on": item.interpreter_ordered_on,
        }

    def clean(self) -> dict[str, Any]:
        """What was ordered is needed, and interpreted into a language."""
        data = super().clean() or self.cleaned_data
        if data.get("interpreter") and not data.get("language"):
            self.add_error("language", _("Choose the language of the interpreter."))
        for name, wanted in (("opinion_ordered_on", "medical_opinion"), ("interpreter_ordered_on", "interpreter")):
            if data.get(name) and not data.get(wanted):
                self.add_error(name, _("What was ordered is needed: say so, or leave the day empty."))
        return data

    def told(self) -> Needs:
        """What was chosen."""
        data = self.cleaned_data
        return Needs(
            data["medical_opinion"],
            data["language"] if data["interpreter"] else "",
            data.get("opinion_ordered_on"),
            data.get("interpreter_ordered_on"),
        )


class AssignForm(NeedsForm):
    """A case for the agenda, with what it needs."""

    case = forms.CharField(label=_("Case"), max_length=120, help_text=_("Its number, or the name of the person."))
    opinion_ordered_on = None  # type: ignore[assignment]
    interpreter_ordered_on = None  # type: ignore[assignment]
    field_order = ("case",)


class MoveForm(PlaceForm):
    """Another time or place."""

    version = seen_version()


class SlotsForm(HouseForm):
    """Dates that are offered: day, from, to; rows left empty are none."""

    MOST = 6
    NAMES = ("held_on", "begins", "ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(1, self.MOST + 1):
            fields = (day(_("Day"), required=False), moment(_("Begins at")), moment(_("Ends at")))
            for name, field in zip(self.NAMES, fields, strict=True):
                field.required = False
                self.fields[f"{name}_{row}"] = field

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields, a row for each date."""
        return [[self[f"{name}_{row}"] for name in self.NAMES] for row in range(1, self.MOST + 1)]

    @classmethod
    def before(cls, slots: Sequence[Slot]) -> dict[str, object]:
        """What is offered already."""
        kept = enumerate(slots[: cls.MOST], start=1)
        return {f"{name}_{row}": getattr(slot, name) for row, slot in kept for name in cls.NAMES}

    def clean(self) -> dict[str, Any]:
        """Each date with its beginning and end."""
        data = super().clean() or self.cleaned_data
        for row in range(1, self.MOST + 1):
            found = [data.get(f"{name}_{row}") for name in self.NAMES]
            broken = any(f"{name}_{row}" in self.errors for name in self.NAMES)
            if broken or not any(found):
                continue
            for name, value in zip(self.NAMES, found, strict=True):
                if not value:
                    self.add_error(f"{name}_{row}", _("Day, beginning and end belong together."))
            _held_on, begins, ends = found
            if begins and ends and ends <= begins:
                self.add_error(f"ends_{row}", _("The meeting ends before it begins."))
        return data

    def told(self) -> list[Times]:
        """The dates, in the order of the rows."""
        data = self.cleaned_data
        rows = ([data[f"{name}_{row}"] for name in self.NAMES] for row in range(1, self.MOST + 1))
        return [Times(*one) for one in rows if one[0]]


class ChooseForm(HouseForm):
    """Which of the dates suit."""

    suits = forms.TypedMultipleChoiceField(
        label=_("Which dates suit?"),
        coerce=UUID,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that suit. Tick none if no date suits."),
    )

    def __init__(self, *args: Any, slots: Iterable[Slot], values: CantonValues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "suits", [(str(one.id), self._words(one, values)) for one in slots])

    @staticmethod
    def _words(one: Slot, values: CantonValues) -> str:
        words = slot_words(one)
        return _("%(slot)s (public holiday)") % {"slot": words} if free(values, one.held_on) else words


class PeopleForm(HouseForm):
    """Who comes: people of institutions, and the persons of the cases."""

    members = forms.TypedMultipleChoiceField(
        label=_("Who comes from the institutions?"),
        coerce=int,
        required=False,
        widget=FoldedCheckboxes(search=_("Search by name or institution")),
        help_text=_("Each comes for the cases in which the own institution takes part. Ticked are those in charge."),
    )
    persons = forms.TypedMultipleChoiceField(
        label=_("Which persons concerned come?"), coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        members: Iterable[tuple[Any, Any]],
        items: Sequence[tuple[AgendaItem, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "members", members)
        if items:
            choose(self, "persons", [(str(one.id), f"{who}, {one.case.number}") for one, who in items])
        else:
            del self.fields["persons"]


class GuestForm(HouseForm):
    """Somebody without an account, for one case."""

    party = radio(_("Who comes?"), [(one.value, one.label) for one in Party if one.outside])
    institution = key(
        _("Of which institution?"), required=False, help_text=_("The consent must open the case to it on that day.")
    )
    agreed_on = day(
        _("When did the person agree?"),
        required=False,
        help_text=_("Needed where no institution is named, for example for a treating doctor."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Empty: the address of the institution, or you invite by letter or telephone and note it."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language)

    def __init__(self, *args: Any, institutions: Iterable[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "institution", [("", "–"), *((str(one.id), str(one)) for one in institutions)])

    def clean(self) -> dict[str, Any]:
        """An institution that the consent names, or the person's agreement."""
        data = super().clean() or self.cleaned_data
        if not data.get("institution") and not data.get("agreed_on") and "agreed_on" not in self.errors:
            self.add_error("agreed_on", _("Say when the person agreed that somebody from outside comes."))
        return data


class ReplyForm(HouseForm):
    """Whether somebody comes."""

    reply = radio(_("Do you come?"), [(Reply.YES.value, _("Yes, I come")), (Reply.NO.value, _("No, I cannot come"))])
    excuse = forms.ChoiceField(label=_("If not: why?"), required=False, choices=[("", "–"), *Excuse.choices])

    def told(self) -> tuple[Reply, Excuse | None]:
        """The answer and the excuse."""
        data = self.cleaned_data
        return Reply(data["reply"]), Excuse(data["excuse"]) if data["excuse"] else None


class NotedReplyForm(ReplyForm):
    """The same, noted by who organises."""

    reply = radio(_("Does the party come?"), Reply.choices)


class ReportForm(HouseForm):
    """A report that somebody without an account hands in."""

    file = FileField(label=_("Report"))


class ElsewhereForm(HouseForm):
    """How an invitation went out that ciiz does not send."""

    channel = radio(_("How did it go out?"), [(one.value, one.label) for one in ELSEWHERE])
    on = day(_("On which day?"))


class AttendanceForm(HouseForm):
    """Who was there; one choice for each who was invited."""

    def __init__(self, *args: Any, guests: Sequence[tuple[Guest, str]], **kwargs: Any) -> None:
        self._guests = guests
        super().__init__(*args, **kwargs)
        for guest, name in guests:
            self.fields[self._name(guest)] = forms.ChoiceField(
                label=name, required=False, choices=[("", "–"), *Attendance.choices]
            )

    @staticmethod
    def _name(guest: Guest) -> str:
        return f"guest_{guest.invitation.id.hex}"

    def there(self) -> dict[UUID, Attendance]:
        """What was chosen; who was left open stays open."""
        chosen = {guest.invitation.id: self.cleaned_data[self._name(guest)] for guest, _name in self._guests}
        return {one: Attendance(value) for one, value in chosen.items() if value}

    @classmethod
    def before(cls, guests: Iterable[tuple[Guest, str]]) -> dict[str, str]:
        """What is noted already; who said no is excused."""
        noted = {}
        for guest, _name in guests:
            said_no = Attendance.EXCUSED.value if guest.invitation.reply == Reply.NO else ""
            noted[cls._name(guest)] = guest.invitation.attendance or said_no
        return noted


class PositionForm(HouseForm):
    """What the own institution brings to a case."""

    category = radio(_("What is it about?"), [(one.value, one.label) for one in CATEGORIES])
    text = area(_("Position of your institution"), rows=5)
    tried = area(_("Which measures has your institution tried already?"), max_length=2000, required=False)
    measures = area(_("Which measures could your institution grant here?"), max_length=2000, required=False)
    may_decide = forms.BooleanField(label=_("Who comes for us may decide"), required=False)
    version = seen_version()


class DecisionForm(HouseForm):
    """Who does what until when."""

    text = area(_("What is decided?"), max_length=2000)
    category = forms.ChoiceField(label=_("What is it about?"), choices=[(one.value, one.label) for one in CATEGORIES])
    membership = key(_("Who does it?"))
    due_on = day(_("Until when?"))

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "membership", [("", "–"), *people(members)])


class DisputeForm(HouseForm):
    """What somebody disagrees with."""

    about = area(
        _("What is the dispute about?"),
        rows=5,
        help_text=_("Read by the coordination, the IIZ office, those who manage the case and your institution."),
    )


class DisputeSessionForm(HouseForm):
    """When the session was held."""

    held_on = day(_("Session held on"))


class DisputePositionForm(HouseForm):
    """The officer's position, and whether the legal commission is asked."""

    position = area(_("Position of the officer"), rows=6)
    referred_on = day(
        _("Referred to the legal commission on"),
        required=False,
        help_text=_(
            "Empty if it is not referred. The commission sees no case here: put the question to it without names."
        ),
    )


class DisputeAnswerForm(HouseForm):
    """What the legal commission has answered."""

    answer = area(_("Answer of the legal commission"), rows=6)
    answered_on = day(_("Answered on"))


class DisputeOutcomeForm(HouseForm):
    """How the dispute ended."""

    outcome = radio(_("How did the dispute end?"))
    words = area(_("What was settled?"), rows=4, required=False)

    def __init__(self, *args: Any, possible: Iterable[DisputeOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "outcome", [(one.value, one.label) for one in possible])
