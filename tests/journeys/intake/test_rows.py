"""What a good row becomes, however the office wrote it."""

from datetime import date, datetime

import pytest

from ciiz.foundation.sheets import Cell, Row, Sheet, read
from ciiz.journeys.intake import is_heading, parse
from tests.journeys.intake.sheets import AHV, GOOD, TODAY, only, resolve, spoilt, take


def test_a_complete_row_is_read_completely() -> None:
    row = only(take(GOOD))
    assert (row.last_name, row.first_name, row.birth_date, row.sex) == ("Amacker", "Zoé", date(1980, 2, 3), "female")
    assert (row.ahv_number, row.nationality, row.language) == (AHV, "CH", "de")
    assert (row.npa, row.commune, row.institution, row.referral_date) == ("3900", "Brig", 1, date(2026, 5, 15))
    assert (row.wished_form, row.partners, row.work_capacity) == ("round_table", (3, 4), 50)
    assert (row.consent_signed_on, row.consent_valid_until) == (date(2026, 5, 10), date(2027, 5, 9))
    assert (row.registered_since, row.entitlement_end) == (date(2024, 1, 8), date(2027, 1, 7))
    assert (row.phone, row.email, row.motive) == ("027 000 00 00", "zoe@example.org", "Schmerzen und Schulden")


def test_french_headings_and_values_give_the_same_row_and_hash() -> None:
    french: dict[str, Cell] = {
        "Motif de l'annonce": "Schmerzen und Schulden",
        "N° AVS": "7569999000017",
        "Nom": "AMACKER",
        "Prénom": "Zoé",
        "Date de naissance": "1980-02-03",
        "Sexe": "Madame",
        "Nationalité": "Suisse",
        "Langue de correspondance": "allemand",
        "NPA / Localité": "3900 Brig",
        "Institution annonçante": "rav-firnegg",
        "Date d'annonce": date(2026, 5, 15),
        "Forme souhaitée": "TRO",
        "Institutions partenaires": "IV-MONTSOLAZ;SMZ-FIRNEGG",
        "Procuration signée le": "10 mai 2026",
        "Procuration valable jusqu'au": "9.5.2027",
        "Procuration pour": "SMZ-FIRNEGG / IV-MONTSOLAZ",
        "Inscrit depuis": "08.01.2024",
        "Fin de droit": datetime(2027, 1, 7),  # noqa: DTZ001 - cells know no zone
        "Capacité de travail": "50 %",
        "Téléphone": "027 000 00 00",
        "Courriel": "zoe@example.org",
    }
    assert only(take(french)).content_hash == only(take(GOOD)).content_hash


def test_the_hash_does_not_depend_on_the_order_of_columns() -> None:
    backwards = dict(reversed(GOOD.items()))
    assert only(take(backwards)).content_hash == only(take(GOOD)).content_hash


@pytest.mark.parametrize("heading", [name for name in GOOD if name not in ("Partnerinstitutionen",)])
def test_the_hash_depends_on_every_value(heading: str) -> None:
    other: dict[str, Cell] = {
        "Name": "Zenklusen", "Vorname": "Mia", "Geburtsdatum": "4.2.1980", "AHV-Nr.": None, "Geschlecht": "m",
        "Nationalität": "Italien", "Korrespondenzsprache": "fr", "PLZ": "3930", "Wohnort": "Visp",
        "Meldende Institution": "ORP-MONTSOLAZ", "Meldedatum": "14.05.2026", "Gewünschte Form": "Tandem",
        "Vollmacht vom": "9.5.2026", "Vollmacht bis": "8.5.2027",
        "Vollmacht für": "SMZ-FIRNEGG;IV-MONTSOLAZ;ORP-MONTSOLAZ",
        "Angemeldet seit": "9.1.2024", "Anspruch bis": "8.1.2027", "Arbeitsfähigkeit %": 0, "Telefon": "0270000001",
        "E-Mail": "z@example.org", "Motiv": "Anderes",
    }  # fmt: skip
    assert only(take(spoilt(heading, other[heading]))).content_hash != only(take(GOOD)).content_hash


def test_a_corrected_detail_keeps_the_identity_but_not_the_hash() -> None:
    before, after = only(take(GOOD)), only(take(spoilt("Telefon", "027 000 00 01")))
    assert before.identity_hash == after.identity_hash
    assert before.content_hash != after.content_hash


@pytest.mark.parametrize(
    "value", [AHV, "7569999000017", "756 9999 0000 17", "756-9999-0000-17", 7569999000017, " 756.9999.0000.17 "]
)
def test_ahv_numbers_are_read_with_dots_blanks_or_as_a_number(value: Cell) -> None:
    assert only(take(spoilt("AHV-Nr.", value))).ahv_number == AHV


@pytest.mark.parametrize(
    ("header", "value"),
    [("Name, Vorname", "Amacker, Zoé"), ("Nom et prénom", "Amacker Zoé"), ("Name", "Amacker, Zoé")],
)
def test_both_names_in_one_column_are_told_apart(header: str, value: str) -> None:
    rest = {name: cell for name, cell in GOOD.items() if name not in ("Name", "Vorname")}
    names: dict[str, Cell] = {header: value}
    row = only(take(names | rest))
    assert (row.last_name, row.first_name) == ("Amacker", "Zoé")


