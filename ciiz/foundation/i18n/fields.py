"""Texts that are data: one value in four languages, stored as jsonb with four keys."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("de", "fr", "it", "en")


class TranslatedText(dict[str, str]):
    """A text in de, fr, it and en; as a string it is the one in the reader's language."""

    def __str__(self) -> str:
        return self.get((get_language() or "de")[:2]) or self.get("de", "")

    def __html__(self) -> str:
        from django.utils.html import escape

        return str(escape(str(self)))

    @classmethod
    def same(cls, text: str) -> "TranslatedText":
        """The same words in every language: proper names."""
        return cls(dict.fromkeys(LANGUAGES, text))


class TranslatedField(models.JSONField[Any, TranslatedText]):
    """Column of a `TranslatedText`; refuses a value that lacks a language."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return loaded if loaded is None else TranslatedText(loaded)

    def to_python(self, value: Any) -> Any:
        return value if value is None else TranslatedText(cast("dict[str, str]", value))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or any(not value.get(language) for language in LANGUAGES):
            raise ValidationError(_("This text is needed in German, French, Italian and English."), code="language")
