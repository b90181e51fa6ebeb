"""Writes `ciiz/library/demo/referrals.xlsx`: invented referrals as an office would export them, some of them spoilt.

`python -m ciiz.jobs.demo_sheet` writes the file anew; the same content comes out every time. All people are invented;
their AHV numbers are valid by check digit and lie in 756.9999, a range chosen for this file.
"""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from stdnum import ean
from stdnum.ch import ssn

PATH = Path(__file__).resolve().parent.parent / "library" / "demo" / "referrals.xlsx"
DAY = date(2026, 6, 1)  # the day on which the file is imported in the walkthrough
GOOD_ROWS = 44
Value = str | int | date | None
RowOfValues = dict[str, Value]

HEADINGS = (
    "Meldedatum", "Meldende Institution", "Nachname", "Vorname", "Geburtsdatum", "AHV-Nr.", "Geschlecht", "Nationalité",
    "Ausweis", "Korrespondenzsprache", "PLZ", "Wohnort", "Telefon", "E-Mail", "Forme souhaitée", "Partnerinstitutionen",
    "Erfüllte Kriterien", "Dispositiv", "Dossier-Nr.", "Angemeldet seit", "Anspruch bis", "Arbeitsfähigkeit %",
    "Situation Arbeit", "Gesundheit", "Finanzielle Situation", "Vollmacht vom", "Vollmacht gültig bis", "Vollmacht für",
    "Motif de l'annonce", "Kürzel",
)  # fmt: skip

# Code → language, dispositif, postcode and place around it.
INSTITUTIONS: dict[str, tuple[str, str, str, str]] = {
    "RAV-FIRNEGG": ("de", "ALV", "3900", "Brig"),
    "ORP-MONTSOLAZ": ("fr", "AC", "1950", "Sion"),
    "SMZ-FIRNEGG": ("de", "SH", "3930", "Visp"),
    "CMS-SOLVERNAZ": ("fr", "AS", "3960", "Sierre"),
    "IV-MONTSOLAZ": ("de", "IV", "3904", "Naters"),
    "UV-MONTSOLAZ": ("fr", "AA", "1920", "Martigny"),
    "BIZ-FIRNEGG": ("de", "BB", "3945", "Gampel"),
    "OP-MONTSOLAZ": ("fr", "FP", "1870", "Monthey"),
    "MIG-MONTSOLAZ": ("fr", "MIG", "1964", "Conthey"),
    "SUCHT-MONTSOLAZ": ("de", "SUCHT", "3942", "Raron"),
}
PARTNERS: dict[str, tuple[str, ...]] = {
    "RAV-FIRNEGG": ("SMZ-FIRNEGG", "IV-MONTSOLAZ"),
    "ORP-MONTSOLAZ": ("CMS-SOLVERNAZ", "IV-MONTSOLAZ"),
    "SMZ-FIRNEGG": ("RAV-FIRNEGG", "SUCHT-MONTSOLAZ"),
    "CMS-SOLVERNAZ": ("ORP-MONTSOLAZ", "MIG-MONTSOLAZ"),
    "IV-MONTSOLAZ": ("RAV-FIRNEGG", "BIZ-FIRNEGG"),
    "UV-MONTSOLAZ": ("IV-MONTSOLAZ", "ORP-MONTSOLAZ"),
    "BIZ-FIRNEGG": ("SMZ-FIRNEGG", "RAV-FIRNEGG"),
    "OP-MONTSOLAZ": ("CMS-SOLVERNAZ", "ORP-MONTSOLAZ"),
    "MIG-MONTSOLAZ": ("ORP-MONTSOLAZ", "CMS-SOLVERNAZ"),
    "SUCHT-MONTSOLAZ": ("SMZ-FIRNEGG", "IV-MONTSOLAZ"),
}

