"""What a demo needs before pages are served: schema, protection, demo canton; one process, then gone."""

import json
import sys

from django.utils import translation

from .database import NotMigrated, is_current, is_of_this_version, migrate
from .progress import Progress


def prepare(cases: int, language: str) -> int:
    """Migrate, protect, load the demo canton into an empty database (0 cases: none); print the logins as JSON.

    What takes long is told on stderr; a later start, which has nothing to do, says nothing.
    """
    progress = Progress()
    if not is_current():
        progress.say("creating the schema and its protection")
        migrate(quiet=True)
    elif not is_of_this_version():
        raise NotMigrated(
            "This demo was made by another version of ciiz, whose tables were different. "
            "Run `make resetdb` to empty it, then `make demo`."
        )
    logins: list[tuple[str, str, str]] = []
    if cases:
        from . import demo

        demo.load(cases, progress)
        with translation.override(language):
            logins = demo.logins()
    json.dump(logins, sys.stdout)
    return 0
