"""Names as words that can be searched: lower case, without accents, split at everything that is no letter."""

import re
import unicodedata

_APART = re.compile(r"[^\w]+|_+")
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
HIGHEST = "\U0010ffff"
MOST_WORDS = 12


def words(text: str) -> list[str]:
    """Normalised words in order, each once.

    >>> words("D'Àngelo-Müller  Zoë")
    ['d', 'angelo', 'muller', 'zoe']
    """
    return list(dict.fromkeys(word[:60] for word in _APART.split(folded(text)) if word))[:MOST_WORDS]


def folded(text: str) -> str:
    """Lower case without accents: what lists are sorted by.

    >>> folded("Österreich")
    'osterreich'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
