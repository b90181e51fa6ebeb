"""The small canton in which tests play: planted once into the template database, as owner.

Three partner institutions, a second contact person at each, the IIZ office, two regions, one theme and a membership
for every role. `act(name)` enters the actor's context as an entrance would.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q

from ciiz.domain.access.public import Actor, enter
from ciiz.domain.organisations.enums import ContactKind, InstitutionKind, Role
from ciiz.domain.organisations.models import (
    Canton,
    Dispositif,
    Institution,
    Membership,
    Office,
    Region,
    Theme,
    User,
)
from ciiz.domain.organisations.values import digest
from ciiz.domain.organisations.values.files import CANTONS, read_folder
from ciiz.foundation.i18n.fields import TranslatedText
from tests.harness import day

TODAY = day.TODAY
BEGIN = date(2020, 1, 1)

COMMUNES = [{"name": "Oberdorf", "region": "upper"}, {"name": "Mitteldorf", "region": "centre"}]
INSTITUTIONS = {"RAV": "ALV", "SMZ": "SH", "IV": "IV"}
PEOPLE = {
    "rav.front": ("RAV", Role.FRONT_LINE),
    "rav.front2": ("RAV", Role.FRONT_LINE),
    "rav.contact": ("RAV", Role.CONTACT),
    "rav.contact2": ("RAV", Role.CONTACT),
    "smz.front": ("SMZ", Role.FRONT_LINE),
    "smz.contact": ("SMZ", Role.CONTACT),
    "iv.front": ("IV", Role.FRONT_LINE),
    "iv.contact": ("IV", Role.CONTACT),
    "regional": ("IIZ", Role.REGIONAL),
    "regional.other": ("IIZ", Role.REGIONAL),
    "thematic": ("IIZ", Role.THEMATIC),
    "secretariat": ("IIZ", Role.SECRETARIAT),
    "officer": ("IIZ", Role.OFFICER),
    "legal": ("IIZ", Role.LEGAL),
    "steering": ("IIZ", Role.STEERING),
    "national": ("IIZ", Role.NATIONAL),
}


def plant() -> None:
    """Writes the world; as owner, into an empty database."""
    values = {**read_folder(CANTONS / "VS").values, "code": "ZZ", "communes": COMMUNES}
    canton = Canton.objects.create(
        code="ZZ", name=TranslatedText.same("Testkanton"), values=values, values_digest=digest(values)
    )
    if apps.is_installed("ciiz.domain.processes"):
        from ciiz.domain.processes.public import install

        install(canton="ZZ", values={"closing_role": values["closing"]["role"]}, on=BEGIN)
    upper, centre = (
        Region.objects.create(canton=canton, code=code, name=TranslatedText.same(code)) for code in ("upper", "centre")
    )
    youth = Theme.objects.create(canton=canton, code="youth", name=TranslatedText.same("youth"))
    for code in ("ALV", "SH", "IV"):
        Dispositif.objects.get_or_create(
            code=code, defaults={"name": TranslatedText.same(code), "abbreviation": TranslatedText.same(code)}
        )
    for code, dispositif in INSTITUTIONS.items():
        institution = Institution.objects.create(
            canton=canton,
            region=upper,
            code=code,
            name=TranslatedText.same(f"{code} Test"),
            confirmed_on=TODAY,
        )
        institution.dispositifs.add(Dispositif.objects.get(code=dispositif))
    office = Institution.objects.create(
        canton=canton,
        code="IIZ",
        name=TranslatedText.same("IIZ Test"),
        kind=InstitutionKind.OFFICE,
        confirmed_on=TODAY,
    )
    Office.objects.create(institution=office).cantons.add(canton)
    for name, (code, role) in PEOPLE.items():
        Membership.objects.create(
            user=User.objects.create_user(f"{name}@test.example", first_name=name, last_name="Test"),
            institution=Institution.objects.get(code=code),
            role=role,
            region={"regional": upper, "regional.other": centre}.get(name),
            theme=youth if role is Role.THEMATIC else None,
            contact_kind=ContactKind.ADULT if role is Role.CONTACT else "",
            valid_from=BEGIN,
        )


def membership(name: str) -> Membership:
    """The membership of one of `PEOPLE`."""
    return Membership.objects.get(user__email=f"{name}@test.example")


def institution(code: str) -> Institution:
    """One of the institutions, or "IIZ" for the office."""
    return Institution.objects.get(code=code)


def become(name: str, today: date = TODAY, *, read_only: bool = False) -> Actor:
    """Makes the running transaction act as this person on this day, until somebody else takes over."""
    who = membership(name)
    actor = enter(membership_id=who.id, user_id=who.user_id, today=today, read_only=read_only)
    assert actor is not None
    return actor


def looked_after(dossier_id: UUID, *, by: str = "regional", since: date = TODAY) -> None:
    """The coordination has the dossier, without the referral that the guards ask for; for tests of single contexts."""
    who = membership(by)
    audiences = apps.get_model("access.Audience").objects.filter(
        Q(institution=who.institution, kind="office") | Q(region__isnull=False, region=who.region)
    )
    with connection.cursor() as cursor:
        for audience in audiences:
            cursor.execute(
                "SELECT shortcuts.look_after(%s, %s, %s, %s)", [dossier_id, who.institution_id, audience.pk, since]
            )


@contextmanager
def act(name: str, today: date = TODAY) -> Iterator[Actor]:
    """The same, as a savepoint: what fails inside is undone."""
    with transaction.atomic():
        yield become(name, today)
