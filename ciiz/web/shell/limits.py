"""Rate limits of the pages before and around sign-in: counted when something is posted, answered as a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Literal

from allauth.account.internal.stagekit import unstash_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from ciiz.foundation import clock, ratelimits

from .views import errors

Subject = Callable[[HttpRequest], str]
View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `number` attempts of `action` in `window`, counted per what `subject` finds ("" is not counted)."""

    action: str
    subject: Subject
    number: int
    window: timedelta = timedelta(minutes=5)
    forgiven_on: Literal["success", "failure", "never"] = "never"
    """What forgets the attempts: a redirect is a success, the form shown again a failure."""


def client(request: HttpRequest) -> str:
    """The caller's address; behind a proxy the one that the last proxy saw, or the proxy's own if it tells none."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    return told or str(request.META.get("REMOTE_ADDR", ""))


def typed_address(request: HttpRequest) -> str:
    """The e-mail address that was typed."""
    return (request.POST.get("login") or request.POST.get("email") or "")[:254]


def half_signed_in(request: HttpRequest) -> str:
    """The user whose password was right and whose code is still missing."""
    login = unstash_login(request, peek=True)
    return str(login.user.pk) if login else ""


def code_of_user(request: HttpRequest) -> str:
    """One code of one user: seen over a shoulder, it opens nothing a second time, whichever process is asked."""
    user, code = half_signed_in(request), request.POST.get("code", "")
    return f"{user}:{code}"[:80] if user and code else ""


def signed_in(request: HttpRequest) -> str:
    """The user."""
    return str(request.user.pk) if request.user.is_authenticated else ""


LOGIN = (Limit("login-client", client, 120), Limit("login-address", typed_address, 8, forgiven_on="success"))
CODE = (
    Limit("code-once", code_of_user, 1, timedelta(minutes=2), forgiven_on="failure"),
    Limit("code-client", client, 120),
    Limit("code-user", half_signed_in, 6, forgiven_on="success"),
)
RESET = (
    Limit("reset-client", client, 30, timedelta(hours=1)),
    Limit("reset-address", typed_address, 4, timedelta(hours=1)),
)
AGAIN = (Limit("again-user", signed_in, 10, forgiven_on="success"),)
LINK = (Limit("link-client", client, 30),)
LOGS = (Limit("log-user", signed_in, 20),)


def limited(view: View, limits: tuple[Limit, ...]) -> View:
    """The view with limits on what is posted to it."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            untouched: HttpResponse = view(request, *args, **kwargs)
            return untouched
        counted = [(limit, limit.subject(request)) for limit in limits]
        now = clock.now()
        within = [
            ratelimits.attempt(limit.action, subject, limit=limit.number, window=limit.window, now=now)
            for limit, subject in counted
            if subject
        ]
        if not all(within):
            return errors.too_many(request)
        response: HttpResponse = view(request, *args, **kwargs)
        outcome = "success" if response.status_code == 302 else "failure"
        for limit, subject in counted:
            if limit.forgiven_on == outcome and subject:
                ratelimits.forgive(limit.action, subject)
        return response

    return inner
