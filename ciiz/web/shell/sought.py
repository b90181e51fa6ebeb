"""What somebody looks for is a person's name: it stands in no address that histories and logs could keep readable.

A search is posted and answered by an address that carries the text encrypted for whoever looked, so that going back,
loading again and other tabs work as with every page.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.crypto import salted_hmac

FIELD, PARAMETER = "q", "for"
LONGEST = 80
HOURS = 24


def _box(user_id: object) -> Fernet:
    key = salted_hmac("ciiz.sought", str(user_id), algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def is_sent(request: HttpRequest) -> bool:
    """Whether a search was posted, not another form of the page."""
    return request.method == "POST" and FIELD in request.POST


def redirect(request: HttpRequest) -> HttpResponseRedirect:
    """On to the same page with what was posted."""
    return HttpResponseRedirect(address(request.path, request.user.pk, request.POST.get(FIELD, "")))


def address(path: str, user_id: object, typed: str) -> str:
    """A page with what one user looks for on it."""
    wanted = typed.replace("\x00", "").strip()[:LONGEST]
    return f"{path}?{PARAMETER}={_box(user_id).encrypt(wanted.encode()).decode()}" if wanted else path


def text(request: HttpRequest) -> str:
    """What is looked for on this page; "" where nothing is, where somebody else looked or too long ago."""
    try:
        return _box(request.user.pk).decrypt(request.GET.get(PARAMETER, "").encode(), ttl=HOURS * 3600).decode()
    except InvalidToken:
        return ""
