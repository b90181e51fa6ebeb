"""Errors that are part of the product: each says what happened, that nothing was lost and what to do."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """A refusal that a person can understand; nothing of the attempted change is kept.

    `code` is stable and language-free, `message` is shown in the reader's language, `field` names the form field
    that it belongs to (None: the whole form).
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[Text] = _("This is not possible. Nothing was changed.")

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        super().__init__(self.code)
        self.field = field
        self.values = values

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.values if self.values else text


class NotFound(DomainError):
    """The object does not exist or the actor may not see it: both look alike."""

    code = "not_found"
    message = _("This does not exist, or you have no access to it.")


class NotAllowed(DomainError):
    """The actor sees the object, but this action belongs to another role."""

    code = "not_allowed"
    message = _("Your role does not allow this. Nothing was changed.")


class Conflict(DomainError):
    """Somebody else saved the same object in between; both versions are shown to the person."""

    code = "conflict"
    message = _("Somebody else has saved in the meantime. Your entries are kept below; compare and save again.")
