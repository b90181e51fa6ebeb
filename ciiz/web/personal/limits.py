"""How often somebody may try to come in."""

from datetime import timedelta

from django.http import HttpRequest

from ciiz.web.shell.limits import Limit, client

from .entering import state

HOUR = timedelta(hours=1)


def page_of(request: HttpRequest) -> str:
    """The page whose code was right and whose second step is missing."""
    return str(state(request).get("page", ""))


def digits_of(request: HttpRequest) -> str:
    """One code of one page opens once."""
    page, code = page_of(request), request.POST.get("code", "")
    return f"{page}:{code}"[:80] if page and code else ""


CODE = (Limit("personal-client", client, 30),)
DIGITS = (
    Limit("personal-once", digits_of, 1, timedelta(minutes=2), forgiven_on="failure"),
    Limit("personal-digits", page_of, 6),
    Limit("personal-digits-client", client, 60),
)
AGAIN = (Limit("personal-again", page_of, 5, HOUR), Limit("personal-again-client", client, 30, HOUR))
SAID = (Limit("personal-said", page_of, 30, HOUR),)
