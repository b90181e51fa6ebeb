"""The invented institutions and people of the demo canton, from `library/demo/organisations.toml`; as the owner."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import product

from django.contrib.auth.hashers import make_password
from django.db import transaction

from ciiz.foundation.i18n.fields import TranslatedText

from ..enums import ContactKind, InstitutionKind, Language, Role
from ..models import (
    Canton,
    ContactPerson,
    CooperationNetwork,
    Dispositif,
    Institution,
    Membership,
    Office,
    Region,
    Theme,
    User,
)
from ..models.user import sort_name
from ..values.build import build
from ..values.files import CANTONS, LIBRARY
from ..values.lookup import canton_values, digest
from .cantons import load_canton

PATH = LIBRARY / "demo" / "organisations.toml"
DOMAIN = "ciiz.example"


@dataclass(frozen=True, slots=True)
class DemoNames:
    """Names from which people are made up."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoInstitution:
    """An institution and how many people work there."""

    code: str
    name: TranslatedText
    language: Language
    address: str
    phone: str
    email: str
    kind: InstitutionKind = InstitutionKind.PARTNER
    dispositifs: tuple[str, ...] = ()
    region: str = ""
    front_line: int = 0
    contacts: Mapping[str, int] = field(default_factory=dict)
    weight: int = 0
    canton: str = ""


@dataclass(frozen=True, slots=True)
class DemoNeighbour:
    """Another canton: of the library, or an invented one that works by the values of the demo's. There `process` is the
    one of the library on which its cases start, if it has one of its own, `library` all that it takes over from there,
    `forms` what that process knows.
    """

    code: str
    name: TranslatedText
    process: str = ""
    library: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoNetwork:
    """A cooperation network of institutions, by code."""

    name: TranslatedText
    agreed_on: date
    institutions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoRole:
    """What a person of the demo acts as."""

    institution: str
    role: Role
    kind: ContactKind | None = None
    region: str = ""
    theme: str = ""
    percentage: int | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as."""

    email: str
    first_name: str
    last_name: str
    language: Language
    roles: tuple[DemoRole, ...]
    good_for: TranslatedText | None = None
    languages: tuple[Language, ...] = ()
    competences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demo:
    """The whole file."""

    canton: str
    office: str
    run_by: str
    website: str
    languages: tuple[Language, ...]
    valid_from: date
    password: str
    names: Mapping[str, DemoNames]
    institutions: tuple[DemoInstitution, ...]
    people: tuple[DemoPerson, ...]
    neighbours: tuple[DemoNeighbour, ...]
    networks: tuple[DemoNetwork, ...]
    elsewhere: tuple[DemoInstitution, ...]


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One line of the list that the demo prints: as whom to sign in, and what it is good for."""

    email: str
    password: str
    name: str
    roles: tuple[Role, ...]
    institution: TranslatedText
    good_for: TranslatedText


# Competences that people made up for a dispositif have.
_COMPETENCES = {
    "ALV": ("job_search", "measures", "employers"),
    "IV": ("work_capacity", "entitlements", "early_intervention"),
    "SH": ("debts", "family_housing", "entitlements"),
    "BB": ("guidance", "youth"),
    "MIG": ("asylum", "family_housing"),
    "UV": ("work_capacity", "entitlements"),
    "SUCHT": ("addiction",),
}


@cache
def demo() -> Demo:
    """The file, typed."""
    return build(Demo, tomllib.loads(PATH.read_text(encoding="utf-8")))


def demo_logins() -> list[DemoLogin]:
    """One login per role, with what each is good for in four languages."""
    names = {institution.code: institution.name for institution in demo().institutions}
    return [
        DemoLogin(
            person.email,
            demo().password,
            f"{person.first_name} {person.last_name}",
            tuple(role.role for role in person.roles),
            names[person.roles[0].institution],
            person.good_for,
        )
        for person in demo().people
        if person.good_for is not None
    ]


def demo_weights() -> dict[str, int]:
    """How the cases of the demo spread over the institutions that refer, by code."""
    return {institution.code: institution.weight for institution in demo().institutions if institution.weight}


