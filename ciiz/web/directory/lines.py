"""What a line and an entry of the directory show: plain values, so that no template computes."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from ciiz.domain.organisations.enums import ContactKind, Language, Role
from ciiz.domain.organisations.public import CantonValues, Membership, by_code


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


def line(membership: Membership, values: CantonValues, today: date) -> Line:
    """The line of a membership whose relations are loaded."""
    contact = getattr(membership, "contact", None)
    institution = membership.institution
    absent = bool(contact and contact.absent_from and contact.absent_from <= today <= contact.absent_to)
    deputy = contact.deputy.membership if contact and contact.deputy else None
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
        absent_until=contact.absent_to if contact and absent else None,
        deputy=deputy.user.full_name if deputy else "",
        deputy_url=reverse("directory_entry", args=[deputy.id]) if deputy else "",
    )


def _area(membership: Membership) -> str:
    """What the role is about: the kind of contact person or the theme."""
    if membership.contact_kind:
        return str(ContactKind(membership.contact_kind).label)
    return str(membership.theme or "")
