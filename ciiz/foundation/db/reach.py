"""Every day of a dossier lies within reach, whoever writes it: one constraint a table, made by `ciiz db protect`.

Forms and imports say so to people; this holds for whatever else calls a journey. Grants are left out: they are
reckoned from days that are held here, and may have no end.
"""

import hashlib
from collections.abc import Iterator

from django.db import models

from ciiz.foundation.clock import FIRST_DAY, LAST_DAY

from .belonging import REMOVE_OTHERS
from .protection import Kind, Protection

PREFIX = "within_reach_"
_MAKE = """DO $make$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = '{table}'::regclass AND conname = '{name}') THEN
        ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule});
    END IF;
END $make$"""


def rules(declared: list[tuple[type[models.Model], Protection]]) -> Iterator[tuple[str, str, str]]:
    """Table, name and rule; the name changes with the rule."""
    for model, protection in declared:
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields if type(field) is models.DateField]
        if columns and protection.kind is Kind.PROTECTED and table != "access_grant":
            rule = " AND ".join(f"{column} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'" for column in columns)
            yield table, PREFIX + hashlib.sha256(rule.encode()).hexdigest()[:8], rule


def statements(declared: list[tuple[type[models.Model], Protection]]) -> Iterator[str]:
    """What makes the rules in the database, and removes those that are no longer declared."""
    wanted = list(rules(declared))
    yield REMOVE_OTHERS.format(prefix=PREFIX, kept=", ".join(f"'{table} {name}'" for table, name, _ in wanted))
    for table, name, rule in wanted:
        yield _MAKE.format(table=table, name=name, rule=rule)
