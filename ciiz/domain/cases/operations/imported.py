"""Rows of spreadsheets that have become cases: each becomes one once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.crypto import salted_hmac

from ciiz.domain.access.public import Actor
from ciiz.foundation.db.transactions import atomic

from ..models import ImportedRow


@dataclass(frozen=True, slots=True)
class Known:
    """Which of some rows are there already: their hash → the dossier."""

    by_content: dict[str, UUID] = field(default_factory=dict)
    by_identity: dict[str, UUID] = field(default_factory=dict)


def keyed(value: str) -> str:
    """Without the installation's key nobody can find out from a digest whom it is about."""
    return salted_hmac("ciiz.cases.imported", value, algorithm="sha256").hexdigest()


@atomic
def remember_import(*, actor: Actor, dossier_id: UUID, content: str, identity: str) -> None:
    """Notes that a row has become this dossier's case."""
    ImportedRow(
        dossier_id=dossier_id,
        contributor_id=actor.institution_id,
        content=keyed(content),
        identity=keyed(identity),
        imported_on=actor.today,
        imported_by_id=actor.membership_id,
    ).save(force_insert=True)


def imported_before(actor: Actor, contents: Iterable[str], identities: Iterable[str]) -> Known:
    """Which rows of the actor's institution have become cases before."""
    rows = ImportedRow.objects.filter(contributor_id=actor.institution_id)
    by_content = {keyed(value): value for value in contents}
    by_identity = {keyed(value): value for value in identities}
    found = rows.filter(content__in=list(by_content)).values_list("content", "dossier_id")
    alike = rows.filter(identity__in=list(by_identity)).values_list("identity", "dossier_id")
    return Known({by_content[key]: dossier for key, dossier in found}, {by_identity[key]: d for key, d in alike})
