"""What a line and an entry of the directory show: plain values, so that no template computes."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.access.public import Actor
from ciiz.domain.organisations.enums import ContactKind, Language, Role
from ciiz.domain.organisations.public import (
    CantonValues,
    CooperationNetwork,
    Institution,
    Membership,
    by_code,
    is_stale,
    networks,
    office,
    office_people,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the directory."""

    url: str
    name: str
    role: str
    area: str
    institution: str
    dispositifs: str
    region: str
    phone: str
    email: str
    competences: list[str]
    languages: list[str]
    absent_until: date | None
    deputy: str
    deputy_url: str
    confirmed_on: date | None
    stale: bool


def line(membership: Membership, values: CantonValues, today: date) -> Line:
    """The line of a membership whose relations are loaded."""
    contact = getattr(membership, "contact", None)
    institution = membership.institution
    deputy = membership.deputy
    kept = contact or institution
    found = [by_code(values.competences, code) for code in (contact.competences if contact else ())]
    languages = contact.languages if contact else [membership.user.language]
    return Line(
        url=reverse("directory_entry", args=[membership.id]),
        name=membership.user.full_name,
        role=str(Role(membership.role).label),
        area=_area(membership),
        institution=str(institution),
        dispositifs=" · ".join(str(one) for one in institution.dispositifs.all()),
        region=str(membership.region or institution.region or _("whole canton")),
        phone=(contact.phone if contact else "") or institution.phone,
        email=membership.user.email,
        competences=[str(one) for one in found if one],
        languages=[str(Language(code).label) for code in languages if code in Language],
        absent_until=membership.absent_to if membership.is_absent(today) else None,
        deputy=deputy.user.full_name if deputy else "",
        deputy_url=reverse("directory_entry", args=[deputy.id]) if deputy else "",
        confirmed_on=kept.confirmed_on,
        stale=is_stale(kept.confirmed_on, values, today),
    )


@dataclass(frozen=True, slots=True)
class OfficeBlock:
    """The IIZ office of the canton: who it is and how it is reached."""

    name: str
    run_by: str
    address: str
    phone: str
    email: str
    website: str
    languages: list[str]
    people: list[Line]


@dataclass(frozen=True, slots=True)
class Network:
    """A cooperation network with its members, grouped by canton."""

    name: str
    agreed_on: date | None
    members: list[tuple[str, list[Institution]]]


def around(actor: Actor, values: CantonValues) -> dict[str, object]:
    """What stands around the list of people: the office above, the networks below."""
    found = office(actor)
    block = None
    if found is not None:
        institution = found.institution
        block = OfficeBlock(
            name=str(institution),
            run_by=str(found.run_by or ""),
            address=institution.address,
            phone=institution.phone,
            email=institution.email,
            website=found.website,
            languages=[str(Language(code).label) for code in found.languages or [institution.language]],
            people=[line(one, values, actor.today) for one in office_people(actor, found)],
        )
    return {"office": block, "networks": [_network(one) for one in networks(actor)]}


def _network(network: CooperationNetwork) -> Network:
    members: dict[str, list[Institution]] = {}
    for one in sorted(network.institutions.all(), key=lambda one: (one.canton_id, one.code)):
        members.setdefault(str(one.canton), []).append(one)
    return Network(str(network), network.agreed_on, list(members.items()))


def _area(membership: Membership) -> str:
    """What the role is about: the kind of contact person or the theme."""
    if membership.contact_kind:
        return str(ContactKind(membership.contact_kind).label)
    return str(membership.theme or "")
