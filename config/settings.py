"""Settings of the installation, read from environment variables (docs/operations.md).

Importing needs neither secrets nor a database: commands that serve check what they need themselves.
"""

import os
from pathlib import Path
from typing import Any

from ciiz.foundation.db.protection import REFERENCE, TECHNICAL
from ciiz.foundation.i18n.fields import LANGUAGES as LANGUAGE_CODES
from ciiz.foundation.postgres.urls import database_settings

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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "procrastinate.contrib.django",
    "ciiz.foundation",
    "ciiz.domain.organisations",
    "ciiz.domain.access",
    "ciiz.domain.timeline",
]

USE_TZ = True
TIME_ZONE = "Europe/Zurich"
USE_I18N = True
LANGUAGE_CODE = "de"
LANGUAGES = [
    (code, {"de": "Deutsch", "fr": "Français", "it": "Italiano", "en": "English"}[code]) for code in LANGUAGE_CODES
]
LOCALE_PATHS = [PACKAGE / "locale"]
STATIC_URL = "/static/"

# Tables of packages, which cannot declare their protection themselves (`ciiz.foundation.db.protect`).
PROTECTION_OF_OTHERS = {
    "auth.Permission": REFERENCE.but(app="s"),
    "auth.Group": REFERENCE.but(app="s"),
    "contenttypes.ContentType": REFERENCE.but(app="s"),
    "sessions.Session": TECHNICAL,
    "procrastinate.ProcrastinateJob": TECHNICAL,
    "procrastinate.ProcrastinateEvent": TECHNICAL,
    "procrastinate.ProcrastinatePeriodicDefer": TECHNICAL,
    "procrastinate.ProcrastinateWorker": TECHNICAL,
}
PROTECTION_EXTRA_SQL: list[str] = []
