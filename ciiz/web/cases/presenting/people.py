"""Who the person is, who is at work for them, and how institutions judge their work capacity."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.cases.enums import Stage
from ciiz.domain.cases.public import Assignment, Case, Milestone
from ciiz.domain.organisations.enums import Role
from ciiz.domain.organisations.public import Membership
from ciiz.domain.persons.enums import Absence
from ciiz.domain.persons.public import Capacities, Person
from ciiz.foundation.i18n.phrases import colon, day
from ciiz.web.components.data import Kind, Text

from ..lines import KINDS
from ..words import age

MANY = 2


@dataclass(frozen=True, slots=True)
class Head:
    """Heading of the page."""

    name: str
    meta: Sequence[str]
    chip: Text
    chip_kind: Kind


def head(actor: Actor, case: Case, person: Person | None, days: Milestone | None) -> Head:
    """Name, the stage as a chip as in every list; form of the cooperation, age, language, commune, who referred.

    Which form it takes is open until the referral is decided.
    """
    stage = Stage(case.stage)
    undecided = stage.before_decision or stage is Stage.FORWARDED
    meta = [] if undecided else [colon(_("Form"), case.get_form_display())]
    if person is not None:
        if person.birth_date is not None:
            born = {"day": day(person.birth_date), "age": age(person.birth_date, actor.today)}
            meta.append(_("born %(day)s (%(age)s)") % born)
        meta.append(person.get_correspondence_display())
        meta.append(person.commune)
    referred = (days.forwarded_on or days.begun_on) if days else None
    by = {"institution": str(case.contributor), "day": day(referred or case.opened_on)}
    meta.append(_("referred by %(institution)s on %(day)s") % by)
    if case.region or case.theme:
        meta.append(str((case.theme or case.region).name))  # type: ignore[union-attr]
    name = str(person) if person else case.number
    return Head(name, [part for part in meta if part], stage.label, KINDS.get(stage, ""))


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the case team."""

    name: str
    function: Text
    place: str
    phone: str = ""
    leads: bool = False
    note: str = ""

    @property
    def dial(self) -> str:
        """The number as telephones dial it."""
        return "".join(character for character in self.phone if character.isdigit() or character == "+")


@dataclass(frozen=True, slots=True)
class Place:
    """An institution that takes part, with its contact persons who are not in charge themselves."""

    name: str
    members: Sequence[Member]

    @property
    def many(self) -> bool:
        """So many that they are folded away."""
        return len(self.members) > MANY


@dataclass(frozen=True, slots=True)
class Team:
    """Those in charge, then the institutions that take part."""

    lead: Sequence[Member]
    places: Sequence[Place]


def team(
    case: Case, reachable: Iterable[Membership], assignments: Sequence[Assignment], institutions: Iterable[int]
) -> Team:
    """Case manager first, deputy, coordination; then by institution the contact persons of those that take part."""
    functions = {
        case.case_manager_id: _("Case manager"),
        case.deputy_id: _("Deputy"),
        case.coordinator_id: "",
    }
    order = [key for key in (case.case_manager_id, case.deputy_id, case.coordinator_id) if key is not None]
    wanted = set(institutions)
    people = {member.id: member for member in reachable}
    since = {row.membership_id: row.valid_from for row in assignments if row.valid_to is None}
    lead: list[Member] = []
    places: dict[str, list[Member]] = {}
    for key in dict.fromkeys((*order, *people)):
        member = people.get(key)
        if member is None:
            continue
        place = str(member.institution)
        function = functions.get(key) or member.get_role_display()
        note = _("since %(day)s") % {"day": day(since[key])} if key in since else ""
        shown = Member(member.user.full_name, function, place, phone_of(member), key == case.case_manager_id, note)
        if key in order:
            lead.append(shown)
        elif member.role == Role.CONTACT and member.institution_id in wanted:
            places.setdefault(place, []).append(shown)
    return Team(lead, [Place(name, places[name]) for name in sorted(places)])


def phone_of(member: Membership) -> str:
    """The person's own number, else that of the institution."""
    contact = getattr(member, "contact", None) if member.role == Role.CONTACT else None
    return (contact.phone if contact else "") or member.institution.phone


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one institution judges the work capacity."""

    institution: str
    value: str
    basis: Text
    on: str
    start: bool


def judgements(capacities: Capacities) -> list[Judgement]:
    """The latest of each institution, the referrer's starting point marked."""
    rows = list(capacities.latest)
    if capacities.start is not None and capacities.start not in rows:
        rows.append(capacities.start)
    return [
        Judgement(
            str(row.contributor),
            f"{row.percent}\N{NO-BREAK SPACE}%"
            if row.percent is not None
            else str(Absence(row.absent["percent"]).label),
            row.get_basis_display(),
            day(row.judged_on),
            row.starting_point,
        )
        for row in rows
    ]
