"""An invited user sets the first password."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ciiz.foundation.invitations import invited_user
from ciiz.web.components.views import with_form

from ..forms import InvitationForm


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters()
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Shows and takes the form of an invitation link; a used or old link says so."""
    user = invited_user(token, valid_for=timedelta(days=settings.INVITATION_DAYS))
    if user is None:
        return render(request, "shell/invitation_over.html", status=410)
    form = InvitationForm(data=request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        EmailAddress.objects.get_or_create(
            user=user, email=user.get_username(), defaults={"verified": True, "primary": True}
        )
        messages.success(request, _("Your password is set. You can sign in now."))
        return redirect("account_login")
    return with_form(request, "shell/invitation.html", form, invited=user)
