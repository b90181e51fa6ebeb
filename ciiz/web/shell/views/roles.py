"""Choosing what to act as."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import roles


@require_http_methods(["GET", "POST"])
def role(request: HttpRequest) -> HttpResponse:
    """The user's roles; a click on one of them switches."""
    memberships = roles.memberships_of(request.user)
    if request.method == "GET":
        return render(request, "shell/role.html", {"memberships": memberships, "next": request.GET.get("next", "")})
    if not roles.choose(request, memberships, request.POST.get("membership", "")):
        messages.error(request, _("This role is not, or no longer, yours. Choose another one."))
        return redirect("role")
    following = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(following)
    return redirect("start")
