"""Database technique: identifiers, base models, protection of tables."""
