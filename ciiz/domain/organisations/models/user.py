import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from ciiz.foundation.db.protection import ACCOUNT, Protection

from ..enums import Language


def sort_name(last: str, first: str) -> str:
    """Surname and first name in lower case without accents.

    >>> sort_name("Évéquoz", "Zoé")
    'evequoz zoe'
    """
    letters = unicodedata.normalize("NFKD", f"{last} {first}".strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


class UserManager(BaseUserManager["User"]):
    """Makes users; nobody registers themselves."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        """A user who signs in by e-mail address; without a password they set one by invitation."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who works with ciiz; what they may do stands in their memberships.

    Without `shortcuts` no single key does anything on the pages, which who speaks to the computer wants (WCAG 2.1.4).
    """

    protection: ClassVar[Protection] = ACCOUNT

    email = models.EmailField(unique=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.DE)
    shortcuts = models.BooleanField(default=True)
    sort_name = models.CharField(max_length=170, blank=True, db_index=True, editable=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the name by which lists are sorted, whatever the collation of the database."""
        self.sort_name = sort_name(self.last_name, self.first_name)
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """First and last name, else the address."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def is_staff(self) -> bool:
        """Nobody: there is no technical back office (`django.contrib.admin` is not installed)."""
        return False

    def __str__(self) -> str:
        return self.full_name
