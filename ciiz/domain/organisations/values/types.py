"""What a canton may decide, one frozen class a subject; `source` says where the value comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol, TypeVar

from ciiz.foundation.i18n.fields import TranslatedText
from ciiz.foundation.terms import Term

from ..enums import OTHER, CaseForm, CriterionKind, Language, LawLevel, NationalExit, Part, Role, RunningCases

CATEGORIES = ("basic", "social", "work", "health", "finance", "documents")
"""Codes of `ciiz.domain.access.enums.Category`, which stands above (a test compares)."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An entry of a coded list: a code that is stored and its words; `hint` helps to choose."""

    code: str
    name: TranslatedText
    hint: TranslatedText | None = None

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class ExitReason:
    """Why a case ended; `national` is the code under which the national monitoring counts it."""

    code: str
    name: TranslatedText
    national: NationalExit
    hint: TranslatedText | None = None
    needs_receiver: bool = False

    @property
    def integrated(self) -> bool:
        """The person works in the primary labour market."""
        return self.national is NationalExit.INTEGRATED

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One aspect of the selection form; a guideline with a plain hint, never a gate."""

    code: str
    name: TranslatedText
    hint: TranslatedText
    kind: CriterionKind = CriterionKind.ASPECT

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class Criteria:
    """A version of the selection criteria; stored with the case, because it says by what the case was counted."""

    version: str
    valid_from: date
    rule: TranslatedText
    criteria: tuple[Criterion, ...]
    source: str
    suggested_from: int = 0

    def suggests(self, met: frozenset[str]) -> bool:
        """Enough aspects hold and no exclusion does: what the form hints at, never what it decides."""
        kinds = {one.code: one.kind for one in self.criteria}
        aspects = sum(kinds.get(code) is CriterionKind.ASPECT for code in met)
        excluded = any(kinds.get(code) in (CriterionKind.EXCLUSION, CriterionKind.TIME) for code in met)
        return aspects >= self.suggested_from and not excluded


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who decides on a referral, and how a return is given."""

    decides: tuple[Part, ...]
    return_by_telephone: bool
    source: str


@dataclass(frozen=True, slots=True)
class Closing:
    """Who closes a case that the case manager asks to close, and how long founder and leader still see it (days).

    `coaching_role` closes a coaching, which has no case manager.
    """

    role: Part
    coaching_role: Part
    letter_signed_by: Part
    sight_days: int
    source: str

    def by(self, *, coached: bool) -> Part:
        """Who closes a case, coached or not."""
        return self.coaching_role if coached else self.role


@dataclass(frozen=True, slots=True)
class CheckRules:
    """How many months an IIZ check that came to nothing is kept after the last thing that happened in its dossier."""

    kept_months: int
    source: str

    def __post_init__(self) -> None:
        if self.kept_months < 1:
            raise ValueError("kept_months is at least 1")


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """When the consent is needed, how long the form lets it last, and how short it is where it says nothing."""

    needed_at: str
    default_months: int
    longest_months: int
    one_off_days: int
    not_stated_days: int
    warning_days: int
    survey_outlives_closing: bool
    source: str

    def __post_init__(self) -> None:
        if self.needed_at not in ("forwarding", "acceptance"):
            raise ValueError("needed_at is forwarding or acceptance")
        if not 0 < self.default_months <= self.longest_months:
            raise ValueError("default_months is at least 1 and at most longest_months")
        if not 0 < self.one_off_days <= self.not_stated_days:
            raise ValueError("one_off_days is at least 1 and at most not_stated_days")


