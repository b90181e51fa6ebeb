"""What goes with a coded reason."""

from ciiz.domain.organisations.enums import OTHER

from ..errors import Missing


def worded(code: str, words: str) -> str:
    """The words that are kept with a code of a list: needed with "other", dropped with a code that says it all.

    Raises `Missing` at the field `words`.
    """
    said = words.strip()
    if code == OTHER and not said:
        raise Missing(field="words")
    return said if code == OTHER else ""
