"""What has to fit together within one row, in the words of the defects that say it does not."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ciiz.journeys.intake.fields import SPECS, Field

YOUNGEST, OLDEST = 14, 70  # years at the referral; outside, the birth date is probably mistyped
Finding = tuple[str, Field, dict[str, Any]]


def age(birth: date, day: date) -> int:
    """Full years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def check(values: dict[Field, Any], today: date) -> Iterator[Finding]:
    """Every contradiction: its code, the field where it shows, what its sentence needs."""
    yield from _dates(values, today)
    yield from _consent(values, today)
    since, end = values.get(Field.REGISTERED_SINCE), values.get(Field.ENTITLEMENT_END)
    if since and end and end < since:
        yield "entitlement_before_registration", Field.ENTITLEMENT_END, {}


def missing(values: dict[Field, Any], already: set[Field]) -> Iterator[Finding]:
    """Required values that are not there; `already` names the fields whose value was refused for another reason."""
    for field, spec in SPECS.items():
        if spec.required and field not in values and field not in already:
            yield "missing_value", field, {}


def _dates(values: dict[Field, Any], today: date) -> Iterator[Finding]:
    birth: date | None = values.get(Field.BIRTH_DATE)
    referral: date | None = values.get(Field.REFERRAL_DATE)
    if referral and referral > today:
        yield "referral_in_future", Field.REFERRAL_DATE, {}
    if birth and birth > today:
        yield "birth_date_in_future", Field.BIRTH_DATE, {}
    elif birth:
        years = age(birth, min(referral or today, today))
        if not YOUNGEST <= years <= OLDEST:
            yield "age_out_of_range", Field.BIRTH_DATE, {"age": years}
    for field in (Field.REGISTERED_SINCE, Field.CONSENT_SIGNED_ON):
        day = values.get(field)
        if day and day > today:
            yield "date_in_future", field, {}
        elif day and birth and day < birth <= today:
            yield "date_before_birth", field, {}


def _consent(values: dict[Field, Any], today: date) -> Iterator[Finding]:
    signed: date | None = values.get(Field.CONSENT_SIGNED_ON)
    until: date | None = values.get(Field.CONSENT_VALID_UNTIL)
    # Who is named beside the reporting institution would receive data: that takes a consent.
    others = [one for one in values.get(Field.PARTNERS, ()) if one != values.get(Field.INSTITUTION)]
    if signed and until and until < signed:
        yield "consent_end_before_start", Field.CONSENT_VALID_UNTIL, {}
        return
    if others and not signed:
        yield "consent_missing", Field.CONSENT_SIGNED_ON, {}
        return
    if until and others and until < min(values.get(Field.REFERRAL_DATE) or today, today):
        yield "consent_ended_before_referral", Field.CONSENT_VALID_UNTIL, {}
    elif until and until < today:
        yield "consent_expired", Field.CONSENT_VALID_UNTIL, {}
    if others and not set(others) <= set(values.get(Field.CONSENT_INSTITUTIONS, ())):
        yield "consent_not_covering", Field.CONSENT_INSTITUTIONS, {}
