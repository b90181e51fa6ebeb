"""Settings of the installation, read from environment variables (docs/operations.md).

Importing needs neither secrets nor a database: commands that serve check what they need themselves.
"""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ciiz.foundation.db.protection import ACCOUNT, REFERENCE, TECHNICAL
from ciiz.foundation.i18n.fields import LANGUAGES as LANGUAGE_CODES
from ciiz.foundation.logs import LOGGING as LOGS
from ciiz.foundation.mail.server import email_settings
from ciiz.foundation.postgres.urls import database_settings
from ciiz.foundation.queue import PRIVILEGES as QUEUE_PRIVILEGES

BASE = Path(__file__).resolve().parent.parent
PACKAGE = BASE / "ciiz"
DATA = Path(os.environ.get("CIIZ_DATA") or BASE / "var")
DEMO = os.environ.get("CIIZ_DEMO") == "1"
DEBUG = False
SECRET_KEY = os.environ.get("CIIZ_SECRET_KEY") or "unset: `ciiz serve` refuses to start with this value"
ALLOWED_HOSTS = os.environ.get("CIIZ_HOSTS", "127.0.0.1,localhost").split(",")

DATABASES: dict[str, dict[str, Any]] = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisations.User"

INSTALLED_APPS = [
    "ciiz.web.shell",
    "ciiz.web.components",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_linear_migrations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "procrastinate.contrib.django",
    "ciiz.foundation",
    "ciiz.domain.organisations",
    "ciiz.domain.access",
    "ciiz.domain.imports",
    "ciiz.domain.timeline",
    "ciiz.domain.persons",
    "ciiz.domain.documents",
    "ciiz.domain.consent",
    "ciiz.domain.cases",
    "ciiz.domain.tasks",
    "ciiz.domain.journal",
    "ciiz.domain.plans",
    "ciiz.domain.meetings",
    "ciiz.domain.processes",
    "ciiz.domain.paths",
    "ciiz.domain.privacy",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ciiz.web.shell.middleware.SignInMiddleware",
    "ciiz.web.shell.middleware.RefusalMiddleware",
    # The actor opens the transaction of the request; only what belongs inside it comes after.
    "ciiz.web.shell.actor.ActorMiddleware",
    # Answers "please confirm that it is you", which is no failure and must not reach the actor as an exception.
    "allauth.account.middleware.AccountMiddleware",
    "ciiz.web.shell.submissions.SubmissionMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Areas of pages are no Django apps (they share their names with the contexts they show); their templates stand
        # before those of packages, which some of them replace.
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ciiz.web.components.templatetags.components"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "ciiz.web.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "ciiz.web.components.rendering.FormRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

USE_TZ = True
TIME_ZONE = "Europe/Zurich"
USE_I18N = True
LANGUAGE_CODE = "de"
LANGUAGE_NAMES = {"de": "Deutsch", "fr": "Français", "it": "Italiano", "en": "English"}
LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGE_CODES]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["ciiz.foundation.i18n.formats"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live in the database
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[0-9A-Z]{8}\.[a-z0-9.]+$"

# Security. The demo speaks plain HTTP on the own machine; everything else is behind HTTPS.
HTTPS = not DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "ciiz.web.shell.sessions"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "session", "csrf"
SESSION_COOKIE_AGE = 60 * int(os.environ.get("CIIZ_SESSION_MINUTES", "600"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = os.environ.get("CIIZ_BEHIND_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CIIZ_ORIGINS", "").split(",") if origin]
CSRF_FAILURE_VIEW = "ciiz.web.shell.views.errors.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = LOGS

# Accounts: by invitation only, password and a one-time code; the demo asks for the code only where this is wished.
TOTP_REQUIRED = {"on": True, "off": False}.get(os.environ.get("CIIZ_TOTP", ""), not DEMO)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
AUTHENTICATION_BACKENDS = ["ciiz.web.shell.backend.Backend"]
PASSWORD_HASHERS = ["ciiz.foundation.passwords.PepperedScrypt"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 3600
INVITATION_DAYS = 14
ACCOUNT_ADAPTER = "ciiz.web.shell.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_RATE_LIMITS = False  # counted in a table of our own, see ciiz.foundation.ratelimits
# allauth's own generator writes during GET; Django's covers the address as well.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "ciiz.web.shell.forms.LoginForm",
    "reset_password": "ciiz.web.shell.forms.ResetPasswordForm",
    "reset_password_from_key": "ciiz.web.shell.forms.ResetPasswordKeyForm",
    "change_password": "ciiz.web.shell.forms.ChangePasswordForm",
    "reauthenticate": "ciiz.web.shell.forms.ReauthenticateForm",
}
MFA_ADAPTER = "ciiz.web.shell.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "ciiz"
MFA_FORMS = {
    "authenticate": "ciiz.web.shell.forms.CodeForm",
    "reauthenticate": "ciiz.web.shell.forms.CodeAgainForm",
    "activate_totp": "ciiz.web.shell.forms.ActivateCodeForm",
}
PRODUCT_NAME = os.environ.get("CIIZ_NAME", "ciiz")
PRODUCT_CLAIM = _("Platform for interinstitutional cooperation")

# Tables of packages, which cannot declare their protection themselves (`ciiz.foundation.db.protect`).
PROTECTION_OF_OTHERS = {
    "auth.Permission": REFERENCE.but(app="s"),
    "auth.Group": REFERENCE.but(app="s"),
    "contenttypes.ContentType": REFERENCE.but(app="s"),
    "sessions.Session": TECHNICAL.but(app="", worker="sd"),  # by key only, see ciiz.web.shell.sessions
    "account.EmailAddress": ACCOUNT.but(app="siud", worker=""),
    "account.EmailConfirmation": ACCOUNT.but(app="", worker=""),  # addresses are confirmed by invitation
    "mfa.Authenticator": ACCOUNT.but(app="siud", worker=""),
}
PROTECTION_EXTRA_SQL: list[str] = [*QUEUE_PRIVILEGES]
PROCRASTINATE_IMPORT_PATHS = [
    "ciiz.foundation.queue",
    "ciiz.foundation.mail.send",
    "ciiz.foundation.audit.sealing",
    "ciiz.jobs.concerns",
    "ciiz.jobs.letters",
    "ciiz.jobs.periodic.directory",
    "ciiz.jobs.periodic.deadlines",
    "ciiz.jobs.periodic.erasing",
    "ciiz.jobs.periodic.matches",
    "ciiz.jobs.periodic.meetings",
    "ciiz.jobs.periodic.reminders",
    "ciiz.jobs.periodic.tidying",
]
# allauth notes when recovery codes were first shown; how often a calendar is asked for is counted.
WRITES_ON_GET = frozenset({"mfa_view_recovery_codes", "mfa_download_recovery_codes", "waiting:calendar"})

# Mails link to this address; without a server they become files.
PUBLIC_URL = os.environ.get("CIIZ_URL") or f"http://127.0.0.1:{os.environ.get('CIIZ_PORT') or 8000}"
# The head of the audit trail, signed, outside the database (`ciiz.foundation.audit.checkpoints`).
CHECKPOINTS = Path(os.environ.get("CIIZ_CHECKPOINTS") or DATA / "checkpoints")
CHECKPOINT_MAIL = os.environ.get("CIIZ_CHECKPOINT_MAIL", "")
DEFAULT_FROM_EMAIL = os.environ.get("CIIZ_MAIL_FROM") or "ciiz@localhost"
globals().update(email_settings(os.environ.get("CIIZ_SMTP_URL", ""), files=DATA / "mail"))
