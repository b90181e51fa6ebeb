"""The demo canton: organisations, played archetype cases, clones of them.

`load` fills an empty database, `logins` says as whom to sign in.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils.translation import gettext as _

from ciiz.domain.organisations.public import demo_logins, other_cantons
from ciiz.foundation import clock
from ciiz.foundation.postgres.cluster import SUPERUSER
from ciiz.jobs.progress import Progress

from .load import is_empty
from .load import load as load_cases


def load(cases: int, progress: Progress | None = None) -> None:
    """Loads the demo canton with so many cases, unless dossiers are there already."""
    if not is_empty():
        return
    with as_administrator():
        load_cases(cases, today=clock.today(), progress=progress)


@contextmanager
def as_administrator() -> Iterator[None]:
    """Django's connection as the embedded server's administrator, who alone may set foreign keys at rest."""
    before = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = SUPERUSER
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["USER"] = before


def logins() -> list[tuple[str, str, str]]:
    """E-mail address, password and, in the language in force, what the login is good for."""
    own = [(login.email, login.password, str(login.good_for)) for login in demo_logins()]
    first, *others = (code.lower() for code in other_cantons())
    words = _(
        "Contact person of another canton; also officer-%(code)s, coordination-%(code)s, and each with %(others)s"
    )
    told = words % {"code": first, "others": ", ".join(others)}
    domain = own[0][0].rpartition("@")[2]
    return [*own, (f"contact-{first}@{domain}", own[0][1], told)]
