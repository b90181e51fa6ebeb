"""The demo canton: organisations, played archetype cases, clones of them.

`load` fills an empty database, `logins` says as whom to sign in.
"""

from ciiz.domain.organisations.public import demo_logins
from ciiz.foundation import clock

from .load import is_empty
from .load import load as load_cases


def load(cases: int) -> None:
    """Loads the demo canton with so many cases, unless dossiers are there already."""
    if is_empty():
        load_cases(cases, today=clock.today())


def logins() -> list[tuple[str, str, str]]:
    """E-mail address, password and what the login is good for."""
    return [(login.email, login.password, str(login.good_for)) for login in demo_logins()]