@transaction.atomic
def load_demo_organisations(today: date) -> Canton:
    """The demo canton with its institutions and people; run again it adds what is missing and changes nothing else.

    Their entries in the directory were confirmed during the year before `today`, but for a few that are to be confirmed
    again.
    """
    canton = load_canton(demo().canton)
    cantons = {"": canton, **{wanted.code: _neighbour(canton, wanted) for wanted in demo().neighbours}}
    institutions = {
        wanted.code: _institution(cantons[wanted.canton], wanted, _confirmed(today, number))
        for number, wanted in enumerate(demo().institutions)
    }
    office, _ = Office.objects.get_or_create(
        institution=institutions[demo().office],
        defaults={
            "run_by": institutions[demo().run_by],
            "website": demo().website,
            "languages": list(demo().languages),
        },
    )
    office.cantons.add(canton)
    for wanted in demo().networks:
        if not CooperationNetwork.objects.filter(name=wanted.name).exists():
            network = CooperationNetwork.objects.create(name=wanted.name, agreed_on=wanted.agreed_on)
            network.institutions.set(institutions[code] for code in wanted.institutions)
    _people(canton, institutions, [*demo().people, *_made_up(demo().institutions, _names())], today)
    return canton


@transaction.atomic
def load_other_cantons(today: date) -> list[str]:
    """The other cantons of the library and the neighbours that have a process of their own, each with an office, its
    coordination and the institutions that stand as `elsewhere` in the file; returns their codes. After the demo canton.
    """
    names = _names()
    list(_made_up(demo().institutions, names))  # those names are taken
    codes = other_cantons()
    for number, code in enumerate(codes):
        canton = load_canton(code) if (CANTONS / code).is_dir() else Canton.objects.get(code=code)
        _small(canton, names, today, _confirmed(today, number))
    return codes


def other_cantons() -> list[str]:
    """Codes of the cantons besides the demo's own that have a process of their own there."""
    folders = sorted(path.name for path in CANTONS.iterdir() if path.is_dir() and path.name != demo().canton)
    return [*folders, *(neighbour.code for neighbour in demo().neighbours if neighbour.process)]


def _small(canton: Canton, names: Mapping[str, Iterator[tuple[str, str]]], today: date, confirmed_on: date) -> None:
    """A few institutions of a canton, an office that coordinates, and who works there."""
    language = next(Language(one) for one in canton.languages if one in names)
    head = canton_values(canton.code).letter_head
    wanted = [_of(canton.code, one, language) for one in demo().elsewhere]
    wanted = [replace(one, name=head.office) if one.kind is InstitutionKind.OFFICE else one for one in wanted]
    institutions = {one.code: _institution(canton, one, confirmed_on) for one in wanted}
    place = next(one.code for one in wanted if one.kind is InstitutionKind.OFFICE)
    office, _ = Office.objects.get_or_create(institution=institutions[place], defaults={"languages": [language]})
    office.cantons.add(canton)
    regions = [DemoRole(place, Role.REGIONAL, region=one.code) for one in Region.objects.filter(canton=canton)]
    themes = [DemoRole(place, Role.THEMATIC, theme=one.code) for one in Theme.objects.filter(canton=canton)]
    first = next(one.code for one in wanted if one.kind is not InstitutionKind.OFFICE)
    staff = {
        "coordination": (*regions, *themes),
        "officer": (DemoRole(place, Role.OFFICER),),
        "contact": (DemoRole(first, Role.CONTACT, ContactKind.ADULT, percentage=15),),
    }
    people = [
        DemoPerson(f"{local}-{canton.code.lower()}@{DOMAIN}", *next(names[language]), language, roles)
        for local, roles in staff.items()
    ]
    _people(canton, institutions, [*people, *_made_up(wanted, names)], today)


def _of(canton: str, pattern: DemoInstitution, language: Language) -> DemoInstitution:
    """An institution of a canton after a pattern."""
    code = f"{pattern.code}-{canton}"
    name = TranslatedText({key: f"{text} {canton}" for key, text in pattern.name.items()})
    return replace(pattern, code=code, name=name, language=language, email=f"{code.lower()}@{DOMAIN}")


def _neighbour(canton: Canton, wanted: DemoNeighbour) -> Canton:
    if (CANTONS / wanted.code).is_dir():
        return load_canton(wanted.code)
    values = {**canton.values, "code": wanted.code}
    if wanted.process:
        own = {"entry": wanted.process, "library": list(wanted.library), "choices": {"naming": "session"}}
        process = {**values["process"], **own}
        head = {**values["letter_head"], "office": wanted.name}
        values |= {"process": process, "forms": list(wanted.forms), "themes": [], "letter_head": head}
    neighbour, is_new = Canton.objects.get_or_create(
        code=wanted.code,
        defaults={
            "name": wanted.name,
            "languages": canton.languages,
            "values": values,
            "values_digest": digest(values),
        },
    )
    if is_new and wanted.process:
        Region.objects.create(canton=neighbour, code=wanted.code, name=wanted.name)
    return neighbour


