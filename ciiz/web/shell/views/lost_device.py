"""Whoever lost phone and recovery codes takes off the second step, by a link of the office and the password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ciiz.domain.access.public import leave
from ciiz.web.components.views import with_form

from ..forms import LostDeviceForm
from ..lost_device import take_off, user_of
from ..mails import CHANGED, mail_about


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters()
def lost_device(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for the password; a used or old link says so."""
    user = user_of(token)
    if user is None:
        return render(request, "shell/lost_device_over.html", status=410)
    form = LostDeviceForm(data=request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        leave()
        take_off(user)
        mail_about(user, CHANGED)
        messages.success(request, _("The lost app opens nothing any more. Sign in and set up the new one."))
        return redirect("account_login")
    return with_form(request, "shell/lost_device.html", form, who=user)
