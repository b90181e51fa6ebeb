"""What is entered about a person, checked before it is stored."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global
from django.utils.translation import gettext_lazy, override

from ciiz.foundation.errors import DomainError

from . import ahv
from .enums import Absence, Permit, Sex
from .errors import BornInFuture, BornTooLongAgo, InvalidAhvNumber, NameMissing, UnknownCode
from .names import folded

FIELDS = (
    "family_name", "given_names", "birth_date", "sex", "nationality", "languages", "correspondence", "commune",
    "permit", "ahv_number", "street", "postcode", "town", "phone", "email",
)  # fmt: skip
CORRESPONDENCE = ("de", "fr", "it", "en")


@cache
def countries(language: str) -> dict[str, str]:
    """ISO 3166 codes with names in a language: Switzerland, its neighbours, then the others, each sorted by name."""
    names = Locale(language).territories
    wanted = {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_STATE}
    return dict(sorted(wanted.items(), key=lambda item: (item[0] != "CH", item[0] not in _NEAR, folded(item[1]))))


@cache
def languages(language: str) -> dict[str, str]:
    """ISO 639 codes of languages that somebody speaks, with names in a language, sorted by name."""
    spoken = _spoken()
    names = {code: name for code, name in Locale(language).languages.items() if code in spoken}
    with override(language):
        names |= {code: str(name) for code, name in _SIGNED.items()}
    return dict(sorted(names.items(), key=lambda item: folded(item[1])))


@cache
def _spoken() -> frozenset[str]:
    """Languages with speakers in some country, and those that no country counts; CLDR lists dead ones as well."""
    counted = {
        code.partition("_")[0]
        for told in get_global("territory_languages").values()
        for code, about in told.items()
        if about["population_percent"]
    }
    return frozenset(code for code in counted if code.isalpha() and len(code) in (2, 3)) - _NOBODYS | _UNCOUNTED


_UNCOUNTED = frozenset({"din", "fan", "gba", "kau", "mnk", "nyo", "rom", "rup", "sh", "shu", "tl", "tw"})
_NOBODYS = frozenset({"eo", "la", "und"})  # counted by CLDR, but nobody's only language
# The sign languages of Switzerland, which CLDR does not name.
_SIGNED = {
    "sgg": gettext_lazy("Swiss-German sign language"),
    "ssr": gettext_lazy("Swiss-French sign language"),
    "slf": gettext_lazy("Swiss-Italian sign language"),
}
_NEAR = frozenset({"CH", "AT", "DE", "FR", "IT", "LI"})
# Beside unions and codes for tests: parts of states to which ISO 3166 gives no code of their own.
_NO_STATE = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def checked(entered: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The entries in the form they are stored in; refuses what cannot be right, naming the field."""
    unknown = set(entered) - set(FIELDS)
    if unknown:
        raise TypeError(f"no fields of a person: {sorted(unknown)}")
    values = {name: _stripped(value) for name, value in entered.items()}
    for name in ("family_name", "given_names"):
        if name in values and not values[name]:
            raise NameMissing(field=name)
    values.update({name: _CHECKS[name](value, today) for name, value in values.items() if _to_check(name, value)})
    return values


def refusals(entered: Mapping[str, Any], *, today: date) -> Iterator[DomainError]:
    """Everything that `checked` would refuse, field by field."""
    for name, value in entered.items():
        try:
            checked({name: value}, today=today)
        except DomainError as refusal:
            yield refusal


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) and not isinstance(value, Absence) else value


def _to_check(name: str, value: Any) -> bool:
    return name in _CHECKS and not isinstance(value, Absence) and value not in (None, "", [])


def _birth_date(value: date, today: date) -> date:
    if value > today:
        raise BornInFuture(field="birth_date")
    if value.year < today.year - 120:
        raise BornTooLongAgo(field="birth_date")
    return value


def _ahv_number(value: str, today: date) -> str:
    del today
    digits = ahv.compact(value)
    if digits is None:
        raise InvalidAhvNumber(field="ahv_number")
    return digits


def _nationality(value: str, today: date) -> str:
    del today
    return _one_of("nationality", value.upper(), countries("en"))


def _languages(value: list[str], today: date) -> list[str]:
    del today
    return [_one_of("languages", code, languages("en")) for code in dict.fromkeys(value)]


def _one_of(field: str, value: str, allowed: Any) -> str:
    if value not in allowed:
        raise UnknownCode(field=field, value=value)
    return value


_CHECKS: dict[str, Any] = {
    "birth_date": _birth_date,
    "ahv_number": _ahv_number,
    "nationality": _nationality,
    "languages": _languages,
    "sex": lambda value, _: _one_of("sex", value, Sex.values),
    "permit": lambda value, _: _one_of("permit", value, Permit.values),
    "correspondence": lambda value, _: _one_of("correspondence", value, CORRESPONDENCE),
}