def _confirmed(today: date, number: int) -> date:
    """One entry in ten is more than a year old."""
    return today - timedelta(days=400 if number % 10 == 7 else 30 * (number % 11) + 5)


def _institution(canton: Canton, wanted: DemoInstitution, confirmed_on: date) -> Institution:
    institution, is_new = Institution.objects.get_or_create(
        code=wanted.code,
        defaults={
            "canton": canton,
            "kind": wanted.kind,
            "name": wanted.name,
            "language": wanted.language,
            "region": Region.objects.get(canton=canton, code=wanted.region) if wanted.region else None,
            "address": wanted.address,
            "phone": wanted.phone,
            "email": wanted.email,
            "confirmed_on": confirmed_on,
        },
    )
    if is_new:
        institution.dispositifs.set(Dispositif.objects.filter(code__in=wanted.dispositifs))
    return institution


def _names() -> dict[str, Iterator[tuple[str, str]]]:
    """Names from which people are made up, by language, always in the same order."""
    taken = {(person.first_name, person.last_name) for person in demo().people}
    return {language: _pairs(lists, taken) for language, lists in demo().names.items()}


def _made_up(
    institutions: Iterable[DemoInstitution], names: Mapping[str, Iterator[tuple[str, str]]]
) -> Iterator[DemoPerson]:
    """The other people of each institution, always the same ones: names run through all pairs in a fixed order."""
    for institution in institutions:
        kinds = [ContactKind(kind) for kind, number in institution.contacts.items() for _ in range(number)]
        roles = [DemoRole(institution.code, Role.FRONT_LINE)] * institution.front_line
        roles += [DemoRole(institution.code, Role.CONTACT, kind, percentage=15) for kind in kinds]
        for role in roles:
            first, last = next(names[institution.language])
            local = sort_name(first, last).replace(" ", ".").replace("-", "")
            offered = [code for dispositif in institution.dispositifs for code in _COMPETENCES.get(dispositif, ())]
            yield DemoPerson(
                email=f"{local}@{DOMAIN}",
                first_name=first,
                last_name=last,
                language=institution.language,
                roles=(role,),
                languages=(institution.language,),
                competences=tuple(dict.fromkeys(offered)) if role.role is Role.CONTACT else (),
            )


def _pairs(names: DemoNames, taken: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """First and last names shifted against each other, so that neighbours share neither."""
    for shift, (number, first) in product(range(len(names.last)), enumerate(names.first)):
        pair = (first, names.last[(number + shift) % len(names.last)])
        if pair not in taken:
            yield pair


def _people(canton: Canton, institutions: Mapping[str, Institution], people: list[DemoPerson], today: date) -> None:
    known = set(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    new = [person for person in people if person.email not in known]
    password = _password()
    users = User.objects.bulk_create(
        User(
            email=person.email,
            first_name=person.first_name,
            last_name=person.last_name,
            sort_name=sort_name(person.last_name, person.first_name),
            language=person.language,
            password=password,
        )
        for person in new
    )
    regions = {region.code: region for region in Region.objects.filter(canton=canton)}
    themes = {theme.code: theme for theme in Theme.objects.filter(canton=canton)}
    contacts: dict[str, list[Membership]] = {}
    for person, user in zip(new, users, strict=True):
        for role in person.roles:
            membership = Membership.objects.create(
                user=user,
                institution=institutions[role.institution],
                role=role.role,
                region=regions.get(role.region),
                theme=themes.get(role.theme),
                contact_kind=role.kind or "",
                percentage=role.percentage,
                valid_from=demo().valid_from,
            )
            if role.role is Role.CONTACT:
                _entry(membership, person, len(contacts), _confirmed(today, membership.id))
                contacts.setdefault(role.institution, []).append(membership)
    for colleagues in contacts.values():
        _deputies(colleagues)


@cache
def _password() -> str:
    """One hash for all: computing it is slow on purpose, and everybody in the demo has the same password."""
    return make_password(demo().password)


def _entry(membership: Membership, person: DemoPerson, number: int, confirmed_on: date) -> None:
    ContactPerson.objects.create(
        membership=membership,
        phone=f"027 000 {number:02d} {membership.id % 90 + 10}",
        competences=list(person.competences),
        languages=[*person.languages] or [person.language],
        confirmed_on=confirmed_on,
    )


def _deputies(colleagues: list[Membership]) -> None:
    """Each one's deputy is the next colleague; who is alone has none."""
    if len(colleagues) < 2:
        return
    for position, membership in enumerate(colleagues):
        membership.deputy = colleagues[(position + 1) % len(colleagues)]
        membership.save(update_fields=["deputy"])
