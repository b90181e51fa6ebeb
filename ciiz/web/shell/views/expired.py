"""A form that was sent after the session had ended: sign in, and find the text again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .. import kept
from ..forms import LoginForm


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """The sign-in page, carrying what was typed; nothing of it is done yet."""
    packed = kept.pack(request)
    context = {
        "form": LoginForm(request=request),
        "next": kept.page_of_form(request),
        "kept": packed,
        "expired": True,
        "lost": not packed,
    }
    response = render(request, "account/login.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response
