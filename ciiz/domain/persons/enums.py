"""Closed lists of the context."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ciiz.domain.access.enums import Category


class Absence(TextChoices):
    """Why a field holds no value (domain §11)."""

    NOT_ASKED = "not_asked", _("not asked")
    REFUSED = "refused", _("not answered")
    UNKNOWN = "unknown", _("not known")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class Sex(TextChoices):
    """As in the civil register."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class Permit(TextChoices):
    """Residence permits of the Confederation; Swiss citizens need none."""

    SWISS = "swiss", _("Swiss citizen")
    B = "B", _("B: residence permit")
    C = "C", _("C: settlement permit")
    CI = "Ci", _("Ci: residence permit with gainful employment")
    G = "G", _("G: cross-border commuter permit")
    L = "L", _("L: short-stay permit")
    F = "F", _("F: provisionally admitted")
    N = "N", _("N: asylum seeker")
    S = "S", _("S: protection status")


class Aspect(TextChoices):
    """What can be said of a person's situation; each aspect has one category."""

    EDUCATION = "education", _("Education")
    QUALIFICATION = "qualification", _("Professional qualification")
    LAST_JOB = "last_job", _("Last job")
    HOUSEHOLD = "household", _("Household")
    HOUSING = "housing", _("Housing")
    FAMILY = "family", _("Family")
    LANGUAGE_SKILLS = "language_skills", _("Knowledge of the local language")
    INCOME = "income", _("Income")
    DEBTS = "debts", _("Debts")
    HEALTH = "health", _("Health")

    @property
    def category(self) -> Category:
        """Category of data that the aspect belongs to."""
        return _CATEGORY[self]

    @property
    def codes(self) -> type[TextChoices] | None:
        """The list that its value is taken from; None: free text only."""
        return _CODES.get(self)


class Education(TextChoices):
    """Highest completed education."""

    NONE = "none", _("no completed compulsory schooling")
    COMPULSORY = "compulsory", _("compulsory schooling")
    VOCATIONAL = "vocational", _("vocational training")
    GENERAL = "general", _("upper secondary school")
    HIGHER_VOCATIONAL = "higher_vocational", _("higher vocational training")
    UNIVERSITY = "university", _("university")


class Qualification(TextChoices):
    """How the person was qualified in the last job."""

    UNSKILLED = "unskilled", _("unskilled")
    SEMI_SKILLED = "semi_skilled", _("semi-skilled")
    SKILLED = "skilled", _("skilled")
    NOT_RECOGNISED = "not_recognised", _("skilled, diploma not recognised")


class Household(TextChoices):
    """With whom the person lives."""

    ALONE = "alone", _("lives alone")
    COUPLE = "couple", _("lives as a couple")
    COUPLE_CHILDREN = "couple_children", _("couple with children")
    SINGLE_PARENT = "single_parent", _("single parent")
    PARENTS = "parents", _("lives with the parents")
    COLLECTIVE = "collective", _("collective household")


class Housing(TextChoices):
    """How secure the dwelling is."""

    STABLE = "stable", _("secure")
    AT_RISK = "at_risk", _("at risk")
    TEMPORARY = "temporary", _("temporary")
    NONE = "none", _("without a home")


class LanguageLevel(TextChoices):
    """Knowledge of the local language by the Common European Framework."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


class Income(TextChoices):
    """What the person mainly lives on."""

    WAGE = "wage", _("wage")
    DAILY_ALLOWANCE = "daily_allowance", _("daily allowance")
    SOCIAL_ASSISTANCE = "social_assistance", _("social assistance")
    PENSION = "pension", _("pension")
    FAMILY = "family", _("supported by family")
    NONE = "none", _("no income")


class Debts(TextChoices):
    """Debts, as far as they matter for integration."""

    NONE = "none", _("no debts")
    SOME = "some", _("debts, payments agreed")
    ENFORCEMENT = "enforcement", _("debt enforcement")


class InsurancePhase(TextChoices):
    """Phase of a registration with the disability insurance."""

    EARLY_NOTICE = "early_notice", _("early notice")
    REGISTERED = "registered", _("registered")
    EARLY_INTERVENTION = "early_intervention", _("early intervention")
    INTEGRATION = "integration", _("integration measures")
    PENSION_EXAMINATION = "pension_examination", _("pension being examined")
    PENSION = "pension", _("pension granted")
    CLOSED = "closed", _("closed")


class CapacityBasis(TextChoices):
    """What a judgement of work capacity rests on; says nothing about an illness."""

    TALK = "talk", _("talk with the person")
    SELF = "self", _("the person's own estimate")
    WORK_TRIAL = "work_trial", _("work trial or measure")
    CERTIFICATE = "certificate", _("medical certificate")
    EXPERT = "expert", _("expert opinion")


class MatchOutcome(TextChoices):
    """What the coordination finds out about the same AHV number in two cases."""

    SAME = "same", _("the same person: the cases are linked")
    TWO = "two", _("two people: one of the two numbers is wrong")
    NOTHING = "nothing", _("nothing to do")


_CATEGORY = {
    Aspect.EDUCATION: Category.WORK,
    Aspect.QUALIFICATION: Category.WORK,
    Aspect.LAST_JOB: Category.WORK,
    Aspect.HOUSEHOLD: Category.SOCIAL,
    Aspect.HOUSING: Category.SOCIAL,
    Aspect.FAMILY: Category.SOCIAL,
    Aspect.LANGUAGE_SKILLS: Category.SOCIAL,
    Aspect.INCOME: Category.FINANCE,
    Aspect.DEBTS: Category.FINANCE,
    Aspect.HEALTH: Category.HEALTH,
}
_CODES: dict[Aspect, type[TextChoices]] = {
    Aspect.EDUCATION: Education,
    Aspect.QUALIFICATION: Qualification,
    Aspect.HOUSEHOLD: Household,
    Aspect.HOUSING: Housing,
    Aspect.LANGUAGE_SKILLS: LanguageLevel,
    Aspect.INCOME: Income,
    Aspect.DEBTS: Debts,
}