def test_several_columns_may_name_partners_and_criteria() -> None:
    values: dict[str, Cell] = {
        "Partnerinstitution 1": "SMZ-FIRNEGG",
        "Partnerinstitution 2": "BIZ-FIRNEGG/OP-MONTSOLAZ",
        "Kriterium 1": "x",
    }
    values |= {"Kriterium 2": "nein", "Kriterium 3": "ja", "Kriterien": "Schulden; Sucht"}
    rest = {name: cell for name, cell in GOOD.items() if name != "Partnerinstitutionen"}
    row = take(rest | values).referrals[0]
    assert row.partners == (3, 5)
    assert row.criteria == ("1", "3", "Schulden", "Sucht")


def test_a_stated_absence_is_kept_with_its_reason() -> None:
    row = only(take(GOOD | {"AHV-Nr.": "unbekannt", "Telefon": "k.A.", "E-Mail": "-"}))
    assert row.absences == {"ahv_number": "unknown", "phone": "not_asked"}
    assert (row.ahv_number, row.phone, row.email) == ("", "", "")


def test_a_reason_and_remarks_in_two_columns_become_one_text_in_any_order() -> None:
    one = only(take(GOOD | {"Bemerkungen": "eilt"}))
    remarks: dict[str, Cell] = {"Bemerkungen": "eilt"}
    other = only(take(remarks | GOOD))
    assert (one.motive, other.motive) == ("Schmerzen und Schulden\neilt", "eilt\nSchmerzen und Schulden")
    assert one.content_hash == other.content_hash


def test_fractions_formatted_as_percent_are_percent() -> None:
    rows = [
        spoilt("Arbeitsfähigkeit %", value) | {"AHV-Nr.": None, "Name": f"N{letter}"}
        for value, letter in [(0.5, "a"), (1, "b"), (0, "c")]
    ]
    assert [row.work_capacity for row in take(*rows).referrals] == [50, 100, 0]


def test_situation_is_kept_by_domain_on_several_lines() -> None:
    row = only(take(GOOD | {"Gesundheit": "Rücken\r\nSchlaf", "Wohnsituation": "allein"}))
    assert row.situation == {"health": "Rücken\nSchlaf", "housing": "allein"}


def test_a_file_of_a_french_office_with_strokes_in_dates_is_read_day_first() -> None:
    text = "Nom;Prénom;Date de naissance;Institution\nA;B;25/12/1979;ORP-MONTSOLAZ\nC;D;03/02/1980;ORP-MONTSOLAZ\n"
    sheet = read(text.encode("windows-1252"), heading=is_heading)
    assert [row.birth_date for row in parse(sheet, TODAY, resolve).referrals] == [date(1979, 12, 25), date(1980, 2, 3)]


def test_nothing_of_a_row_with_a_defect_stops_the_others() -> None:
    intake = take(spoilt("Name", None), GOOD, spoilt("AHV-Nr.", "756.9999.0000.18"))
    assert [row.line for row in intake.referrals] == [3]
    assert intake.refused_lines == [2, 4]
    assert (intake.rows, intake.as_dict()["read"], intake.as_dict()["refused"]) == (3, 1, 2)


def test_columns_are_reported_by_letter() -> None:
    sheet = Sheet("csv", ("Name", "Vorname", "Geb.", "Stelle"), 1, (Row(2, ("A", "B", "1.1.1990", "RAV-FIRNEGG")),))
    intake = parse(sheet, TODAY, resolve)
    assert intake.columns == {"A": "last_name", "B": "first_name", "C": "birth_date", "D": "institution"}
    assert [(row.referral_date, row.ahv_number) for row in intake.referrals] == [(None, "")]


ADDRESSES = [
    ({"Strasse": "Musterweg 3, 3900 Brig", "PLZ": None, "Wohnort": None}, ("Musterweg 3", "3900", "Brig")),
    ({"Adresse": "Musterweg 3\n3900 Brig", "PLZ": None, "Wohnort": None}, ("Musterweg 3", "3900", "Brig")),
    ({"Rue": "Rue du Test 3 CH-3900 Brig"}, ("Rue du Test 3", "3900", "Brig")),
    ({"Via": "Via Prova 3"}, ("Via Prova 3", "3900", "Brig")),
    ({"Strasse": "Musterweg", "Hausnummer": "3a"}, ("Musterweg 3a", "3900", "Brig")),
    ({"Strasse": "Musterweg 3, 3904 Naters"}, ("Musterweg 3, 3904 Naters", "3900", "Brig")),
]


@pytest.mark.parametrize(("changes", "address"), ADDRESSES)
def test_an_address_is_read_whole_and_split(changes: dict[str, Cell], address: tuple[str, str, str]) -> None:
    row = only(take(GOOD | changes))
    assert (row.street, row.npa, row.commune) == address


@pytest.mark.parametrize(
    ("value", "permit"),
    [("B-Bewilligung", "B"), ("F (vorläufig)", "F"), ("Ausweis C EU/EFTA", "C"), ("permis B (UE/AELE)", "B"),
     ("vorläufig aufgenommene Ausländerin", "F"), ("Status S", "S"), ("admission provisoire (F)", "F")],
)  # fmt: skip
def test_a_permit_is_read_in_the_words_of_offices(value: str, permit: str) -> None:
    assert only(take(GOOD | {"Ausweis": value})).permit == permit


@pytest.mark.parametrize("value", ["Z", "B oder C", "abgelaufen"])
def test_a_permit_that_nobody_understands_is_reported_and_left_out(value: str) -> None:
    intake = take(GOOD | {"Ausweis": value})
    assert [row.permit for row in intake.referrals] == [""]
    assert [(defect.code, defect.severity) for defect in intake.defects] == [("unknown_permit", "dropped")]
