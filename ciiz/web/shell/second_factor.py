"""Secrets of the second factor lie in the database encrypted; the key is derived from the installation's secret key."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

SALT = "ciiz.second_factor"


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(SALT, "key", algorithm="sha256").digest()))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's decisions; what apps and recovery codes are made from is encrypted."""

    def encrypt(self, text: str) -> str:
        """For the table."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """For a code to be checked."""
        return _box().decrypt(encrypted_text.encode()).decode()
