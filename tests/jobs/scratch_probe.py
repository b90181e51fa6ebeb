"""Run by a test in a process of its own: what a command sees inside its scratch database."""

import json
import sys

from ciiz.jobs.embedded import scratch_database
from ciiz.jobs.runtime import work_as


def main() -> None:
    with scratch_database() as cluster:
        from django.db import connection

        def who() -> str:
            with connection.cursor() as cursor:
                cursor.execute("select current_user")
                (name,) = cursor.fetchone() or ("",)
            return str(name)

        from ciiz.jobs.database import is_current

        seen = [who()]
        with work_as("owner"):
            seen.append(who())
        seen.append(who())
        json.dump({"users": seen, "current": is_current(), "data": str(cluster.data)}, sys.stdout)


if __name__ == "__main__":
    main()
