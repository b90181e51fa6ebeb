"""From a cell to a value: one function for each kind of field."""

import re
from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from stdnum.ch import ssn

from ciiz.foundation.sheets import Cell, CellError
from ciiz.journeys.intake.defects import Unreadable
from ciiz.journeys.intake.headings import folded, key

Resolver = Callable[[str], int | None]

AHV_DIGITS = 13
BLANKS = {"", "-", "--", "---", "–", "—", ".", "/", "//", "_"}
ABSENT: dict[str, set[str]] = {
    "unknown": {"?", "??", "???", "unbekannt", "unb.", "inconnu", "inconnue", "sconosciuto", "sconosciuta", "unknown"},
    "not_asked": {"k.a.", "k. a.", "keine angabe", "keine angaben", "nicht erfragt", "non demande", "non indique",
                  "pas d'indication", "non specifie", "non indicato", "not asked", "not stated"},
    "refused": {"verweigert", "refuse", "refus", "rifiutato", "refused"},
    "not_applicable": {"n/a", "n.a.", "entfallt", "nicht zutreffend", "sans objet", "non applicabile", "non applicable",
                       "not applicable"},
}  # fmt: skip
REASONS = {word: reason for reason, words in ABSENT.items() for word in words}
YES = {
    "x",
    "ja",
    "j",
    "oui",
    "o",
    "si",
    "yes",
    "y",
    "true",
    "wahr",
    "vrai",
    "vero",
    "1",
    "vorhanden",
    "signee",
    "erteilt",
}
NO = {"nein", "n", "non", "no", "false", "falsch", "faux", "falso", "0", "keine", "aucune", "nessuna"}
ERRORS = re.compile(r"^#(?:[A-ZÄÖÜÀÉÈ]{2,12}[!?]|DIV/0!|N/A|NV|N/D|N/V)$")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffd\ud800-\udfff\ufffe\uffff]")
SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?\s*[eE]\s*\+?\d+$")
PERCENT = re.compile(r"^(-?\d{1,6}(?:[.,]\d{1,6})?)\s*(?:%|prozent|pour ?cent|percento)?$")
NPA = re.compile(r"^(?:CH[- ]?)?(\d{4})(?:\.0)?$")
PLACE = re.compile(r"^(?:CH[- ]?)?(\d{4})[ ,]+(\D.*)$")
ADDRESS = re.compile(
    r"^(?P<street>.*[^\W\d].*?)[\s,;]+(?:CH[- ]?)?(?P<npa>[1-9]\d{3})[ ,]+(?P<town>[^\W\d][^\d]*)$", re.DOTALL
)
PHONE = re.compile(r"^\+?[\d\s().'/\-–]+$")
STRONG, WEAK = re.compile(r"[;,\n\r|\t]+"), re.compile(r"\s*[/+&]\s*|\s+(?:und|et|e|ed|and)\s+")
email_is_valid = EmailValidator()


def text_of(cell: Cell) -> str:
    """The cell as a text: line ends unified, blanks trimmed; raises for errors, formulas and unreadable characters."""
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        raise Unreadable("formula_cell" if cell.text == "=" else "error_cell")
    if not isinstance(cell, str):
        return _number_text(cell)
    text = cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    text = text.strip("\ufeff\u200b \t\n")
    if CONTROL.search(text):
        raise Unreadable("unreadable_characters")
    if ERRORS.match(text):
        raise Unreadable("error_cell")
    if len(text) > 1 and text[0] == "=":
        raise Unreadable("formula_cell")
    return text


def _number_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def absence(text: str) -> str | None:
    """The reason for absence that a text states, an empty one for a mere dash, None when it is a value."""
    if text in BLANKS:
        return ""
    return REASONS.get(folded(text)) if len(text) <= 20 else None


def is_yes(text: str) -> bool:
    """A tick."""
    return folded(text) in YES


def is_no(text: str) -> bool:
    """A stated no."""
    return folded(text) in NO


def read_name(text: str) -> str:
    """A name, on one line."""
    if not any(letter.isalpha() for letter in text):
        raise Unreadable("name_invalid")
    return " ".join(text.split())


