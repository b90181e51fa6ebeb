"""The import of a whole file: each row as a contact person of its institution."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ciiz.domain.organisations.enums import Role
from ciiz.foundation.sheets import read
from ciiz.journeys.intake import Intake, ReferralRow, findings, is_heading, parse
from ciiz.journeys.intake.importing import Landed, Landing, NobodyThere, import_rows
from ciiz.journeys.intake.resolving import resolver

from ..play import People


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has brought about."""

    file: str
    intake: Intake
    landed: tuple[Landed, ...]

    def count(self, landing: Landing) -> int:
        """How many rows ended this way."""
        return sum(one.landing is landing for one in self.landed)

    @property
    def cases(self) -> list[Landed]:
        """Rows that are cases now, in the order of the file."""
        return [one for one in self.landed if one.landing is Landing.IMPORTED]

    def defects(self) -> list[dict[str, Any]]:
        """Everything that was wrong, in the order of the file; values are masked."""
        found = findings.of_defects(self.intake.defects) + findings.of_landed(self.landed)
        return sorted(map(findings.told, found), key=lambda defect: int(defect["line"]))

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        refused = len(self.intake.refused_lines) + self.count(Landing.REFUSED)
        return {
            "file": self.file,
            "rows": self.intake.rows,
            "imported": self.count(Landing.IMPORTED),
            "already_there": self.count(Landing.THERE),
            "already_there_with_other_details": self.count(Landing.CHANGED),
            "refused": refused,
            "columns": self.intake.columns,
            "defects": self.defects(),
        }


def import_file(path: Path, *, people: People, day: date) -> Imported:
    """Reads and imports a file; institutions without a contact person import by their front-line workers."""
    intake = parse(read(path, heading=is_heading), day, resolver(people.canton))
    by_institution: dict[int, list[ReferralRow]] = defaultdict(list)
    for row in intake.referrals:
        by_institution[row.institution].append(row)
    codes = {key: code for code, key in people.ids.items()}
    landed: list[Landed] = []
    for institution_id, rows in by_institution.items():
        code = codes[institution_id]
        who = next(iter([*people.all(code, Role.CONTACT, on=day), *people.all(code, Role.FRONT_LINE, on=day)]), None)
        if who is None:
            landed += [Landed(row, Landing.REFUSED, error=NobodyThere()) for row in rows]
            continue
        with who.acting(day, "import") as actor:
            landed += import_rows(actor=actor, rows=rows)
    return Imported(path.name, intake, tuple(sorted(landed, key=lambda one: one.row.line)))
