"""A cluster of its own for each run, one migrated template, and clones of it; tests connect as the pages' role."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from ciiz.foundation.db.protect import protect
from ciiz.foundation.postgres.cluster import Cluster
from ciiz.foundation.postgres.folders import temporary_folder
from ciiz.foundation.postgres.roles import APP, OWNER
from tests import worlds

TEMPLATE = "ciiz_template"
VARIABLE = "CIIZ_TEST_CLUSTER"
PREFIX = "ciiz-test-"
SHORTCUTS = f"""
CREATE SCHEMA shortcuts;
GRANT USAGE ON SCHEMA shortcuts TO {APP};
CREATE FUNCTION shortcuts.look_after(dossier uuid, office bigint, audience bigint, since date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO access_mandate (id, dossier_id, institution_id, audience_id, valid_from)
    VALUES (gen_random_uuid(), dossier, office, audience, since)
$$;
CREATE FUNCTION shortcuts.accept(dossier uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE cases_case SET stage = 'accepted' WHERE dossier_id = dossier
$$;
CREATE FUNCTION shortcuts.match(one uuid, another uuid, office bigint, audience bigint, day date) RETURNS uuid
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO persons_match (id, dossier_id, contributor_id, other_id, audience_id, other_audience_id, found_on,
        outcome, version)
    VALUES (gen_random_uuid(), least(one, another), office, greatest(one, another), audience, audience, day, '', 1)
    RETURNING id
$$;
CREATE FUNCTION shortcuts.canton(code text, name jsonb, content jsonb, digest text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO organisations_canton VALUES (code, name, '{{}}', content, digest)
    ON CONFLICT ON CONSTRAINT organisations_canton_pkey DO UPDATE
        SET "values" = EXCLUDED."values", values_digest = EXCLUDED.values_digest
$$;
"""
"""What scenes leave out: a dossier comes to the coordination and a case is accepted without a referral, the worker
finds a match, the operator loads a second canton or other values."""


def remove_leftovers() -> None:
    """Delete the folders of runs that were killed; their servers died with them."""
    for folder in Path(os.environ.get("TMPDIR") or "/tmp").glob(f"{PREFIX}*-*"):  # noqa: S108
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)


def start_cluster() -> Cluster:
    """Start the cluster of this run; its folder is told to xdist's workers by an environment variable."""
    remove_leftovers()
    cluster = Cluster(temporary_folder(PREFIX), throw_away=True)
    cluster.make()
    cluster.start()
    cluster.make_roles()
    os.environ[VARIABLE] = str(cluster.data)
    return cluster


def running_cluster() -> Cluster:
    """The cluster that the run's first process started."""
    return Cluster(Path(os.environ[VARIABLE]), throw_away=True)


def stop_cluster(cluster: Cluster) -> None:
    """Stop the server and delete everything."""
    cluster.remove()
    shutil.rmtree(cluster.data, ignore_errors=True)
    os.environ.pop(VARIABLE, None)


def connect_django(cluster: Cluster, database: str, user: str = APP) -> None:
    """Point Django's one connection to a database of the cluster."""
    connection.close()
    target = {"NAME": database, "USER": user, "PASSWORD": "", "HOST": str(cluster.socket), "PORT": "5432"}
    connection.settings_dict.update(**target, CONN_MAX_AGE=0)


def ensure_template(cluster: Cluster) -> None:
    """Migrate and protect the template once as owner; other workers wait for it."""
    done = cluster.data / "template.done"
    with (cluster.data / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if done.exists():
            return
        cluster.drop_database(TEMPLATE)
        cluster.make_database(TEMPLATE)
        connect_django(cluster, TEMPLATE, OWNER)
        call_command("migrate", verbosity=0, interactive=False)
        protect()
        worlds.plant()
        with connection.cursor() as cursor:
            cursor.execute(SHORTCUTS)
        connection.close()
        done.touch()


def clone(cluster: Cluster, name: str) -> None:
    """A fresh copy of the template."""
    cluster.drop_database(name)
    cluster.make_database(name, template=TEMPLATE)


@contextmanager
def own_clone(cluster: Cluster, name: str) -> Iterator[str]:
    """A database for one test: gone afterwards, without the TRUNCATE that is refused to the app role."""
    before: dict[str, Any] = {key: connection.settings_dict[key] for key in ("NAME", "USER")}
    clone(cluster, name)
    connect_django(cluster, name)
    try:
        yield name
    finally:
        connect_django(cluster, before["NAME"], before["USER"])
        cluster.drop_database(name)


@contextmanager
def connected_as(user: str) -> Iterator[None]:
    """Inside, Django's connection is that of another role; for tests that commit."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = user
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = before