LONGEST_DAYS, LONGEST_MONTHS = 1830, 60
"""What is longer is a slip: nobody waits five years for a talk."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Days and months after which a task is due; drawings name them by what stands before `_days` or `_months`.

    The terms in `working` count in working days wherever they are asked for, others where a drawing says so. Working
    days leave out the canton's public holidays, and those that it names in `holidays` besides. Warnings look ahead by
    calendar days.
    """

    completion_days: int
    triage_days: int
    answer_days: int
    session_days: int
    naming_days: int
    first_talk_days: int
    plan_days: int
    talk_days: int
    plan_validation_days: int
    plan_acceptance_days: int
    service_order_days: int
    stocktaking_months: int
    decision_days: int
    report_days: int
    closing_days: int
    coaching_days: int
    follow_up_months: int
    hand_over_answer_days: int
    survey_months: int
    entitlement_warning_days: int
    statute_warning_days: int
    source: str
    holidays: tuple[date, ...] = ()
    working: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = [item.name.removesuffix("_days") for item in fields(self) if item.name.endswith("_days")]
        known = [code for code in known if not code.endswith("_warning")]
        if unknown := [code for code in self.working if code not in known]:
            raise ValueError(f"working names {unknown[0]}, which is no term in days; those are {', '.join(known)}")
        for item in fields(self):
            if not item.name.endswith(("_days", "_months")):
                continue
            length, longest = getattr(self, item.name), LONGEST_DAYS if item.name.endswith("_days") else LONGEST_MONTHS
            if length < 1:
                raise ValueError(f"{item.name} is {length}; a term is at least 1 long")
            if length > longest:
                raise ValueError(f"{item.name} is {length}; a term is at most {longest} long, which is five years")

    def term(self, code: str) -> Term | None:
        """The canton's length for a code such as first_talk or stocktaking; None for one that it does not know."""
        days, months = getattr(self, f"{code}_days", None), getattr(self, f"{code}_months", None)
        if days is None and months is None:
            return None
        return Term(days or 0, months or 0, working=code in self.working)


LONGEST_RUNG = 366


@dataclass(frozen=True, slots=True)
class Reminders:
    """On which days somebody is reminded of a term: so many days after its last one, negative before it.

    At the last of them the coordination sees to the task as well. A case without an event for `quiet_days` is one that
    nobody looks after.
    """

    days: tuple[int, ...]
    quiet_days: int
    source: str

    def __post_init__(self) -> None:
        if not self.days or list(self.days) != sorted(set(self.days)):
            raise ValueError("days names at least one day, each later than the one before")
        if any(abs(day) > LONGEST_RUNG for day in self.days):
            raise ValueError(f"days are at most {LONGEST_RUNG} before or after the last day of a term")
        if self.days[-1] < 1:
            raise ValueError(f"the last of days is {self.days[-1]}; the coordination is asked after a term is over")
        if self.quiet_days < 1:
            raise ValueError(f"quiet_days is {self.quiet_days}; it is at least 1")


@dataclass(frozen=True, slots=True)
class DirectoryRules:
    """After how many months an entry of the directory is confirmed again."""

    confirm_months: int
    source: str

    def __post_init__(self) -> None:
        if self.confirm_months < 1:
            raise ValueError(f"confirm_months is {self.confirm_months}; it is at least 1")


@dataclass(frozen=True, slots=True)
class PersonalPageRules:
    """Whether the person concerned may get a page of their own, how many days the letter's code is good for a first
    visit, and within how many days what they ask for there is answered.
    """

    offered: bool
    code_days: int
    answer_days: int
    source: str

    def __post_init__(self) -> None:
        for name in ("code_days", "answer_days"):
            if not 1 <= getattr(self, name) <= 365:
                raise ValueError(f"{name} is {getattr(self, name)}; it is 1 to 365")


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Who validates an action plan and whether an institution's acceptance of its part binds it."""

    validates: Part
    acceptance_binding: bool
    source: str


@dataclass(frozen=True, slots=True)
class MeetingRules:
    """Under which category an institution's part for a session usually falls, by its dispositif; else under work.

    At a round table at least `least` institutions sit at each case, presence may be `compulsory`, and the founding
    institution may call it (`called_by_first`): it asks the secretariat, which invites.
    """

    categories: Mapping[str, str]
    source: str
    least: int = 0
    compulsory: bool = False
    called_by_first: bool = False

    def __post_init__(self) -> None:
        if not {"social", "work", "health", "finance"}.issuperset(self.categories.values()):
            raise ValueError("categories are social, work, health or finance")


