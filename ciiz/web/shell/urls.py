"""Addresses of sign-in, languages and roles; only those of allauth's pages that are wanted."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from . import navigation
from .limits import AGAIN, CODE, LINK, LOGIN, RESET, limited
from .views import invitation, languages, lost_device, roles
from .views.sign_in import code, sign_in

navigation.register(navigation.Item("start", _("Start"), order=0))

closed: Any = login_not_required(TemplateView.as_view(template_name="account/signup_closed.html"))

urlpatterns = [
    path("language/", languages.change, name="set_language"),
    path("account/login/", limited(sign_in, LOGIN), name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", closed, name="account_signup"),
    path("account/role/", roles.role, name="role"),
    path("account/invitation/<str:token>/", limited(invitation.accept, LINK), name="invitation"),
    path("account/device/<str:token>/", limited(lost_device.lost_device, LINK), name="lost_device"),
    path("account/password/", limited(account.password_change, AGAIN), name="account_change_password"),
    path("account/again/", limited(account.reauthenticate, AGAIN), name="account_reauthenticate"),
    path("account/reset/", limited(account.password_reset, RESET), name="account_reset_password"),
    path("account/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("account/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^account/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        limited(account.password_reset_from_key, LINK),
        name="account_reset_password_from_key",
    ),
    path("account/code/", limited(code, CODE), name="mfa_authenticate"),
    path("account/code/again/", limited(mfa.reauthenticate, AGAIN), name="mfa_reauthenticate"),
    path("account/security/", mfa.index, name="mfa_index"),
    path("account/security/app/", limited(totp.activate_totp, AGAIN), name="mfa_activate_totp"),
    path("account/security/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/security/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/security/codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
