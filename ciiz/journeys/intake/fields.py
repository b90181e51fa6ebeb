"""What a row may carry: every field with its kind, whether it must be there and how it is shown in a report."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """The fields of a referral (domain of CII100); the value is the attribute's name in `ReferralRow`."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    FULL_NAME = "full_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NATIONALITY = "nationality"
    AHV_NUMBER = "ahv_number"
    LANGUAGE = "language"
    NPA = "npa"
    COMMUNE = "commune"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    PERMIT = "permit"
    PHONE = "phone"
    EMAIL = "email"
    INSTITUTION = "institution"
    REPORTER = "reporter"
    REFERRAL_DATE = "referral_date"
    WISHED_FORM = "wished_form"
    PARTNERS = "partners"
    CRITERIA = "criteria"
    WORK = "work"
    HEALTH = "health"
    FINANCE = "finance"
    FAMILY = "family"
    HOUSING = "housing"
    LANGUAGE_SKILLS = "language_skills"
    DISPOSITIF = "dispositif"
    FILE_NUMBER = "file_number"
    REGISTERED_SINCE = "registered_since"
    ENTITLEMENT_END = "entitlement_end"
    WORK_CAPACITY = "work_capacity"
    CONSENT_SIGNED_ON = "consent_signed_on"
    CONSENT_VALID_UNTIL = "consent_valid_until"
    CONSENT_INSTITUTIONS = "consent_institutions"
    MOTIVE = "motive"


class Kind(StrEnum):
    """How a cell is read."""

    NAME = "name"
    TEXT = "text"
    DATE = "date"
    AHV = "ahv"
    CODE = "code"
    NPA = "npa"
    PHONE = "phone"
    EMAIL = "email"
    PERCENT = "percent"
    INSTITUTION = "institution"
    INSTITUTIONS = "institutions"
    LIST = "list"


class Mask(StrEnum):
    """What of a value may stand in a report."""

    OPEN = "open"
    INITIAL = "initial"
    DIGITS = "digits"
    YEAR = "year"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Spec:
    """How one field is treated; `length` in characters."""

    kind: Kind
    mask: Mask
    length: int = 120
    required: bool = False
    several: bool = False
    """Several columns may carry it, such as "Partnerinstitution 1" and "Partnerinstitution 2"."""


LONG = 4000

SPECS: dict[Field, Spec] = {
    Field.LAST_NAME: Spec(Kind.NAME, Mask.INITIAL, 80, required=True),
    Field.FIRST_NAME: Spec(Kind.NAME, Mask.INITIAL, 80, required=True),
    Field.FULL_NAME: Spec(Kind.NAME, Mask.INITIAL, 160),
    Field.BIRTH_DATE: Spec(Kind.DATE, Mask.YEAR, required=True),
    Field.SEX: Spec(Kind.CODE, Mask.OPEN),
    Field.NATIONALITY: Spec(Kind.CODE, Mask.OPEN),
    Field.AHV_NUMBER: Spec(Kind.AHV, Mask.DIGITS),
    Field.LANGUAGE: Spec(Kind.CODE, Mask.OPEN),
    Field.NPA: Spec(Kind.NPA, Mask.OPEN),
    Field.COMMUNE: Spec(Kind.TEXT, Mask.OPEN, 80),
    Field.STREET: Spec(Kind.TEXT, Mask.INITIAL, 120),
    Field.HOUSE_NUMBER: Spec(Kind.TEXT, Mask.HIDDEN, 12),
    Field.PERMIT: Spec(Kind.CODE, Mask.OPEN),
    Field.PHONE: Spec(Kind.PHONE, Mask.DIGITS, 30),
    Field.EMAIL: Spec(Kind.EMAIL, Mask.INITIAL, 254),
    Field.INSTITUTION: Spec(Kind.INSTITUTION, Mask.OPEN, required=True),
    Field.REPORTER: Spec(Kind.TEXT, Mask.INITIAL, 160),
    Field.REFERRAL_DATE: Spec(Kind.DATE, Mask.OPEN),
    Field.WISHED_FORM: Spec(Kind.CODE, Mask.OPEN),
    Field.PARTNERS: Spec(Kind.INSTITUTIONS, Mask.OPEN, 400, several=True),
    Field.CRITERIA: Spec(Kind.LIST, Mask.HIDDEN, 1000, several=True),
    Field.WORK: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.HEALTH: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.FINANCE: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.FAMILY: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.HOUSING: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.LANGUAGE_SKILLS: Spec(Kind.TEXT, Mask.HIDDEN, LONG),
    Field.DISPOSITIF: Spec(Kind.CODE, Mask.OPEN),
    Field.FILE_NUMBER: Spec(Kind.TEXT, Mask.DIGITS, 40),
    Field.REGISTERED_SINCE: Spec(Kind.DATE, Mask.OPEN),
    Field.ENTITLEMENT_END: Spec(Kind.DATE, Mask.OPEN),
    Field.WORK_CAPACITY: Spec(Kind.PERCENT, Mask.OPEN, 40),
    Field.CONSENT_SIGNED_ON: Spec(Kind.DATE, Mask.OPEN),
    Field.CONSENT_VALID_UNTIL: Spec(Kind.DATE, Mask.OPEN),
    Field.CONSENT_INSTITUTIONS: Spec(Kind.INSTITUTIONS, Mask.OPEN, 400, several=True),
    Field.MOTIVE: Spec(Kind.TEXT, Mask.HIDDEN, LONG, several=True),
}

SITUATION: dict[Field, str] = {
    Field.WORK: "work",
    Field.HEALTH: "health",
    Field.FINANCE: "finance",
    Field.FAMILY: "family",
    Field.HOUSING: "housing",
    Field.LANGUAGE_SKILLS: "language",
}
