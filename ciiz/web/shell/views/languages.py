"""Changing the language of the pages; for somebody signed in also that of their mails."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language as set_cookie

from ciiz.domain.organisations.enums import Language
from ciiz.domain.organisations.public import set_language


@login_not_required
def change(request: HttpRequest) -> HttpResponseBase:
    """Remembers the language in this browser and in the account."""
    wanted = request.POST.get("language", "")
    if request.method == "POST" and request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        set_language(user_id=int(request.user.pk), language=Language(wanted))
    return set_cookie(request)
