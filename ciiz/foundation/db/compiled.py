"""Querysets whose SQL is built once: what a page asks every time costs Django more to word than PostgreSQL to answer.

`@compiled` stands above a function that returns a queryset; calling it gives the rows as a list. Positional arguments
are values that travel as parameters: they must not be None and must not change how the statement is worded. Keyword
arguments may: for each combination of them a statement of its own is kept.

The server keeps these statements prepared, a connection at a time: with the policies, planning takes it longer than
answering. What never varies stands in the statement itself, so that plans know it (partial indexes).
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Field, Func, QuerySet, TextField, UUIDField, Value
from django.db.models.expressions import RawSQL
from psycopg.sql import Literal

from .prepared import prepared

R = TypeVar("R")
FIELDS: Mapping[type, type[Field[Any, Any]]] = {UUID: UUIDField, int: BigIntegerField, str: TextField}


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement with the places of its values: position among the parameters, number of the argument, type."""

    rows: "QuerySet[Any, Any]"
    compiler: Any
    converters: Any
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int, type], ...]

    def filled(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """The parameters with these values in their places."""
        parameters = list(self.parameters)
        for position, argument, kind in self.places:
            value = values[argument]
            parameters[position] = value if type(value) is kind else kind(value)
        return tuple(parameters)

    def asked(self, values: Sequence[Any]) -> list[Any]:
        """The rows for these values, made of the answer as Django makes them."""
        with prepared() as cursor:
            cursor.execute(self.sql, self.filled(values))
            answer = cursor.fetchall()
        if self.compiler.has_extra_select:  # columns that are there to sort by only
            answer = [row[: self.compiler.col_count] for row in answer]
        compiler = copy(self.compiler)
        compiler.execute_sql = lambda *_args, **_kwargs: [answer]
        compiler.get_converters = lambda _expressions: self.converters
        rows = self.rows.all()
        rows.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        return list(rows)


def compiled(build: Callable[..., "QuerySet[Any, R]"]) -> Callable[..., list[R]]:
    """Decorates a function that returns a queryset: it is worded at the first call, later ones only fill in values."""
    known: dict[tuple[Any, ...], _Statement] = {}

    @wraps(build)
    def run(*values: Any, **wording: Any) -> list[R]:
        key = (tuple(map(type, values)), tuple(wording.items()))
        statement = known.get(key)
        if statement is None:
            if not all(_filled(value) for value in values):
                return list(build(*values, **wording))
            try:
                statement = known[key] = _worded(build, values, wording)
            except EmptyResultSet:
                return []
        return statement.asked(values)

    return run


def summed(around: str) -> Callable[[Callable[..., "QuerySet[Any, Any]"]], Callable[..., list[tuple[Any, ...]]]]:
    """Decorates a function that returns a queryset of values, of which a statement around it keeps only sums.

    `around` has `{rows}` where the queryset goes: `SELECT count(*) FROM ({rows}) AS rows`.
    """

    def decorated(build: Callable[..., "QuerySet[Any, Any]"]) -> Callable[..., list[tuple[Any, ...]]]:
        known: dict[tuple[Any, ...], _Statement] = {}

        @wraps(build)
        def run(*values: Any, **wording: Any) -> list[tuple[Any, ...]]:
            key = tuple(wording.items())
            statement = known.get(key)
            if statement is None:
                statement = known[key] = _worded(build, values, wording)
            with prepared() as cursor:
                cursor.execute(around.format(rows=statement.sql), statement.filled(values))
                return list(cursor.fetchall())

        return run

    return decorated


class Among(Func):
    """The condition `column = ANY (ids)`, one parameter whatever their number: `filter(Among("id", ids))`."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("

    def __init__(self, column: str, ids: Sequence[UUID] | Sequence[int] | Sequence[str]) -> None:
        every: Value | RawSQL = RawSQL("'{}'", ())  # of none PostgreSQL finds the type itself
        if ids:
            every = Value(list(ids), output_field=ArrayField(FIELDS[type(ids[0])]()))
        super().__init__(column, every, output_field=BooleanField())


def _filled(value: Any) -> bool:
    return not isinstance(value, list) or bool(value)


def _worded(build: Callable[..., "QuerySet[Any, R]"], values: Sequence[Any], wording: dict[str, Any]) -> _Statement:
    """Builds the statement with values of the same types that occur nowhere else, and looks where they went."""
    probes = [_probe(value, number) for number, value in enumerate(values)]
    rows = build(*probes, **wording)
    compiler = rows.query.get_compiler(using=rows.db)
    sql, parameters = compiler.as_sql()
    places = tuple(
        (position, number, type(parameter))
        for position, parameter in enumerate(parameters)
        for number, probe in enumerate(probes)
        if type(parameter) is not bool and parameter == probe
    )
    lost = set(range(len(probes))) - {number for _position, number, _kind in places}
    if lost:
        raise TypeError(f"{build.__qualname__}: arguments {sorted(lost)} are not among the parameters as they are")
    compiler.connection = connection  # whichever is that of the thread that asks
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return _Statement(rows, compiler, converters, *_fixed(sql, parameters, places))


Places = tuple[tuple[int, int, type], ...]


def _fixed(sql: str, parameters: Sequence[Any], places: Places) -> tuple[str, tuple[Any, ...], Places]:
    """The statement with those parameters written into it that are nobody's argument."""
    varying = {position for position, _number, _kind in places}
    first, *rest = sql.split("%s")
    written, left = [first], list[Any]()
    moved: dict[int, int] = {}
    for position, (parameter, text) in enumerate(zip(parameters, rest, strict=True)):
        if position not in varying and isinstance(parameter, str | int | date):
            plain = str(parameter) if isinstance(parameter, str) else parameter
            written.append(Literal(plain).as_string().replace("%", "%%") + text)
        else:
            moved[position] = len(left)
            left.append(parameter)
            written.append(f"%s{text}")
    return "".join(written), tuple(left), tuple((moved[position], number, kind) for position, number, kind in places)


def _probe(value: Any, number: int) -> Any:
    if isinstance(value, list):
        return [_probe(value[0], number)]
    if isinstance(value, UUID):
        return UUID(int=0xC0DE << 64 | number)
    if isinstance(value, int) and not isinstance(value, bool):
        return 31_000 + number  # fits the smallest column
    if type(value) is date:
        return date(1583, 10, 1 + number)
    if type(value) is str:
        return f"\x1e{number}"
    raise TypeError(f"{type(value).__name__} does not travel as a parameter")
