"""A policy of row-level security, declared in Python and compared with the database."""

from dataclasses import dataclass
from typing import Literal

Command = Literal["SELECT", "INSERT", "UPDATE", "DELETE"]
LETTER: dict[Command, str] = {"SELECT": "s", "INSERT": "i", "UPDATE": "u", "DELETE": "d"}


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy for the app role: `using` says which rows are there, `check` which may be written."""

    name: str
    command: Command
    using: str | None = None
    check: str | None = None

    def sql(self, table: str, role: str) -> str:
        """The CREATE POLICY statement."""
        parts = [f'CREATE POLICY "{role}_{self.name}" ON {table} FOR {self.command} TO {role}']
        if self.using is not None:
            parts.append(f"USING ({self.using})")
        if self.check is not None:
            parts.append(f"WITH CHECK ({self.check})")
        return " ".join(parts)
