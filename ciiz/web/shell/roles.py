"""What a user acts as: the membership chosen in this session."""

from typing import Any

from django.http import HttpRequest

from ciiz.domain.organisations import public as organisations
from ciiz.domain.organisations.public import Membership
from ciiz.foundation import clock

SESSION_KEY = "membership"
ASK_KEY = "choose_role"


def ask(request: HttpRequest) -> None:
    """The next page will be the choice of role."""
    request.session[ASK_KEY] = True


def asked(request: HttpRequest) -> bool:
    """Whether the choice of role comes first."""
    return ASK_KEY in request.session


def memberships_of(user: Any) -> list[Membership]:
    """The user's memberships that hold today, with institution, region and theme."""
    return organisations.memberships_of(user_id=int(user.pk), on=clock.today())


def current(request: HttpRequest, memberships: list[Membership]) -> Membership | None:
    """The membership of this session; the only one where there is no choice; else None."""
    chosen = request.session.get(SESSION_KEY)
    for membership in memberships:
        if membership.pk == chosen:
            return membership
    return memberships[0] if len(memberships) == 1 else None


def choose(request: HttpRequest, memberships: list[Membership], wanted: str) -> bool:
    """Remembers the choice in the session; False when it is none of the user's memberships."""
    for membership in memberships:
        if str(membership.pk) == wanted:
            request.session[SESSION_KEY] = membership.pk
            request.session.pop(ASK_KEY, None)
            return True
    return False