SURNAMES = {
    "de": "Almgrund Bergtal Chummer Distelhof Eggwald Fürgrat Gletschmann Hangstett Imwinkelfeld Jochmatt Kehrwald "
    "Lärchmatter Murmgart Niederstock Obergrat Rottbach Steinlauwi Tannacher Unterbiel Wasserleiter",
    "fr": "Aubépinay Beauvallon Champsecay Duchâblat Épineyroux Fontanésaz Grandpraz Hautecombaz Larzière Mayensat "
    "Noiregoutte Orsatzier Praplanaz Rochegrise Sauvageat Torrentaz Valperche Vignerolaz",
}
FIRST_NAMES = {
    ("de", "w"): "Anja Beatrix Corina Dunja Elin Flurina Gerlind Hanna Ilka Jolanda Käthi Lioba",
    ("de", "m"): "Alois Beat Curdin Detlev Egon Flurin Gion Hannes Ivo Jörg Kuno Linus",
    ("fr", "w"): "Amélie Bérénice Capucine Delphine Églantine Flavie Géraldine Héloïse Inès Joséphine",
    ("fr", "m"): "Anselme Baptiste Cyprien Damien Éloi Fabrice Gaëtan Hyacinthe Ignace Joël",
}
NATIONS = {
    "de": ("Schweiz", "Schweiz", "Schweiz", "Deutschland", "Portugal", "Kosovo", "Eritrea", "Türkei"),
    "fr": ("Suisse", "Suisse", "Suisse", "Portugal", "Italie", "Syrie", "Érythrée", "France"),
}
FORMS = {
    "de": ("Runder Tisch", "Assessment", "Tandem", "Netzwerk"),
    "fr": ("TRO", "assessment", "tandem CII", "réseau"),
}
CRITERIA = {
    "de": ("Mehrere Institutionen beteiligt", "Ansprüche unklar oder vor dem Ende", "Wille zur Mitarbeit",
           "Belastungen bei Gesundheit oder im Umfeld", "Massnahmen schwer umsetzbar", "Zusammenarbeit nötig"),
    "fr": ("Plusieurs institutions impliquées", "Droits peu clairs ou bientôt épuisés", "Motivation et collaboration",
           "Facteurs de risque psychosociaux ou de santé", "Mesures difficiles à mettre en œuvre",
           "Collaboration nécessaire"),
}  # fmt: skip
TEXTS = {
    "work": {
        "de": ("Stelle im Gastgewerbe verloren", "Lehre abgebrochen", "Einsätze ohne Anschluss", "Kein Abschluss"),
        "fr": ("Emploi perdu dans la restauration", "Apprentissage interrompu", "Missions temporaires", "Sans diplôme"),
    },
    "health": {
        "de": ("Rückenschmerzen, Abklärung läuft", "Erschöpfung", "keine Angaben", "Knieoperation im Winter"),
        "fr": ("Mal de dos, examens en cours", "Épuisement", "non indiqué", "Opération du genou cet hiver"),
    },
    "finance": {
        "de": ("Betreibungen", "Aussteuerung naht", "Sozialhilfe ergänzend", "geordnet"),
        "fr": ("Poursuites", "Fin de droit proche", "Aide sociale en complément", "en ordre"),
    },
    "motive": {
        "de": ("Mehrere Stellen arbeiten nebeneinander her; wer führt?", "Rückkehr in den Betrieb vorbereiten",
               "Anspruch ungeklärt, Massnahme schwer umzusetzen", "Ohne Koordination droht ein Abbruch"),
        "fr": ("Plusieurs services suivent la personne; qui conduit?", "Préparer ensemble le retour au travail",
               "Droit peu clair, mesure difficile à mettre en place", "Sans coordination, une rupture menace"),
    },
}  # fmt: skip


def ahv(serial: int) -> str:
    """A valid number in the invented range."""
    digits = f"7569999{serial:05d}"
    return str(ssn.format(digits + ean.calc_check_digit(digits)))


def rows() -> list[RowOfValues]:
    """Good rows with the spoilt ones strewn in."""
    dice = Random(20260601)  # noqa: S311 - invented people, not secrets
    table = [good(serial, dice) for serial in range(1, GOOD_ROWS + 1)]
    for place, row in enumerate(_spoilt(dice)):
        table.insert(3 + place * 3 if place < 14 else len(table), row)
    table.append(table[0] | {"Geburtsdatum": _dotted(table[0]["Geburtsdatum"])})  # a copy, written differently
    return table


