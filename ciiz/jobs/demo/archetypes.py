"""The archetype cases of the demo canton: every way a case goes, played through the journeys.

An archetype is a path (how far and how it goes), a cast (which dispositifs, who refers) and a language; `weight` is its
share of a hundred cases (none: played and not cloned). Ended ones are spread over three years when they are cloned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from ciiz.domain.organisations.enums import CaseForm
from ciiz.jobs.play import People, Player

from . import paths
from .paths import Calendar, Path
from .people import Identity


@dataclass(frozen=True, slots=True)
class Archetype:
    """One case to play; `days` is how long the path takes, `ended` whether it may lie anywhere in three years.

    `known`: those as whom one signs in to the demo have it before them. `entitled`: so many days from today the
    entitlement ends. `once`: the same person in both languages, known by the AHV number.
    """

    name: str
    path: Path
    days: int
    weight: float
    ended: bool = False
    cast: str = "RAV+SMZ"
    theme: str = ""
    indicated: CaseForm = CaseForm.ROUND_TABLE
    known: bool = False
    entitled: int = 0
    once: bool = False


CASTS: dict[str, dict[str, tuple[str, ...]]] = {
    "RAV+SMZ": {"de": ("RAV-FIRNEGG", "SMZ-FIRNEGG"), "fr": ("ORP-MONTSOLAZ", "CMS-MONTSOLAZ")},
    "SMZ+RAV+IV": {
        "de": ("SMZ-FIRNEGG", "RAV-FIRNEGG", "IV-MONTSOLAZ"),
        "fr": ("CMS-MONTSOLAZ", "ORP-MONTSOLAZ", "IV-MONTSOLAZ"),
    },
    "RAV+IV": {"de": ("RAV-FIRNEGG", "IV-MONTSOLAZ"), "fr": ("ORP-MONTSOLAZ", "IV-MONTSOLAZ")},
    "IV+RAV": {"de": ("IV-MONTSOLAZ", "RAV-FIRNEGG"), "fr": ("IV-MONTSOLAZ", "ORP-MONTSOLAZ")},
    "SMZ+SUCHT+RAV": {
        "de": ("SMZ-STEINLAUEN", "SUCHT-MONTSOLAZ", "RAV-FIRNEGG"),
        "fr": ("CMS-MONTSOLAZ", "SUCHT-MONTSOLAZ", "ORP-MONTSOLAZ"),
    },
    "UV+RAV": {"de": ("UV-MONTSOLAZ", "RAV-FIRNEGG"), "fr": ("UV-MONTSOLAZ", "ORP-MONTSOLAZ")},
    "COACHING": {"de": ("ORP-ROCHEVAN", "CMS-ROCHEVAN"), "fr": ("ORP-ROCHEVAN", "CMS-ROCHEVAN")},
    "BIZ+RAV": {"de": ("BIZ-FIRNEGG", "RAV-FIRNEGG"), "fr": ("OP-MONTSOLAZ", "ORP-MONTSOLAZ")},
    "MIG+RAV": {"de": ("MIG-STEINLAUEN", "RAV-FIRNEGG"), "fr": ("MIG-MONTSOLAZ", "ORP-MONTSOLAZ")},
}


PATHS = (
    Archetype("waits-for-completion", paths.waits_for_completion, 3, 0.7, known=True),
    Archetype("waits-for-consent", paths.waits_for_consent, 6, 0.7, cast="RAV+IV", known=True),
    Archetype("waits-for-triage", paths.waits_for_triage, 9, 1.0, known=True),
    Archetype("waits-for-triage-three", paths.waits_for_triage, 11, 0.8, cast="SMZ+RAV+IV"),
    Archetype("opened-by-law", paths.opened_by_law, 10, 0.4, cast="RAV+IV", known=True),
    Archetype("agreed-directly", paths.agreed_directly, 8, 0.6, known=True, indicated=CaseForm.NETWORK),
    Archetype("known-twice", paths.waits_for_triage, 8, 0, known=True, once=True),
    Archetype("asked-back", paths.asked_back, 12, 0.6, cast="IV+RAV", known=True),
    Archetype("waits-for-session", paths.waits_for_session, 20, 1.4, known=True),
    Archetype("left-alone", paths.left_alone, 22, 0.4, cast="RAV+IV", known=True),
    Archetype("waits-for-case-manager", paths.waits_for_case_manager, 32, 0.8, cast="SMZ+RAV+IV", known=True),
    Archetype("disputed", paths.disputed, 58, 0, cast="RAV+IV", known=True),
    Archetype("disputed-once-held", paths.disputed_once_held, 39, 0, known=True),
    Archetype("disputed-before-commission", paths.disputed_before_commission, 41, 0, known=True),
    Archetype("disputed-to-settle", paths.disputed_to_settle, 42, 0, cast="SMZ+RAV+IV", known=True),
    Archetype("waits-for-first-talk", paths.waits_for_first_talk, 38, 0.7, known=True),
    Archetype("waits-for-plan", paths.waits_for_plan, 42, 1.0, known=True),
    Archetype("waits-for-signature", paths.waits_for_signature, 45, 0.6, cast="RAV+IV", known=True),
    Archetype("waits-for-validation", paths.waits_for_validation, 50, 0.8, known=True),
    Archetype("sent-back", paths.sent_back, 54, 0.4, cast="SMZ+RAV+IV", known=True),
    Archetype("begun", paths.begun, 95, 2.2, known=True),
    Archetype("asks-for-session", paths.asks_for_session, 98, 0.6, cast="SMZ+RAV+IV", known=True),
    Archetype("under-way", paths.under_way, 205, 2.8, cast="SMZ+RAV+IV"),
    Archetype("consent-ends-soon", paths.consent_ends_soon, 182, 1.2, cast="RAV+IV", known=True),
    Archetype("consent-over", paths.consent_over, 180, 0.8, known=True, entitled=40),
    Archetype("plan-changes", paths.plan_changes, 143, 0.8, cast="SMZ+SUCHT+RAV", known=True),
    Archetype("second-plan", paths.second_plan, 210, 1.6, cast="SMZ+RAV+IV"),
    Archetype("team-looked", paths.team_looked, 200, 1.2, cast="UV+RAV", known=True),
    Archetype("waits-for-finish", paths.waits_for_finish, 234, 0.5, known=True),
    Archetype("waits-for-report", paths.waits_for_report, 220, 0.8, known=True),
    Archetype("waits-for-request", paths.waits_for_request, 226, 0.5, known=True),
    Archetype("waits-for-closing", paths.waits_for_closing, 232, 0.7, cast="SMZ+RAV+IV"),
    Archetype("waits-for-receiver", paths.waits_for_receiver, 168, 0.7, known=True),
    Archetype("returned", paths.returned, 14, 7.0, ended=True),
    Archetype("returned-by-telephone", paths.returned_by_telephone, 10, 3.0, ended=True, cast="IV+RAV"),
    Archetype("answered-then-returned", paths.answered_then_returned, 24, 2.5, ended=True, cast="SMZ+RAV+IV"),
    Archetype("integrated", paths.integrated, 240, 20.5, ended=True),
    Archetype("integrated-three", paths.integrated, 240, 7.0, ended=True, cast="SMZ+RAV+IV"),
    Archetype("integrated-late", paths.integrated_late, 430, 6.0, ended=True, cast="RAV+IV"),
    Archetype("asked-half-a-year-later", paths.asked_half_a_year_later, 384, 0.6),
    Archetype("integrated-after-accident", paths.integrated, 240, 3.0, ended=True, cast="UV+RAV"),
    Archetype("integrated-youth", paths.integrated, 240, 4.0, ended=True, cast="BIZ+RAV", theme="youth"),
    Archetype("under-way-asylum", paths.under_way, 205, 1.0, cast="MIG+RAV", theme="asylum"),
    Archetype("handed-over", paths.handed_over, 202, 9.0, ended=True),
    Archetype("broken-off", paths.broken_off, 135, 7.5, ended=True, cast="SMZ+SUCHT+RAV"),
    Archetype("ended-otherwise", paths.ended_otherwise, 162, 4.5, ended=True),
    Archetype("followed-by-network", paths.followed_by_network, 256, 3.5, ended=True, cast="SMZ+RAV+IV"),
    Archetype("solved-bilaterally", paths.solved_bilaterally, 50, 3.0, ended=True),
    Archetype("coached", paths.coached, 19, 0.2, cast="COACHING", indicated=CaseForm.COACHING, known=True),
    *(
        Archetype(
            f"coached-to-{name.replace('_', '-')}",
            paths.coached_until(name),
            paths.COACHING[before] + (80 if name == "follow_up" else 4),
            0,
            cast="COACHING",
            indicated=CaseForm.COACHING,
            known=True,
        )
        for before, name in pairwise(paths.COACHING)
    ),
    Archetype(
        "coaching-to-report", paths.coached_until(""), 155, 0, cast="COACHING", indicated=CaseForm.COACHING, known=True
    ),
    Archetype(
        "coaching-to-close", paths.coaching_reported, 146, 0, cast="COACHING", indicated=CaseForm.COACHING, known=True
    ),
    Archetype("coached-to-the-end", paths.coached_to_the_end, 212, 3.0, ended=True, indicated=CaseForm.COACHING),
    Archetype("nothing-indicated", paths.checked, 2, 4.0, ended=True, indicated=CaseForm.NONE),
    Archetype("network-enough", paths.checked, 2, 4.0, ended=True, cast="SMZ+RAV+IV", indicated=CaseForm.NETWORK),
)
STEPS = (
    Archetype(
        "waits-for-assessment",
        paths.accepted(CaseForm.ASSESSMENT),
        20,
        0,
        cast="BIZ+RAV",
        theme="youth",
        indicated=CaseForm.ASSESSMENT,
    ),
    Archetype("asks-for-network-session", paths.asks_for_network_session, 98, 0, cast="BIZ+RAV", theme="youth"),
    Archetype("asks-for-assessment", paths.asks_for_assessment, 98, 0, cast="BIZ+RAV", theme="youth"),
    Archetype("waits-for-stock", paths.waits_for_stock, 97, 0, cast="BIZ+RAV", theme="youth"),
    Archetype("waits-for-change", paths.waits_for_change, 234, 0, cast="BIZ+RAV", theme="youth"),
)
"""Steps at which none of the others stands; never copied."""
LANGUAGES = ("de", "fr")
AGES = {"youth": (18.5, 23.5), "asylum": (26.0, 45.0)}
PERMITS: dict[str, Sequence[str]] = {"asylum": ("F",), "youth": ("swiss", "C")}


def play(
    archetype: Archetype,
    people: People,
    identity: Identity,
    *,
    number: int,
    language: str,
    today: date,
    institutions: Sequence[str] = (),
) -> UUID:
    """Plays one archetype up to just before today, by other institutions than its cast's if some are given; returns its
    dossier.
    """
    day = Calendar(today - timedelta(days=archetype.days))
    cast = people.leading if archetype.known else people
    case = Player(cast, institutions or CASTS[archetype.cast][language], number=number, language=language)
    case.check(
        day[0],
        identity={
            "family_name": identity.family_name,
            "given_names": identity.given_names,
            "birth_date": identity.birth_date,
            "sex": identity.sex,
            "nationality": identity.nationality,
            "languages": [identity.language],
            "correspondence": language,
            "commune": identity.commune,
            "permit": identity.permit,
            "ahv_number": identity.ahv_number,
        },
        indicated=archetype.indicated,
    )
    registered = 60 + 37 * (number % 9)
    case.describe(
        day[0],
        dispositif=_branch(case.institutions[0]),
        file_number=f"{case.institutions[0]}-{number:04d}",
        since=day[-registered],
        entitlement_until=today + timedelta(days=archetype.entitled)
        if archetype.entitled
        else day[300 + 20 * (number % 5)],
        capacity=30 + 10 * (number % 6),
    )
    archetype.path(case, day)
    return case.dossier_id


def _branch(institution: str) -> str:
    """The dispositif of a referring institution."""
    return {
        "RAV": "ALV", "ORP": "ALV", "SMZ": "SH", "CMS": "SH", "IV": "IV", "UV": "UV", "BIZ": "BB", "OP": "BB",
        "MIG": "MIG", "SUCHT": "SUCHT",
    }[institution.split("-", maxsplit=1)[0]]  # fmt: skip
