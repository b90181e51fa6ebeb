"""The conditions under which rows of meetings are let through, beside those of dossiers."""

from ciiz.domain.access.rules import INSTITUTIONS

ACTOR = "(SELECT organisations_actor())"


def mine(table: str) -> str:
    """The actor's institution organises it."""
    return f"{table}.contributor_id = ANY ({INSTITUTIONS})"


def borne(table: str) -> str:
    """The actor holds the link to this very invitation."""
    return f"'bearer:answer:' || {table}.id = (SELECT current_setting('ciiz.actor', true))"
