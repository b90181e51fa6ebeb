"""A referral as read from one row, and the hashes by which a second import recognises it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from hashlib import sha256
from typing import Any

VERSION = "1"  # of the way hashes are formed: change it and every row counts as new


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One referral (CII100); an empty text or None means not stated, `absences` may say why."""

    line: int
    last_name: str
    first_name: str
    birth_date: date
    institution: int
    sex: str = ""
    """female or male."""
    nationality: str = ""
    """ISO 3166 code of two letters, XK for Kosovo, XX for stateless."""
    ahv_number: str = ""
    """756.1234.5678.97, check digit verified."""
    language: str = ""
    """Language of correspondence: de, fr, it or en."""
    npa: str = ""
    commune: str = ""
    street: str = ""
    """With the number of the house."""
    permit: str = ""
    """B, C, Ci, F, G, L, N, S or swiss."""
    phone: str = ""
    email: str = ""
    reporter: str = ""
    referral_date: date | None = None
    wished_form: str = ""
    """network, round_table, assessment or coaching."""
    partners: tuple[int, ...] = ()
    criteria: tuple[str, ...] = ()
    situation: Mapping[str, str] = field(default_factory=dict)
    """By domain: work, health, finance, family, housing, language."""
    dispositif: str = ""
    file_number: str = ""
    registered_since: date | None = None
    entitlement_end: date | None = None
    work_capacity: int | None = None
    """Percent, as the reporting institution estimates it."""
    consent_signed_on: date | None = None
    consent_valid_until: date | None = None
    consent_institutions: tuple[int, ...] = ()
    motive: str = ""
    absences: Mapping[str, str] = field(default_factory=dict)
    """Field → unknown, not_asked, refused or not_applicable."""
    content_hash: str = ""
    """The same for the same content, whatever the order of columns or the way of writing."""
    identity_hash: str = ""
    """The same for the same person, institution and referral date, even when other details were corrected."""


DATES = tuple(each.name for each in fields(ReferralRow) if each.type in (date, date | None))
LISTS = tuple(each.name for each in fields(ReferralRow) if each.default == ())


def to_json(row: ReferralRow) -> dict[str, Any]:
    """The row as plain values, for keeping it until somebody decides."""
    plain = {each.name: getattr(row, each.name) for each in fields(row)}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def from_json(plain: Mapping[str, Any]) -> ReferralRow:
    """The same row again."""
    dates = {name: date.fromisoformat(plain[name]) for name in DATES if plain[name]}
    return ReferralRow(**{**plain, **dates, **{name: tuple(plain[name]) for name in LISTS}})


UNHASHED = {"line", "content_hash", "identity_hash"}
HASHED = tuple(sorted(each.name for each in fields(ReferralRow) if each.name not in UNHASHED))
NAMES = {"last_name", "first_name", "commune", "street", "reporter", "email"}


def content_hash(values: Mapping[str, Any]) -> str:
    """Of everything stated; small and capital letters and the order of lists do not matter."""
    return _hash({name: _normal(name, values[name]) for name in HASHED if values.get(name)} | _zero(values))


def identity_hash(values: Mapping[str, Any]) -> str:
    """Of the person (AHV number, else names and birth date), the institution and the date of the referral."""
    person = [values["ahv_number"]] if values.get("ahv_number") else [
        _normal("last_name", values["last_name"]),
        _normal("first_name", values["first_name"]),
        str(values["birth_date"]),
    ]  # fmt: skip
    return _hash([person, values["institution"], str(values.get("referral_date") or "")])


def _zero(values: Mapping[str, Any]) -> dict[str, int]:
    """A work capacity of 0 % is a statement, not an empty value."""
    return {"work_capacity": 0} if values.get("work_capacity") == 0 else {}


def _normal(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(sorted(value.items()))
    if name == "motive":  # may come from several columns
        return sorted(value.split("\n"))
    return value.casefold() if name in NAMES else value


def _hash(content: Any) -> str:
    return sha256(json.dumps([VERSION, content], sort_keys=True, ensure_ascii=True).encode()).hexdigest()
