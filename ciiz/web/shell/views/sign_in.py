"""Sign-in, with the text of a form that was sent too late, and its second step."""

from functools import wraps
from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from .. import kept


class SignInView(LoginView):  # type: ignore[misc]
    """allauth's sign-in; on success the carried text goes into the session."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == 302:
            kept.remember(request, response, request.POST.get(kept.FIELD, ""))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        packed = self.request.POST.get(kept.FIELD, "")
        following = self.request.POST.get("next") or self.request.GET.get("next") or ""
        return context | {"kept": packed, "next": following, "expired": bool(packed), "lost": False}


sign_in = login_not_required(SignInView.as_view())


@wraps(authenticate)
def code(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """allauth's question for the one-time code; it answers 500 if the field is missing, so that it is empty here."""
    if request.method == "POST" and "code" not in request.POST:
        sent = request.POST.copy()
        sent["code"] = ""
        request.POST = sent  # type: ignore[assignment]
    response: HttpResponse = authenticate(request, *args, **kwargs)
    return response