@dataclass(frozen=True, slots=True)
class ThematicRule:
    """Persons whom a thematic coordinator looks after: under an age, or holding one of some permits.

    Their cases start on the process `entry`, where one is named.
    """

    theme: str
    why: TranslatedText
    age_under: int | None = None
    permits: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune with its region; `also` are its other names and spellings."""

    name: str
    region: str
    postcodes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statute:
    """What a law lets institutions of some dispositifs exchange: which categories, for what, within which limits.

    `consent` says that the person must agree as well, `duty` what is owed to the person besides.
    """

    code: str
    level: LawLevel
    article: TranslatedText
    purpose: TranslatedText
    allows: TranslatedText
    limits: TranslatedText
    dispositifs: tuple[str, ...]
    categories: tuple[str, ...]
    consent: bool = False
    duty: TranslatedText | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.categories) - set(CATEGORIES)):
            raise ValueError(f"{unknown[0]} is no category; known are {', '.join(CATEGORIES)}")

    def __str__(self) -> str:
        return str(self.article)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """Who writes the canton's letters, and from where; `window` is the envelope's side with the address."""

    office: TranslatedText
    lines: tuple[str, ...]
    place: TranslatedText
    window: str = "right"

    def __post_init__(self) -> None:
        if self.window not in ("left", "right"):
            raise ValueError("window is left or right")


@dataclass(frozen=True, slots=True)
class ProcessRules:
    """On which process a case starts (`entry`), which of the library the canton uses besides those of its own folder,
    what it chooses where a drawing offers a choice, and whether running cases stay on their version or are moved when
    a new one comes into force."""

    entry: str
    library: tuple[str, ...]
    choices: Mapping[str, str]
    running: RunningCases = RunningCases.STAY
    source: str = ""


@dataclass(frozen=True, slots=True)
class CantonValues:
    """Everything by which one canton works differently from another."""

    code: str
    roles: tuple[Role, ...]
    dispositifs: tuple[str, ...]
    languages: tuple[Language, ...]
    forms: tuple[CaseForm, ...]
    acceptance: Acceptance
    check: CheckRules
    closing: Closing
    consent: ConsentRules
    deadlines: Deadlines
    reminders: Reminders
    directory: DirectoryRules
    personal_page: PersonalPageRules
    plan: PlanRules
    meetings: MeetingRules
    criteria: tuple[Criteria, ...]
    return_reasons: tuple[Coded, ...]
    admission_reasons: tuple[Coded, ...]
    exit_reasons: tuple[ExitReason, ...]
    reassignment_reasons: tuple[Coded, ...]
    decline_reasons: tuple[Coded, ...]
    plan_events: tuple[Coded, ...]
    competences: tuple[Coded, ...]
    statutes: tuple[Statute, ...]
    themes: tuple[ThematicRule, ...]
    communes: tuple[Commune, ...]
    letter_head: LetterHead
    process: ProcessRules

    def __post_init__(self) -> None:
        for name in ("admission_reasons", "reassignment_reasons"):
            if by_code(getattr(self, name), OTHER) is not None:
                raise ValueError(f"{name} cannot have the code {OTHER}: its forms ask for no words")

    def drawn(self) -> dict[str, str]:
        """What the canton chooses in the drawings; who closes follows from who may close."""
        return {**self.process.choices, "closing_role": self.closing.role.value}

    def entry_of(self, theme: str | None) -> str:
        """The process on which a case of a theme, or of none, starts."""
        rule = next((one for one in self.themes if one.theme == theme), None)
        return (rule.entry if rule else "") or self.process.entry

    def entries(self) -> frozenset[str]:
        """Every process on which a case may start."""
        return frozenset({self.process.entry, *(one.entry for one in self.themes if one.entry)})

    def criteria_on(self, day: date) -> Criteria:
        """The version of the selection criteria in force on a day; the first one for days before it."""
        begun = [one for one in self.criteria if one.valid_from <= day]
        return max(begun, key=lambda one: one.valid_from) if begun else self.criteria[0]

    def criteria_version(self, version: str) -> Criteria | None:
        """A version by its name, also an old one that a case was counted by."""
        return next((one for one in self.criteria if one.version == version), None)

    def exit_reason(self, code: str) -> ExitReason | None:
        """An exit reason by its code."""
        return by_code(self.exit_reasons, code)

    def return_reason(self, code: str) -> Coded | None:
        """A return reason by its code."""
        return by_code(self.return_reasons, code)


class HasCode(Protocol):
    """An entry of a coded list."""

    @property
    def code(self) -> str: ...


C = TypeVar("C", bound=HasCode)


def by_code(entries: tuple[C, ...], code: str) -> C | None:
    """The entry with a code, or None."""
    return next((entry for entry in entries if entry.code == code), None)
