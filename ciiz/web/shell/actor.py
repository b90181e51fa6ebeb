"""The innermost middleware: one transaction, one actor and one reading log around every request.

Everything a request writes is kept or nothing is: an exception, a refusal or an answer of 500 and above rolls it back.
GET and HEAD run in a read-only transaction. What was read is written down before the answer leaves: along with what a
request writes, and in a statement of its own after one that only read or was undone.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from ciiz.domain.access.public import enter
from ciiz.foundation import reading
from ciiz.foundation.clock import today

from .roles import SESSION_KEY
from .views import errors

READ_ONLY_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def door_of(request: HttpRequest) -> str:
    """Name of the page without anything personal, for the log of readings; empty where no page answers."""
    try:
        return resolve(request.path_info).view_name or "unnamed"
    except Resolver404:
        return ""


def _logged(scope: reading.Scope) -> bool:
    """Writes down what was read and is not yet logged; False if the database refuses."""
    try:
        reading.write(scope)
    except DatabaseError:
        return False
    return True


class ActorMiddleware:
    """Opens the transaction, lets the actor in, logs what is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        door = door_of(request)
        read_only = request.method in READ_ONLY_METHODS and door not in settings.WRITES_ON_GET
        with reading.scope(f"page {door}") as scope:
            with transaction.atomic():
                self._enter(request, read_only=read_only)
                response = self.get_response(request)
                if response.streaming:
                    raise RuntimeError("a streaming answer would leave after the transaction: send it whole")
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                logged = read_only or transaction.get_rollback() or _logged(scope)
                if not logged:
                    transaction.set_rollback(True)
            if not logged or (response.status_code < 500 and not _logged(scope)):
                return errors.unavailable(request)
        return response

    def _enter(self, request: HttpRequest, *, read_only: bool) -> None:
        request.actor = None  # type: ignore[attr-defined]
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return
        chosen = request.session.get(SESSION_KEY)
        actor = enter(membership_id=chosen, user_id=user.pk, today=today(), read_only=read_only)
        request.actor = actor  # type: ignore[attr-defined]
        if actor is None:
            request.session.pop(SESSION_KEY, None)
        elif actor.membership_id != chosen:
            request.session[SESSION_KEY] = actor.membership_id

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undoes what the request wrote: to this middleware an exception is already an answer."""
        del request, exception
        transaction.set_rollback(True)
