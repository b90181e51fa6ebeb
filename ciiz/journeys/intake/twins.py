"""Rows that contradict or repeat one another within one file."""

from collections import defaultdict
from collections.abc import Mapping

from ciiz.journeys.intake.columns import Column
from ciiz.journeys.intake.defects import Defect
from ciiz.journeys.intake.fields import SPECS, Field
from ciiz.journeys.intake.masks import masked
from ciiz.journeys.intake.rows import ReferralRow


def without_twins(
    referrals: list[ReferralRow], columns: Mapping[Field, Column]
) -> tuple[list[ReferralRow], list[Defect]]:
    """The rows to keep, and a defect for each that is left out.

    Of equal rows the first counts. Of rows that give one AHV number two dates of birth none counts, because nobody
    can tell which is right.
    """
    kept: list[ReferralRow] = []
    defects: list[Defect] = []
    contents: dict[str, int] = {}
    identities: dict[str, int] = {}
    others = _contradictions(referrals)
    for row in referrals:
        if row.content_hash in contents:
            defects.append(Defect("duplicate_row", row.line, params={"line": contents[row.content_hash]}))
        elif row.line in others:
            defects.append(_conflict(row, others[row.line], columns.get(Field.AHV_NUMBER)))
        elif row.identity_hash in identities:
            defects.append(Defect("repeated_person", row.line, params={"line": identities[row.identity_hash]}))
        else:
            kept.append(row)
        contents.setdefault(row.content_hash, row.line)
        identities.setdefault(row.identity_hash, row.line)
    return kept, defects


def _contradictions(referrals: list[ReferralRow]) -> dict[int, int]:
    """Line → a line with the same AHV number and another date of birth."""
    by_number: dict[str, list[ReferralRow]] = defaultdict(list)
    for row in referrals:
        if row.ahv_number:
            by_number[row.ahv_number].append(row)
    found = {}
    for group in by_number.values():
        for row in group:
            other = next((other.line for other in group if other.birth_date != row.birth_date), None)
            if other is not None:
                found[row.line] = other
    return found


def _conflict(row: ReferralRow, other: int, column: Column | None) -> Defect:
    where = (column.letter, column.heading) if column else ("", "")
    value = masked(row.ahv_number, SPECS[Field.AHV_NUMBER].mask)
    return Defect("ahv_conflict", row.line, *where, str(Field.AHV_NUMBER), value, {"line": other})
