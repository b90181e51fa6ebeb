"""How passwords are kept: scrypt over the password and a key that the database does not have."""

from django.contrib.auth.hashers import ScryptPasswordHasher
from django.utils.crypto import salted_hmac

SALT = "ciiz.password"


class PepperedScrypt(ScryptPasswordHasher):
    """What is read from the database alone cannot be guessed at; a new secret key makes all passwords anew."""

    algorithm = "pepper"  # six letters: with it the stored form has exactly the 128 characters of the column

    def encode(self, password: str, salt: str, n: int | None = None, r: int | None = None, p: int | None = None) -> str:
        """The stored form; also asked when a password is checked."""
        peppered = salted_hmac(SALT, password, algorithm="sha256").hexdigest()
        return str(super().encode(peppered, salt, n, r, p))
