"""Which headings are recognised."""

import tomllib
from importlib.resources import files

import pytest

from ciiz.journeys.intake import Field, field_of
from ciiz.journeys.intake.headings import key


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("AHV-Nr.", Field.AHV_NUMBER),
        ("NAVS13", Field.AHV_NUMBER),
        ("No AVS", Field.AHV_NUMBER),
        ("n° avs", Field.AHV_NUMBER),
        ("N° AVS (13 chiffres)", Field.AHV_NUMBER),
        ("AHV-Nummer der versicherten Person", Field.AHV_NUMBER),
        ("NACHNAME", Field.LAST_NAME),
        ("Nom", Field.LAST_NAME),
        ("Cognome", Field.LAST_NAME),
        ("Name / Nom", Field.LAST_NAME),
        ("Name/Nom/Nome", Field.LAST_NAME),
        ("Nom du bénéficiaire", Field.LAST_NAME),
        ("Name vP", Field.LAST_NAME),
        ("PRENOM", Field.FIRST_NAME),
        ("Vorname*", Field.FIRST_NAME),
        ("Nome", Field.FIRST_NAME),
        ("Geb.datum", Field.BIRTH_DATE),
        ("Geburtsdatum (TT.MM.JJJJ)", Field.BIRTH_DATE),
        ("Né(e) le", Field.BIRTH_DATE),
        ("Date de naissance", Field.BIRTH_DATE),
        ("Staatsangehoerigkeit", Field.NATIONALITY),
        ("Arbeitsfaehigkeit\nin %", Field.WORK_CAPACITY),
        ("Partnerinstitution Nr. 2", Field.PARTNERS),
        ("Kriterium 12", Field.CRITERIA),
        ("Langue", Field.LANGUAGE),
        ("Lingua di corrispondenza", Field.LANGUAGE),
        ("Situation Sprache", Field.LANGUAGE_SKILLS),
        ("Aussteuerung", Field.ENTITLEMENT_END),
        ("Procura firmata il", Field.CONSENT_SIGNED_ON),
    ],
)
def test_headings_are_recognised_as_offices_write_them(heading: str, field: Field) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize(
    "heading", ["", "Konto", "Nom de la personne de référence", "Telefon Arzt", "Name 2", "12", "Datum Austritt", "()"]
)
def test_others_are_not_guessed(heading: str) -> None:
    assert field_of(heading) is None


def test_every_field_has_headings_and_no_heading_stands_under_two() -> None:
    names: dict[str, list[str]] = tomllib.loads(
        files("ciiz.journeys.intake").joinpath("headings.toml").read_text("utf-8")
    )
    assert set(names) == set(Field)
    owners: dict[str, str] = {}
    for field, synonyms in names.items():
        for name in synonyms:
            assert owners.setdefault(key(name), field) == field, name
