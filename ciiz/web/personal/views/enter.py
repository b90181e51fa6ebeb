"""The two steps by which the person comes in, and the way out."""

from uuid import UUID

from allauth.core.context import request_context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ciiz.domain.privacy import public as privacy
from ciiz.domain.privacy.enums import SecondStep
from ciiz.domain.privacy.public import Key
from ciiz.foundation.clock import today
from ciiz.web.components.views import with_form

from ..entering import begin, between, go_on, keep, let_in, mail_fits, state, wish
from ..forms import BirthForm, ChooseForm, CodeForm, DigitsForm, app_fits


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """The code of the letter; a wrong one, one that is over and one that never was are answered alike."""
    if request.method != "POST" and state(request).get("step") == "in":
        return redirect("personal:home")
    form = CodeForm.opened(request)
    if request.method == "POST" and form.is_valid():
        key = privacy.key_by_code(privacy.digest(form.cleaned_data["code"]), today())
        if key is not None and not key.is_locked:
            return begin(request, key)
        form.add_error(
            "code", _("No page opens with this code. Check it, or ask the office that wrote to you for a new letter.")
        )
    return with_form(request, "personal/enter.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@between("birth")
def birth(request: HttpRequest, key: Key) -> HttpResponse:
    """On the first visit: the date of birth."""
    form = BirthForm.opened(request)
    if request.method == "POST" and form.is_valid():
        if privacy.prove_birth(key.id, form.cleaned_data["born"]):
            keep(request, step="choose")
            return go_on(request)
        form.add_error(
            "born",
            _("This does not fit. After five wrong dates the code is locked; the office then sends you a new letter."),
        )
    return with_form(request, "personal/step.html", form, title=_("Who are you?"), button=_("Go on"))


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@between("choose")
def choose(request: HttpRequest, key: Key) -> HttpResponse:
    """On the first visit: by mail or by app."""
    form = ChooseForm.opened(request, initial={"step": SecondStep.MAIL})
    if request.method == "POST" and form.is_valid():
        step = SecondStep(form.cleaned_data["step"])
        secret = form.cleaned_data["email"] if step is SecondStep.MAIL else generate_totp_secret()
        if not privacy.choose(key.id, step, secret, today()):
            return go_on(request)
        keep(request, step="confirm")
        if step is SecondStep.MAIL:
            wish(request, key.id)
        return go_on(request)
    return with_form(
        request, "personal/step.html", form, title=_("A second step protects your page"), button=_("Go on")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@between("confirm")
def confirm(request: HttpRequest, key: Key) -> HttpResponse:
    """On the first visit: the second step is shown to work before it holds."""
    return _digits(request, key, first=True)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@between("code")
def code(request: HttpRequest, key: Key) -> HttpResponse:
    """On every further visit."""
    return _digits(request, key, first=False)


def _digits(request: HttpRequest, key: Key, *, first: bool) -> HttpResponse:
    by_mail, secret = key.second_step == SecondStep.MAIL, privacy.unseal(key.secret)
    form = DigitsForm.opened(request)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        fits = mail_fits(request, typed) if by_mail else app_fits(secret, typed)
        if fits and (not first or privacy.open_page(key.id, today())):
            return let_in(request)
        form.add_error("code", _("This code is wrong or too old. Use the newest one, or have another one sent."))
    context = {"by_mail": by_mail, "first": first, "again": "personal:again"}
    if first and not by_mail:
        adapter = get_adapter()
        with request_context(request):
            url = f"otpauth://totp/ciiz?secret={secret}&issuer=ciiz"
            context |= {"secret": secret, "picture": adapter.build_totp_svg(url)}
    return with_form(request, "personal/digits.html", form, **context)


@require_POST
@login_not_required
def again(request: HttpRequest) -> HttpResponse:
    """Another mail with another code."""
    held = state(request)
    if held.get("step") in ("confirm", "code"):
        key = privacy.key_by_id(UUID(held["page"]), today())
        if key is not None and key.second_step == SecondStep.MAIL:
            wish(request, key.id)
    return go_on(request)


@require_POST
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """The page is closed; on a shared phone nobody goes on where the person was."""
    request.session.flush()
    return render(request, "personal/left.html")
