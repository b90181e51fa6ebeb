"""Sessions that nobody finds but whoever holds the key.

The table knows a digest of the key only, and the pages have no right on it: functions give, write and remove the one
session whose key is named. What a session holds is signed together with its key, so that it is of no use under another.
"""

import hashlib
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone


def digest(key: str) -> str:
    """What the table knows of a key, 160 bits."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(SessionBase):
    """Django's sessions in the database, by key only."""

    @property
    def key_salt(self) -> str:
        """Bound to this session."""
        return f"ciiz.session.{self.session_key}"

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, if there is none that is in force."""
        found = _ask("SELECT shell_session_read(%s, %s)", digest(self.session_key or ""), timezone.now())
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found))

    def exists(self, session_key: str) -> bool:
        """Also one that is over."""
        return bool(_ask("SELECT shell_session_exists(%s)", digest(session_key)))

    def create(self) -> None:
        """A new session with a key that no other has."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Writes the session; one that was removed meanwhile is not made anew."""
        if self.session_key is None:
            self.create()
            return
        data = self.encode(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        written = _ask(
            "SELECT shell_session_write(%s, %s, %s, %s)",
            digest(self.session_key),
            data,
            self.get_expiry_date(),
            must_create,
        )
        if not written:
            raise CreateError if must_create else UpdateError

    def delete(self, session_key: str | None = None) -> None:
        """Removes a session, by default this one."""
        key = session_key or self.session_key
        if key is not None:
            _ask("SELECT shell_session_remove(%s)", digest(key))

    @classmethod
    def clear_expired(cls) -> None:
        """Removes what is over; for the worker, pages may not."""
        Session.objects.filter(expire_date__lt=timezone.now()).delete()


def _ask(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (found,) = cursor.fetchone() or (None,)
    return found