def good(serial: int, dice: Random) -> RowOfValues:
    """A row in order."""
    institution = list(INSTITUTIONS)[serial % len(INSTITUTIONS)]
    language, dispositif, npa, place = INSTITUTIONS[institution]
    sex = dice.choice("wm")
    first, last = dice.choice(FIRST_NAMES[language, sex].split()), dice.choice(SURNAMES[language].split())
    nation = dice.choice(NATIONS[language])
    referral = date(2026, 1, 12) + timedelta(days=dice.randrange(135))
    since = referral - timedelta(days=dice.randrange(60, 900))
    signed = referral - timedelta(days=dice.randrange(1, 14))
    partners = ", ".join(PARTNERS[institution][: dice.choice((1, 2, 2))])
    birth = date(1964, 1, 1) + timedelta(days=dice.randrange(44 * 365))
    number = ahv(serial)
    return {
        "Meldedatum": dice.choice((referral, _dotted(referral), referral.isoformat())),
        "Meldende Institution": institution,
        "Nachname": last,
        "Vorname": first,
        "Geburtsdatum": dice.choice(
            (birth, _dotted(birth), f"{birth.day}.{birth.month}.{birth.year}", birth.isoformat())
        ),
        "AHV-Nr.": dice.choice((number, number.replace(".", ""), int(number.replace(".", "")))),
        "Geschlecht": sex if language == "de" else {"w": "femme", "m": "homme"}[sex],
        "Nationalité": nation,
        "Ausweis": None if nation in ("Schweiz", "Suisse") else dice.choice(("B", "C", "Permis B", "F")),
        "Korrespondenzsprache": {"de": "Deutsch", "fr": "français"}[language],
        "PLZ": int(npa),
        "Wohnort": place,
        "Telefon": f"027 000 {serial:02d} {dice.randrange(100):02d}",
        "E-Mail": f"person{serial}@example.org" if serial % 3 else None,
        "Forme souhaitée": dice.choice(FORMS[language]),
        "Partnerinstitutionen": partners,
        "Erfüllte Kriterien": "; ".join(dice.sample(CRITERIA[language], dice.choice((2, 3, 4)))),
        "Dispositiv": dispositif,
        "Dossier-Nr.": f"{dispositif}-{2026000 + serial}",
        "Angemeldet seit": _dotted(since),
        "Anspruch bis": _dotted(referral + timedelta(days=dice.randrange(90, 500))),
        "Arbeitsfähigkeit %": dice.choice((0, 20, 30, 40, 50, 60, 80, 100, "50 %")),
        "Situation Arbeit": dice.choice(TEXTS["work"][language]),
        "Gesundheit": dice.choice(TEXTS["health"][language]),
        "Finanzielle Situation": dice.choice(TEXTS["finance"][language]),
        "Vollmacht vom": _dotted(signed),
        "Vollmacht gültig bis": _dotted(signed + timedelta(days=364)),
        "Vollmacht für": partners,
        "Motif de l'annonce": dice.choice(TEXTS["motive"][language]),
        "Kürzel": f"{first[0]}{last[0]}",
    }


def _spoilt(dice: Random) -> list[RowOfValues]:
    """One row for each way in which real exports go wrong."""
    wrong: list[RowOfValues] = [
        {"Nachname": None},
        {"AHV-Nr.": ahv(901)[:-1] + str((int(ahv(901)[-1]) + 1) % 10)},
        {"AHV-Nr.": "756.9999.0090"},
        {"Geburtsdatum": "31.2.1980"},
        {"Geburtsdatum": "14.7.2085"},
        {"Geburtsdatum": "5.5.2019"},
        {"Geburtsdatum": "3/2/1980"},
        {"Geburtsdatum": "3.2.80"},
        {"Meldende Institution": "RAV-ATLANTIS"},
        {"Korrespondenzsprache": "Klingonisch"},
        {"Forme souhaitée": "Zauberei"},
        {"Arbeitsfähigkeit %": 150},
        {"Vollmacht vom": "1.5.2026", "Vollmacht gültig bis": "1.5.2025"},
        {"Vollmacht vom": None, "Vollmacht gültig bis": None, "Vollmacht für": None},
        {"Meldedatum": "1.6.2085"},
        {"Angemeldet seit": "1.3.2026", "Anspruch bis": "1.3.2024"},
        {"Wohnort": "#REF!"},
        {"E-Mail": "person(at)example.org"},
        {"Vollmacht vom": "1.2.2025", "Vollmacht gültig bis": "1.2.2026", "Meldedatum": "20.1.2026"},
        {"Partnerinstitutionen": "IV-MONTSOLAZ, Verein Atlantis"},
    ]
    made = [good(900 + number, dice) | change for number, change in enumerate(wrong)]
    twins = [good(950, dice) | {"Geburtsdatum": day} for day in ("11.11.1979", "11.12.1979")]
    return made + twins


def _dotted(value: Value) -> str:
    """A day as 03.02.1980, whatever way it was written in."""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    text = str(value)
    if "-" in text:
        return date.fromisoformat(text).strftime("%d.%m.%Y")
    day, month, year = text.split(".")
    return f"{int(day):02d}.{int(month):02d}.{year}"


def write(path: Path = PATH) -> None:
    """The workbook, with a title above the headings as exports have it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Fallmeldungen", "created": datetime(2026, 6, 1)})  # noqa: DTZ001 - fixed
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Fallmeldungen")
    sheet.write_string(0, 0, "Export Fallmeldungen / Annonces de cas, 01.06.2026", bold)
    sheet.write_row(2, 0, HEADINGS, bold)
    sheet.set_column(0, len(HEADINGS) - 1, 16)
    sheet.freeze_panes(3, 0)
    for line, row in enumerate(rows(), 3):
        for column, heading in enumerate(HEADINGS):
            _write(sheet, line, column, row[heading], day)
    book.close()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, value: Value, day: object) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    elif value == "#REF!":
        sheet.write_formula(line, column, "=#REF!", None, "#REF!")
    elif value is not None:
        sheet.write(line, column, value)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else PATH)
