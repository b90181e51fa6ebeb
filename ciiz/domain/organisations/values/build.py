"""Typed values from a file of a canton: every key is known, every type is right, or the error says where and why."""

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ciiz.foundation.i18n.fields import LANGUAGES, TranslatedText

T = TypeVar("T")

_WORDS: dict[type, str] = {bool: "true or false", int: "a whole number", str: "a text", date: "a date"}


class MalformedValues(Exception):
    """A canton's file cannot be used; says the place in the file, what is wrong there and what is expected."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


def build(wanted: type[T], data: object, place: str = "") -> T:
    """An instance of the dataclass `wanted` from nested tables; unknown, missing or wrong entries are refused."""
    if not isinstance(data, Mapping):
        raise MalformedValues(place, "expected a table")
    hints = _hints(cast("Hashable", wanted))
    if unknown := sorted(set(data) - set(hints)):
        raise MalformedValues(_below(place, str(unknown[0])), f"unknown; known are {', '.join(sorted(hints))}")
    values = {}
    for item in fields(wanted):  # type: ignore[arg-type]
        below = _below(place, item.name)
        if item.name in data:
            values[item.name] = _value(hints[item.name], data[item.name], below)
        elif item.default is MISSING and item.default_factory is MISSING:
            raise MalformedValues(below, "missing")
    try:
        return wanted(**values)
    except ValueError as problem:
        raise MalformedValues(place, str(problem)) from None


@cache
def _hints(wanted: Hashable) -> dict[str, Any]:
    return get_type_hints(wanted)


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _value(wanted: Any, data: object, place: str) -> Any:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in (Union, types.UnionType):
        return _value(next(one for one in arguments if one is not type(None)), data, place)
    if origin is tuple:
        return _items(arguments[0], data, place)
    if origin is Mapping or origin is dict or wanted is TranslatedText:
        return _table(wanted, arguments, data, place)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return build(wanted, data, place)
    return _scalar(wanted, data, place)


def _items(wanted: Any, data: object, place: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise MalformedValues(place, "expected a list")
    items = tuple(_value(wanted, item, f"{place}[{number}]") for number, item in enumerate(data, 1))
    codes = [item.code for item in items if hasattr(item, "code")]
    if repeated := sorted({code for code in codes if codes.count(code) > 1}):
        raise MalformedValues(place, f"the code {repeated[0]} stands there twice")
    return items


def _table(wanted: Any, arguments: tuple[Any, ...], data: object, place: str) -> Any:
    if not isinstance(data, Mapping):
        raise MalformedValues(place, "expected a table")
    if wanted is not TranslatedText:
        return {str(key): _value(arguments[1], value, _below(place, str(key))) for key, value in data.items()}
    missing = [language for language in LANGUAGES if not str(data.get(language, "")).strip()]
    if missing:
        raise MalformedValues(place, f"the text is missing in {', '.join(missing)}")
    if unknown := sorted(set(data) - set(LANGUAGES)):
        raise MalformedValues(_below(place, unknown[0]), "not a language of the platform")
    return TranslatedText({language: data[language] for language in LANGUAGES})


def _scalar(wanted: Any, data: object, place: str) -> Any:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        try:
            return wanted(data)
        except ValueError:
            allowed = ", ".join(str(one.value) for one in wanted)
            raise MalformedValues(place, f"{data!r} is not one of {allowed}") from None
    if wanted is date and isinstance(data, str):
        try:
            return date.fromisoformat(data)
        except ValueError:
            raise MalformedValues(place, f"{data!r} is not a date") from None
    if wanted is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, wanted) or (wanted is int and isinstance(data, bool)):
        raise MalformedValues(place, f"expected {_WORDS.get(wanted, wanted.__name__)}, not {data!r}")
    return data