def split_name(text: str) -> tuple[str, str]:
    """Surname and first name out of one cell: by the comma, or as the first and the second of two words."""
    parts = text.split(",") if "," in text else text.split()
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise Unreadable("name_not_split")
    return read_name(parts[0]), read_name(parts[1])


def read_ahv(cell: Cell, text: str) -> str:
    """The AHV number as 756.1234.5678.97, checked."""
    if isinstance(cell, float) or SCIENTIFIC.match(text):
        raise Unreadable("ahv_digits_lost")
    digits = re.sub(r"[\s.,'’·/\-–]", "", text)
    if len(digits) != AHV_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Unreadable("ahv_length")
    if not digits.startswith("756"):
        raise Unreadable("ahv_prefix")
    if not ssn.is_valid(digits):
        raise Unreadable("ahv_check_digit")
    return str(ssn.format(digits))


def read_percent(cell: Cell, text: str, *, fractions: bool) -> int:
    """Whole percent; in a column of fractions (0.5) one is a hundred percent."""
    if isinstance(cell, bool):
        raise Unreadable("percentage_invalid")
    match = PERCENT.match(folded(text))
    if not match:
        raise Unreadable("percentage_invalid")
    number = float(match[1].replace(",", "."))
    if fractions and not isinstance(cell, str):
        number *= 100
    if not 0 <= number <= 100:
        raise Unreadable("percentage_out_of_range")
    return int(number + 0.5)


def read_npa(text: str) -> str:
    """A Swiss postcode."""
    match = NPA.match(text)
    if not match or not 1000 <= int(match[1]) <= 9999:
        raise Unreadable("npa_malformed")
    return match[1]


def split_place(text: str) -> tuple[str, str]:
    """Postcode and commune, of which one may be missing: "3900 Brig" as well as "Brig"."""
    if NPA.match(text):
        return text[-4:], ""
    match = PLACE.match(text)
    return (match[1], match[2].strip()) if match else ("", text)


def split_address(text: str) -> tuple[str, str, str]:
    """Street, postcode and place (both may be empty): "Musterweg 3, 3900 Brig" as well as "Musterweg 3"."""
    match = ADDRESS.match(text)
    parts = (match["street"], match["npa"], match["town"]) if match else (text, "", "")
    street, npa, town = (" ".join(part.split()).strip(" ,;") for part in parts)
    return street, npa, town


def read_phone(text: str) -> str:
    """A telephone number as written, if it can be one."""
    digits = sum(letter.isdigit() for letter in text)
    if not PHONE.match(text) or not 9 <= digits <= 15:
        raise Unreadable("phone_malformed")
    return " ".join(text.split())


def read_email(text: str) -> str:
    """An e-mail address."""
    address = text.removeprefix("mailto:").strip()
    try:
        email_is_valid(address)
    except ValidationError as malformed:
        raise Unreadable("email_malformed") from malformed
    return address


def read_institution(text: str, resolve: Resolver) -> int:
    """One institution."""
    found = resolve(text)
    if found is None:
        raise Unreadable("unknown_institution")
    return found


def read_institutions(text: str, resolve: Resolver) -> tuple[int, ...]:
    """Institutions in the order given, each once; a name may itself contain a stroke."""
    found: list[int] = []
    for part in [text] if resolve(text) is not None else STRONG.split(text):
        name = part.strip()
        if not name or name in BLANKS:
            continue
        whole = resolve(name)
        pieces = [whole] if whole is not None else [resolve(piece.strip()) for piece in WEAK.split(name)]
        for piece in pieces:
            if piece is None:
                raise Unreadable("unknown_institution")
            if piece not in found:
                found.append(piece)
    return tuple(found)


def read_list(text: str) -> tuple[str, ...]:
    """Several short texts in one cell."""
    found: dict[str, str] = {}
    for part in re.split(r"[;,\n|]+", text):
        entry = " ".join(part.split())
        if entry and key(entry):
            found.setdefault(key(entry), entry)
    return tuple(found.values())
