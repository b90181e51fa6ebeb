"""Sign-in before everything, second factor where it is required, refusals of the domain as pages."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from ciiz.foundation.errors import DomainError, NotFound

from . import kept, roles
from .views import errors, expired

TOTP_SESSION_KEY = "has_totp"
WITHOUT_TOTP = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_logout",
        "set_language",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
WITHOUT_ROLE = WITHOUT_TOTP | {"role"}


def _name(request: HttpRequest) -> str | None:
    return request.resolver_match.url_name if request.resolver_match else None


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page asks for sign-in unless its view is marked `login_not_required`; a form sent too late is kept."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None or not request.user.is_authenticated:
            return answer
        if settings.TOTP_REQUIRED and not self._may_pass_without_totp(request):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        if roles.asked(request) and request.method == "GET" and _name(request) not in WITHOUT_ROLE:
            return HttpResponseRedirect(f"{reverse('role')}?{urlencode({'next': request.get_full_path()})}")
        kept.reopen(request)
        return None

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """Redirects to the sign-in page; what was posted is carried there."""
        if request.method == "POST":
            return expired.sign_in_again(request)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What somebody signed in was shown stays out of caches, also on a shared computer."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def _may_pass_without_totp(self, request: HttpRequest) -> bool:
        if _name(request) in WITHOUT_TOTP:
            return True
        if request.session.get(TOTP_SESSION_KEY):
            return True
        if is_mfa_enabled(request.user):
            request.session[TOTP_SESSION_KEY] = True
            return True
        return False


class RefusalMiddleware:
    """A refusal that no view has caught becomes a page; what is hidden looks like what does not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers refusals, leaves everything else to Django."""
        if isinstance(exception, NotFound):
            return errors.not_found(request)
        if isinstance(exception, DomainError):
            return errors.refused(request, exception)
        return None
