"""A row hangs only on rows of its own dossier: foreign keys over dossier and key together, made by `ciiz db protect`.

A foreign key alone asks whether the parent exists, not whose it is, and asks past row-level security. Together with the
dossier a hidden parent of another dossier is refused exactly like one that does not exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from .protection import Kind, Protection

PREFIX = "same_dossier_"
DOSSIER = "dossier_id"
_MAKE = """DO $make$ BEGIN
    IF (SELECT pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = '{table}'::regclass AND conname = '{name}') IS DISTINCT FROM '{definition}' THEN
        ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name} CASCADE;
        ALTER TABLE {table} ADD CONSTRAINT {name} {definition};
    END IF;
END $make$"""
REMOVE_OTHERS = """DO $remove$ DECLARE one record; BEGIN
    FOR one IN SELECT conrelid::regclass AS held_by, conname FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND starts_with(conname, '{prefix}')
          AND conrelid::regclass || ' ' || conname <> ALL (ARRAY[{kept}]::text[]) LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', one.held_by, one.conname);
    END LOOP;
END $remove$"""


@dataclass(frozen=True, slots=True)
class Tie:
    """A column of one protected table that points to another protected table, both with a dossier."""

    table: str
    column: str
    parent: str
    key: str

    @property
    def name(self) -> str:
        """Name of the constraint on the child's table."""
        return f"{PREFIX}{self.column}"

    @property
    def definition(self) -> str:
        """The constraint as PostgreSQL words it; a parent whose key is the dossier is compared with it at once."""
        if self.key == DOSSIER:
            return f"CHECK (({self.column} = {DOSSIER}))"
        return f"FOREIGN KEY ({DOSSIER}, {self.column}) REFERENCES {self.parent}({DOSSIER}, {self.key})"


def ties(declared: list[tuple[type[models.Model], Protection]]) -> Iterator[Tie]:
    """All such columns, but for those of which the protection says that they lead to another dossier."""
    held = {model: protection for model, protection in declared if _of_a_dossier(model, protection)}
    for model, protection in held.items():
        for field in model._meta.concrete_fields:
            target = field.related_model
            if field.name not in protection.across and target in held and isinstance(field, models.ForeignKey):
                yield Tie(model._meta.db_table, field.column, target._meta.db_table, str(field.target_field.column))


def statements(declared: list[tuple[type[models.Model], Protection]]) -> Iterator[str]:
    """What makes the ties in the database, and removes those that are no longer declared."""
    wanted = list(ties(declared))
    parents = {tie.parent: tie.key for tie in wanted if tie.key != DOSSIER}
    made = [(table, f"{PREFIX}{table}", f"UNIQUE ({DOSSIER}, {key})") for table, key in sorted(parents.items())]
    made += [(tie.table, tie.name, tie.definition) for tie in wanted]
    kept = ", ".join(f"'{table} {name}'" for table, name, _ in made)
    yield REMOVE_OTHERS.format(prefix=PREFIX, kept=kept)
    for table, name, definition in made:
        yield _MAKE.format(table=table, name=name, definition=definition)


def _of_a_dossier(model: type[models.Model], protection: Protection) -> bool:
    return protection.kind is Kind.PROTECTED and any(field.column == DOSSIER for field in model._meta.concrete_fields)
