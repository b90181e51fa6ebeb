"""Institutions as offices write them: by code, abbreviation or name, in any of the canton's languages."""

from ciiz.domain.organisations.enums import InstitutionKind
from ciiz.domain.organisations.public import Institution
from ciiz.journeys.intake.headings import key
from ciiz.journeys.intake.values import Resolver


def resolver(canton: str) -> Resolver:
    """Knows a canton's institutions but not its IIZ office; what two of them are called is nobody's name."""
    found: dict[str, set[int]] = {}
    rows = Institution.objects.filter(canton_id=canton, active=True).exclude(kind=InstitutionKind.OFFICE)
    for institution in rows:
        for word in {institution.code, *institution.name.values()}:
            found.setdefault(key(str(word)), set()).add(institution.id)
    names = {word: ids.pop() for word, ids in found.items() if len(ids) == 1}
    return lambda text: names.get(key(text))
