"""How the person concerned comes in: code of the letter, on the first visit the date of birth, then a second step.

How far somebody is stands in the session, which the database knows by a digest of its key only. Without anything done
for half an hour the page closes.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ciiz.domain.access.public import enter_person
from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.public import Key
from ciiz.foundation import clock
from ciiz.foundation.mail.send import send

SESSION = "personal"
IDLE = timedelta(minutes=30)
MAIL_LASTS = timedelta(minutes=10)
MAIL = "person_code"
View = Callable[..., HttpResponse]


def state(request: HttpRequest) -> dict[str, Any]:
    """How far somebody is; empty for who has not begun, or has done nothing for too long."""
    held: dict[str, Any] = request.session.get(SESSION, {})
    if not held or clock.now() - datetime.fromisoformat(held["at"]) > IDLE:
        return {}
    return held


def keep(request: HttpRequest, **values: Any) -> None:
    """Remembers how far somebody is."""
    request.session[SESSION] = {**state(request), **values, "at": clock.now().isoformat()}


def begin(request: HttpRequest, key: Key) -> HttpResponse:
    """The code is right. A fresh session, so that nobody goes on in one that they know the key of."""
    request.session.flush()
    keep(request, page=str(key.id), step="code" if key.is_open else "birth")
    if key.is_open and key.second_step == "mail":
        wish(request, key.id)
    return go_on(request)


def wish(request: HttpRequest, page_id: UUID) -> None:
    """A mail with a new code goes out; an older one is no longer good."""
    made = secrets.token_hex(8)
    keep(request, wish=made, sent=clock.now().isoformat())
    send(kind=MAIL, key=f"{MAIL}:{page_id}:{made}", page=str(page_id), wish=made)


def go_on(request: HttpRequest) -> HttpResponse:
    """To the page where somebody stands."""
    step = state(request).get("step", "")
    return redirect("personal:home" if step == "in" else f"personal:{step or 'enter'}")


def let_in(request: HttpRequest) -> HttpResponse:
    """The second step is right."""
    page = state(request)["page"]
    request.session.cycle_key()
    request.session[SESSION] = {"page": page, "step": "in", "at": clock.now().isoformat()}
    return redirect("personal:home")


def mail_fits(request: HttpRequest, typed: str) -> bool:
    """The digits are those of the last mail, and not ten minutes old."""
    held = state(request)
    if "wish" not in held or clock.now() - datetime.fromisoformat(held["sent"]) > MAIL_LASTS:
        return False
    return privacy.same(typed, privacy.mailed(UUID(held["page"]), held["wish"]))


def between(step: str) -> Callable[[View], View]:
    """A page between the two steps, for who stands there; the view gets the key."""

    def wrap(view: View) -> View:
        @wraps(view)
        @login_not_required
        @never_cache
        def inner(request: HttpRequest) -> HttpResponse:
            held = state(request)
            key = privacy.key_by_id(UUID(held["page"]), clock.today()) if held.get("step") == step else None
            return go_on(request) if key is None else view(request, key)

        return inner

    return wrap


def personal(view: View) -> View:
    """A page of the person concerned: the view gets them as actor; everybody else is led to the code."""

    @wraps(view)
    @login_not_required
    @never_cache
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = state(request)
        key = privacy.key_by_id(UUID(held["page"]), clock.today()) if held.get("step") == "in" else None
        if key is None:
            return redirect("personal:enter")
        keep(request)
        actor = enter_person(
            page_id=key.id,
            dossier_id=key.dossier_id,
            today=clock.today(),
            read_only=request.method in ("GET", "HEAD"),
        )
        return view(request, actor, *args, **kwargs)

    return inner
