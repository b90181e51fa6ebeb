"""What is wrong with the translations: missing, unused, ß, French spaces, placeholders, words of another language."""

import re
from collections.abc import Iterator

from .parts import Forms, Key, Translation
from .sources import Message

PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)[sd]|%[sd]|\{[a-z_0-9]*\}")
FRENCH_MARK = re.compile(r"(?<!\u00a0)[;:!?»](?=\s|$)|«(?!\u00a0)")
WORD = re.compile(r"[a-zà-öø-ÿœ]+", re.IGNORECASE)
TELLING = {
    "de": {
        "und",
        "nicht",
        "ist",
        "oder",
        "werden",
        "wird",
        "mit",
        "für",
        "eine",
        "dem",
        "das",
        "der",
        "sie",
        "auf",
        "noch",
    },
    "fr": {"et", "est", "les", "une", "pas", "dans", "avec", "pour", "vous", "du", "sont", "votre", "ce", "aux", "le"},
    "it": {"il", "che", "con", "della", "del", "non", "di", "gli", "sono", "è", "una", "per", "nel", "lo", "alla"},
    "en": {"the", "and", "of", "is", "with", "for", "not", "you", "this", "your", "are", "to", "by", "has"},
}
"""Small words that occur in one of the languages only (nearly)."""


def problems(messages: dict[Key, Message], translations: dict[Key, Translation]) -> Iterator[str]:
    """One line for each thing to put right."""
    for key, message in messages.items():
        if key not in translations:
            yield f"missing: {message.msgid!r} ({message.places[0]})"
    for key, translation in translations.items():
        if key in messages:
            yield from _of(translation, messages[key])
        elif translation.override:
            yield from _style(translation)
        else:
            yield f"unused: {translation.msgid!r} in {translation.part}"


def _of(translation: Translation, message: Message) -> Iterator[str]:
    name = _name(translation)
    for language, forms in translation.texts.items():
        if message.plural and len(forms) != 2:
            yield f"{name} needs two forms in {language}"
        if not message.plural and len(forms) != 1:
            yield f"{name} has two forms in {language} but no plural"
        yield from _placeholders(name, language, forms, message)
    yield from _style(translation)


def _name(translation: Translation) -> str:
    return f"{translation.part}: {translation.msgid!r}"


def _style(translation: Translation) -> Iterator[str]:
    name = _name(translation)
    for language, forms in translation.texts.items():
        if any("ß" in form for form in forms):
            yield f"{name} writes ß in {language}: ss in Switzerland"
        if language == "fr" and any(FRENCH_MARK.search(form) for form in forms):
            yield f"{name} in fr needs no-break spaces (U+00A0) before ; : ! ? and inside « »"
        if any(other := foreign(form, language) for form in forms):
            yield f"{name} in {language} reads like {other}"


def _placeholders(name: str, language: str, forms: Forms, message: Message) -> Iterator[str]:
    wanted = set(PLACEHOLDER.findall(message.plural or message.msgid))
    if set(PLACEHOLDER.findall(forms[-1])) != wanted:
        yield f"{name} in {language} must use exactly {sorted(wanted)}"
    if set(PLACEHOLDER.findall(forms[0])) - wanted:
        yield f"{name} in {language} uses placeholders that do not exist"


def foreign(text: str, language: str) -> str:
    """The language that a text is probably written in, if that is another one than it should be; else ""."""
    words = [word.lower() for word in WORD.findall(text)]
    scores = {code: sum(word in telling for word in words) for code, telling in TELLING.items()}
    best = max(scores, key=lambda code: (scores[code], code == language))
    return best if scores[best] >= 2 and scores[best] > scores[language] else ""
