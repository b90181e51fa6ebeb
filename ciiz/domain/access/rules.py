"""The conditions under which row-level security lets rows through, as SQL.

Settings are asked once per statement (`(SELECT …)`), never per row. `access_grant` has a policy of its own that keeps
only grants to the actor's audiences that are valid on `ciiz.today` in the actor's categories, so the other policies
need not repeat it.
"""

from collections.abc import Iterable

from ciiz.foundation.db.policies import Policy
from ciiz.foundation.db.protection import Protection

AUDIENCES = "(SELECT nullif(current_setting('ciiz.audiences', true), '')::bigint[])::bigint[]"
INSTITUTIONS = "(SELECT nullif(current_setting('ciiz.institutions', true), '')::bigint[])::bigint[]"
CATEGORIES = "(SELECT nullif(current_setting('ciiz.categories', true), '')::text[])::text[]"
TODAY = "(SELECT nullif(current_setting('ciiz.today', true), '')::date)"


def seen(table: str, category: str, *, dossier: str = "dossier_id", contributor: str = "contributor_id") -> str:
    """A grant opens this row: same dossier, same category, and the contributor is among the givers."""
    return (
        f"EXISTS (SELECT FROM access_grant g WHERE g.dossier_id = {table}.{dossier} AND g.category = {category} "
        f"AND (g.givers IS NULL OR {table}.{contributor} = ANY (g.givers)))"
    )


def any_grant(table: str, *, dossier: str = "dossier_id") -> str:
    """Some grant on the dossier."""
    return f"EXISTS (SELECT FROM access_grant g WHERE g.dossier_id = {table}.{dossier})"


def manages(table: str, *, dossier: str = "dossier_id") -> str:
    """The actor founds, leads or coordinates the dossier: sees the basic data of all."""
    return (
        f"EXISTS (SELECT FROM access_grant g WHERE g.dossier_id = {table}.{dossier} AND g.category = 'basic' "
        "AND g.givers IS NULL)"
    )


def managed(table: str) -> str:
    """The actor manages the dossier, or sits for the contributor of the row as one who sees all of its own."""
    return (
        f"EXISTS (SELECT FROM access_grant g WHERE g.dossier_id = {table}.dossier_id "
        "AND (g.category = 'basic' AND g.givers IS NULL "
        f"OR g.category = 'work' AND g.origin = 'own' AND {table}.contributor_id = ANY (g.givers)))"
    )


def coordinates(table: str, *, dossier: str = "dossier_id") -> str:
    """A region, a theme or the office of the actor looks after the dossier: who founded or leads it does not do."""
    return (
        f"EXISTS (SELECT FROM access_grant g JOIN access_audience a ON a.id = g.audience_id "
        f"WHERE g.dossier_id = {table}.{dossier} AND g.category = 'basic' AND a.kind IN ('region', 'theme', 'office'))"
    )


def for_coordination(table: str, policies: tuple[Policy, ...], kinds: Iterable[str]) -> tuple[Policy, ...]:
    """The same policies, but rows of these kinds are there for the dossier's coordination alone."""
    return _kept_to(coordinates(table), table, policies, kinds)


def for_own(table: str, policies: tuple[Policy, ...], kinds: Iterable[str]) -> tuple[Policy, ...]:
    """The same policies, but rows of these kinds are there for the institution that contributed them alone."""
    return _kept_to(f"{table}.contributor_id = ANY ({INSTITUTIONS})", table, policies, kinds)


def _kept_to(condition: str, table: str, policies: tuple[Policy, ...], kinds: Iterable[str]) -> tuple[Policy, ...]:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    only = f"({table}.kind NOT IN ({listed}) OR {condition})"
    return tuple(
        Policy(
            policy.name,
            policy.command,
            using=policy.using and f"({policy.using}) AND {only}",
            check=policy.check and f"({policy.check}) AND {only}",
        )
        for policy in policies
    )


def dossier_record(table: str, protection: Protection) -> tuple[Policy, ...]:
    """Policies of a table whose rows have a dossier, a category and a contributor.

    Rows are read where a grant opens them, managed ones by fewer (`managed`); written in the own institution's name;
    changed by their contributor or, on shared tables (the case, its plan, its tasks), by everybody who sees them.
    """
    category = f"'{protection.category}'" if protection.category else f"{table}.{protection.column}"
    visible = managed(table) if protection.managed else seen(table, category)
    mine = f"{table}.contributor_id = ANY ({INSTITUTIONS})"
    return (
        Policy("read", "SELECT", using=visible),
        Policy("add", "INSERT", check=f"{mine} AND {visible}"),
        Policy("change", "UPDATE", using=visible if protection.shared else f"{mine} AND {visible}"),
        Policy("remove", "DELETE", using=f"{mine} AND {visible}"),
    )


GRANT = (
    Policy(
        "read",
        "SELECT",
        using=(
            f"audience_id = ANY ({AUDIENCES}) AND valid_from <= {TODAY} AND {TODAY} < valid_to "
            f"AND category = ANY ({CATEGORIES})"
        ),
    ),
)

DOSSIER = (
    Policy("read", "SELECT", using=any_grant("access_dossier", dossier="id")),
    Policy("add", "INSERT", check=any_grant("access_dossier", dossier="id")),
)

PARTICIPATION = (
    Policy(
        "read",
        "SELECT",
        using=seen("access_participation", "'basic'", contributor="institution_id"),
    ),
    Policy(
        "add",
        "INSERT",
        check=(
            f"institution_id = ANY ({INSTITUTIONS}) AND standing = 'founding' AND member_id IS NULL "
            f"AND NOT access_dossier_exists(dossier_id) "
            f"OR institution_id = ANY ({INSTITUTIONS}) AND standing = 'founding' AND member_id IS NOT NULL "
            f"AND {any_grant('access_participation')} OR {manages('access_participation')}"
        ),
    ),
    Policy(
        "change",
        "UPDATE",
        using=f"{manages('access_participation')} OR institution_id = ANY ({INSTITUTIONS}) AND access_sits(dossier_id)",
    ),
)
"""Who manages the dossier changes seats, an institution ends its own; the guard says which and how."""


def source(table: str) -> tuple[Policy, ...]:
    """Mandates, consents' scopes and statutes: read and written by those who manage the dossier."""
    return (
        Policy("read", "SELECT", using=manages(table)),
        Policy("add", "INSERT", check=manages(table)),
        Policy("change", "UPDATE", using=manages(table)),
    )


_OWN_GIVEN = f"givers <@ {INSTITUTIONS}"

STATUTE = (
    Policy(
        "read",
        "SELECT",
        using=f"{any_grant('access_statute')} AND ({manages('access_statute')} OR {_OWN_GIVEN})",
    ),
    Policy("add", "INSERT", check=f"access_sits(dossier_id) AND {_OWN_GIVEN}"),
    Policy("change", "UPDATE", using=f"access_sits(dossier_id) AND {_OWN_GIVEN}"),
)
"""By law an institution opens what it has contributed itself, by those of its people who see it, and nothing else."""
