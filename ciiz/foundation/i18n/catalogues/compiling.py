"""Writing the .mo files that Django reads."""

from importlib.util import find_spec
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo

from .parts import LOCALE, TRANSLATED, Key, Translation
from .sources import Message

PACKAGES = ("django.conf", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "allauth")


def compile_all(
    translations: dict[Key, Translation], messages: dict[Key, Message], locale: Path = LOCALE
) -> list[Path]:
    """One .mo per language, the English one with the msgids themselves."""
    written = []
    for language in (*TRANSLATED, "en"):
        catalog = Catalog(locale=language, charset="utf-8", fuzzy=False)
        if language == "de":
            _swiss_spelling(catalog)
        for key, translation in translations.items():
            if translation.override and language == "en":
                continue
            message = messages.get(key) or _of_package(translation)
            forms = translation.texts.get(language) or (
                (message.msgid, message.plural) if message.plural else (message.msgid,)
            )
            if message.plural:
                one_and_many = forms if len(forms) == 2 else (forms[0], forms[0])
                catalog.add((message.msgid, message.plural), one_and_many, context=message.context or None)
            else:
                catalog.add(message.msgid, forms[0], context=message.context or None)
        path = locale / language / "LC_MESSAGES" / "django.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, catalog)
        written.append(path)
    return written


def _of_package(translation: Translation) -> Message:
    """A message of Django or allauth; of a plural only the first msgid is looked up."""
    plural = any(len(forms) == 2 for forms in translation.texts.values())
    return Message(translation.msgid, translation.context, translation.msgid if plural else "")


def _swiss_spelling(catalog: Catalog) -> None:
    """The German texts of Django and allauth, with ss where they write ß."""
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            continue
        path = Path(spec.submodule_search_locations[0]) / "locale" / "de" / "LC_MESSAGES" / "django.mo"
        if not path.exists():
            continue
        with path.open("rb") as file:
            for message in read_mo(file):
                texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
                if message.id and any("ß" in (text or "") for text in texts):
                    swiss = tuple((text or "").replace("ß", "ss") for text in texts)
                    catalog.add(message.id, swiss if len(swiss) > 1 else swiss[0], context=message.context)
