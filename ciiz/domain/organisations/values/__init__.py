"""How a canton works: typed values from `library/cantons/`, kept in the database, asked by `canton_values(code)`."""

from .build import MalformedValues, build
from .lookup import canton_values, cantons, digest, typed, values_of
from .routing import Route, commune, route
from .types import CantonValues, Coded, Commune, ConsentRules, Criteria, Criterion, ExitReason, Statute, by_code

__all__ = [
    "CantonValues",
    "Coded",
    "Commune",
    "ConsentRules",
    "Criteria",
    "Criterion",
    "ExitReason",
    "MalformedValues",
    "Route",
    "Statute",
    "build",
    "by_code",
    "canton_values",
    "cantons",
    "commune",
    "digest",
    "route",
    "typed",
    "values_of",
]
