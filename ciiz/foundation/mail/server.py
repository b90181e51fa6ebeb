"""The mail server as one address: `smtp://name:password@host:587` (STARTTLS), `smtps://host:465`, or files."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def email_settings(url: str, *, files: Path | None) -> dict[str, Any]:
    """Django's EMAIL_* settings for an address; without one, mails become files in `files`.

    `smtp+plain://localhost:25` speaks without encryption, for a relay on the same machine.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(files)}
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ValueError("CIIZ_SMTP_URL must look like smtp://name:password@host:587, smtps://… or smtp+plain://…")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
