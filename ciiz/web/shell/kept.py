"""A session that expires in the middle of a form loses no text.

A form sent without being signed in is answered by the sign-in page, which carries what was typed as a hidden, signed
and compressed field. On sign-in the text is put into the session, encrypted with a key that only a cookie of this
browser holds (the table of sessions carries no case data); the page of the form then opens with the text in it. Only
the person who had typed it gets it back: the form's submission key is signed for one user.
"""

from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

from . import submissions

SALT = "ciiz.kept"
FIELD = "kept"
COOKIE = "kept"
SESSION_KEY = "kept"
HOURS = 12
LIMIT = 200_000
SECRET_WORDS = ("password", "code", "csrfmiddlewaretoken", "secret")


def page_of_form(request: HttpRequest) -> str:
    """The page that a sent form stood on: the referring page if it is ours, else the address it was sent to."""
    referer = request.headers.get("Referer", "")
    if referer and url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        path = escape_leading_slashes(parts.path)  # two of them would lead to another site
        return f"{path}?{parts.query}" if parts.query else path
    return request.get_full_path()


def pack(request: HttpRequest) -> str:
    """What was typed, ready for a hidden field; "" when it is nobody's, nothing, or too much."""
    author = submissions.author(request.POST.get(submissions.FIELD, ""))
    if author is None:
        return ""
    typed = {name: values for name, values in request.POST.lists() if not _secret(name)}
    packed = signing.dumps({"by": author, "page": page_of_form(request), "typed": typed}, salt=SALT, compress=True)
    return packed if len(packed) <= LIMIT else ""


def typed_lines(request: HttpRequest) -> list[str]:
    """What was typed as plain text, to copy from; choices and short codes are left out."""
    values = [value for name, found in request.POST.lists() if not _secret(name) for value in found]
    return [value for value in values if len(value.split()) > 2]


def _secret(name: str) -> bool:
    return name == submissions.FIELD or any(word in name.lower() for word in SECRET_WORDS)


def remember(request: HttpRequest, response: HttpResponse, packed: str) -> None:
    """Puts the carried text into the session, encrypted; the key goes to the browser only."""
    if not packed or len(packed) > LIMIT:
        return
    try:
        signing.loads(packed, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return
    key = Fernet.generate_key()
    request.session[SESSION_KEY] = Fernet(key).encrypt(packed.encode()).decode()
    response.set_cookie(
        COOKIE, key.decode(), max_age=HOURS * 3600, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


def waiting(request: HttpRequest) -> dict[str, Any] | None:
    """The kept form of the person who is signed in: by, page, typed."""
    sealed, key = request.session.get(SESSION_KEY), request.COOKIES.get(COOKIE, "")
    if not sealed or not key:
        return None
    try:
        found = signing.loads(Fernet(key).decrypt(sealed.encode()).decode(), salt=SALT, max_age=HOURS * 3600)
    except (InvalidToken, ValueError, signing.BadSignature):
        return None
    return found if isinstance(found, dict) and found["by"] == request.user.pk else None


def reopen(request: HttpRequest) -> None:
    """Gives the kept text to the form of this page as `request.kept`, and forgets it."""
    if SESSION_KEY not in request.session or request.method != "GET":
        return
    form = waiting(request)
    if form is None:
        drop(request)
    elif form["page"] == request.get_full_path():
        data = QueryDict(mutable=True)
        for name, values in form["typed"].items():
            data.setlist(name, values)
        request.kept = data  # type: ignore[attr-defined]
        drop(request)


def drop(request: HttpRequest) -> None:
    """Forgets the kept text."""
    request.session.pop(SESSION_KEY, None)
