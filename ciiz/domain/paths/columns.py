"""Which column of an event log says what, by the headings that offices and programs for process mining write."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "case": (
        *("case", "case id", "caseid", "case concept:name", "case:concept:name", "trace", "trace concept:name"),
        *("case key", "case number", "case no", "fall", "fallnummer", "fall nr", "fallnr", "fall id", "dossier"),
        *("dossiernummer", "dossier nr", "cas", "numero de cas", "numero du cas", "no de cas", "no cas", "id cas"),
        *("numero de dossier", "no de dossier", "caso", "numero del caso", "numero caso", "n caso", "id caso"),
    ),
    "activity": (
        *("activity", "concept:name", "activity name", "activity en", "event name", "event", "step", "task"),
        *("schritt", "aktivitat", "tatigkeit", "vorgang", "ereignis", "arbeitsschritt", "etape", "activite"),
        *("evenement", "tache", "passo", "attivita", "evento", "fase"),
    ),
    "time": (
        *("time", "time:timestamp", "timestamp", "complete timestamp", "end timestamp", "completed", "end time", "end"),
        *("eventtime", "event time", "date", "zeitpunkt", "zeitstempel", "zeit", "erledigt am", "beendet am", "ende"),
        *("datum", "horodatage", "date et heure", "termine le", "fin", "data e ora", "marca temporale"),
        *("terminato il", "fine", "data"),
    ),
    "entered": (
        *("entered", "start timestamp", "start time", "start:timestamp", "start", "begin", "begonnen am"),
        *("erreicht am", "beginn", "anfang", "commence le", "debut", "iniziato il", "inizio"),
    ),
    "lifecycle": ("lifecycle", "lifecycle:transition", "transition", "lebenszyklus", "cycle de vie", "ciclo di vita"),
    "person": (
        *("person", "resource", "org:resource", "user", "bearbeitet von", "zustandig", "benutzer", "ressource"),
        *("personne", "responsable", "utilisateur", "persona", "responsabile", "utente", "risorsa"),
    ),
    "institution": (
        *("institution", "org:group", "group", "organisation", "organization", "amt", "stelle", "organisme"),
        *("istituzione", "organizzazione", "ente"),
    ),
}
"""What a column says, and its headings as `plain` leaves them; of several the one that is named first is read."""
NEEDED = ("case", "activity", "time")
KNOWN = frozenset(heading for headings in HEADINGS.values() for heading in headings)
BETWEEN_WORDS = re.compile(r"[\s_.\-/]+")


@lru_cache(maxsize=10_000)
def plain(heading: str) -> str:
    """A heading without capitals, accents and what stands between its words."""
    letters = (one for one in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(one))
    return BETWEEN_WORDS.sub(" ", "".join(letters).casefold()).strip()


def known(heading: str) -> bool:
    """Whether a text is a heading of an event log."""
    return plain(heading) in KNOWN


def found(header: Sequence[str]) -> dict[str, int]:
    """Where each thing stands; what no heading names is left out."""
    written = [plain(heading) for heading in header]
    places = {}
    for what, headings in HEADINGS.items():
        ranked = [heading for heading in headings if heading in written]
        if ranked:
            places[what] = written.index(ranked[0])
    return places


def twice(header: Sequence[str], places: Mapping[str, int]) -> str:
    """A heading that is read and stands there twice; "" where none does."""
    written = [plain(heading) for heading in header]
    return next((header[place] for place in places.values() if written.count(written[place]) > 1), "")
