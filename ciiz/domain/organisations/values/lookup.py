"""The values of a canton as the database has them, parsed once per content."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from ciiz.foundation.db.compiled import compiled
from ciiz.foundation.errors import NotFound

from ..models import Canton
from .build import build
from .types import CantonValues

_parsed: dict[str, CantonValues] = {}


def canton_values(code: str) -> CantonValues:
    """The values of a canton; one small query, because the database is the truth and may change under a running server.

    Parsing happens once per process and content.
    """
    found = next(iter(_canton(code)), None)
    if found is None:
        raise NotFound
    return values_of(found)


def values_of(canton: Canton) -> CantonValues:
    """The values of a canton whose digest was read along with something else; the values themselves may be deferred."""
    known = _parsed.get(canton.values_digest)
    if known is None:
        known = _parsed[canton.values_digest] = typed(canton.values)
    return known


def cantons() -> list[str]:
    """The codes of all cantons, for the jobs of the platform."""
    return list(Canton.objects.order_by("code").values_list("code", flat=True))


@compiled
def _canton(code: str) -> QuerySet[Canton]:
    return Canton.objects.filter(code=code).only("values_digest")


def typed(values: Mapping[str, Any]) -> CantonValues:
    """Typed values from what a file or the database holds; raises `MalformedValues`."""
    return build(CantonValues, values)


def digest(values: Mapping[str, Any]) -> str:
    """Digest of the content, by which parsed values are remembered."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
