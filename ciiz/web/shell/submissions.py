"""Double submit: the second copy of a form leads where the first one led and has no second effect.

Every form carries `{% submission %}`. The middleware stands inside the actor's transaction, so the key and the effect
are kept or lost together; a copy that arrives meanwhile waits for the first.
"""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from ciiz.foundation import clock, submissions

FIELD = "submission"
_signer = signing.Signer(salt="ciiz.submission", sep=".")


def new_key(user_id: int) -> str:
    """A fresh key, signed for the user who fills in the form."""
    return _signer.sign(f"{user_id}.{uuid.uuid4().hex}")


def read_key(value: str) -> tuple[int, uuid.UUID] | None:
    """User and key of a signed value; None when it is forged."""
    try:
        user, key = _signer.unsign(value).split(".")
        return int(user), uuid.UUID(key)
    except (signing.BadSignature, ValueError):
        return None


def author(value: str) -> int | None:
    """The user for whom the form was made."""
    read = read_key(value)
    return read[0] if read else None


class SubmissionMiddleware:
    """Lets each filled-in form have its effect once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        user_id = int(user.pk)
        request.submission_key = lambda: new_key(user_id)  # type: ignore[attr-defined]
        read = read_key(request.POST.get(FIELD, "")) if request.method == "POST" else None
        if read is None or read[0] != user_id:
            return self.get_response(request)
        return self._once(request, read[1], user_id)

    def _once(self, request: HttpRequest, key: uuid.UUID, user_id: int) -> HttpResponse:
        if not submissions.claim(key, user_id=user_id, now=clock.now()):
            messages.info(request, _("This form had already arrived; it was saved once."))
            return HttpResponseRedirect(submissions.earlier_location(key, user_id=user_id) or "/")
        response = self.get_response(request)
        if transaction.get_connection().needs_rollback:
            return response
        if response.status_code in (302, 303):
            submissions.settle(key, response.headers["Location"])
        else:
            submissions.release(key)
        return response
