"""Letters and forms: four languages, tagged PDF/A, data never read as markup, the same bytes each time."""

import io
import tomllib
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from ciiz.domain.documents.enums import Letter
from ciiz.domain.documents.letters import render
from ciiz.domain.documents.texts import FOLDER, Wording
from ciiz.foundation.files import MediaType, recognise
from ciiz.foundation.i18n.fields import LANGUAGES

DAY = date(2026, 11, 22)
PERSON = {"name": "Zumtest Anna", "birth_date": date(1984, 3, 14), "address": "Dorfstrasse 3, 9999 Oberdorf"}
OFFICE = {"name": "IIZ-Büro Testkanton", "lines": ["Teststrasse 1", "9999 Oberdorf"]}
DATA: dict[Letter, dict[str, Any]] = {
    Letter.CONSENT_FORM: {
        "person": PERSON,
        "parties": [{"name": "RAV Oberdorf", "gives": True, "receives": False}],
        "categories": ["Arbeit"],
        "purposes": ["Koordination"],
        "recurrence": "einmal",
        "onward": "nein",
        "valid_from": date(2026, 11, 22),
        "until": date(2027, 5, 21),
        "notice": "2026-1",
    },
    Letter.CLOSING: {
        "recipient": ["Anna Zumtest", "Dorfstrasse 3", "9999 Oberdorf"],
        "family_name": "Zumtest",
        "full_name": "Anna Zumtest",
        "place": "Oberdorf",
        "closed_on": DAY,
        "institutions": ["RAV Oberdorf", "SMZ Oberdorf"],
        "outcome": "Stelle",
        "survey": True,
        "survey_on": date(2027, 5, 22),
    },
    Letter.PLAN: {
        "person": PERSON,
        "version": 2,
        "goals": [{"title": "Wieder arbeiten", "measures": [{"title": "Training", "deadline": date(2026, 12, 31)}]}],
    },
    Letter.REFERRAL: {
        "person": PERSON,
        "reporter": {"institution": "RAV Oberdorf"},
        "criteria": ["mehrere Probleme"],
        "situation": [{"domain": "Arbeit", "text": "seit zwei Jahren ohne Stelle"}],
    },
    Letter.MINUTES: {
        "kind": "Runder Tisch",
        "facts": [["Ort", "Sitzungszimmer 2"]],
        "present": ["Rosa Muster, RAV Oberdorf"],
        "excused": [],
        "positions": [{"institution": "SMZ Oberdorf", "text": "Umschulung", "measures": "Training"}],
        "possibilities": [{"domain": "Arbeit", "text": "Arbeitsversuch"}],
        "decisions": [{"text": "fragt nach", "who": "Rosa Muster", "until": date(2026, 12, 31)}],
        "outcome": "Case Management",
    },
    Letter.INVITATION: {
        "recipient": ["Anna Zumtest", "Dorfstrasse 3", "9999 Oberdorf"],
        "full_name": "Anna Zumtest",
        "kind": "Runder Tisch",
        "held_on": date(2026, 12, 7),
        "begins": "09:00",
        "ends": "09:30",
        "room": "Sitzungszimmer 2",
    },
    Letter.PERSONAL_PAGE: {
        "recipient": ["Anna Zumtest", "Dorfstrasse 3", "9999 Oberdorf"],
        "full_name": "Anna Zumtest",
        "address": "https://iiz.example/my/",
        "code": "2345-6789-ABCD-EFGH",
        "until": date(2026, 12, 7),
    },
    Letter.EVALUATION: {
        "person": PERSON,
        "done_on": DAY,
        "aspects": [{"text": "mehrere Institutionen", "hint": "mindestens zwei", "met": True}],
        "obstacles": [{"text": "akute Krise", "hint": "", "met": False}],
        "rule": "ab drei Kriterien",
        "forms": [{"text": "Runder Tisch", "chosen": True}, {"text": "Assessment", "chosen": False}],
    },
    Letter.CV: {
        "person": PERSON | {"email": "anna@example.org", "languages": "Deutsch, Albanisch"},
        "last_job": "Köchin",
    },
    Letter.ENCLOSURES: {
        "person": PERSON,
        "documents": [{"title": "Arztbericht", "institution": "SMZ Oberdorf", "on": DAY}],
        "stock_takings": [{"on": DAY, "kind": "Mit der Person", "progress": "auf Kurs"}],
    },
    Letter.RESOURCES: {
        "person": PERSON,
        "noted": "22.11.2026",
        "lines": [
            {
                "domain": "Arbeit",
                "resources": "motiviert",
                "obstacles": "",
                "estimate": "4",
                "possibilities": "Praktikum",
            }
        ],
    },
    Letter.STOCK_TAKING: {
        "person": PERSON,
        "held_on": DAY,
        "kind": "Mit der Person",
        "present": ["RAV Oberdorf"],
        "progress": "auf Kurs",
        "findings": "Das Praktikum\nläuft.\n\nDie Wohnung ist gefunden.",
        "consent_until": date(2027, 5, 21),
        "change": "nein",
    },
    Letter.TALK_MINUTES: {"person": PERSON, "tandem": ["Rosa Muster"], "on": DAY, "goals": "arbeiten", "plan": "Kurs"},
    Letter.EMPLOYABILITY: {"person": PERSON, "evaluation": "50 % möglich", "goals": "arbeiten", "plan": "Kurs"},
    Letter.INTEGRATION: {"reference": "VS-2026-00001", "on": DAY, "signatory": "Rosa Muster"},
    Letter.COACHING_BALANCE: {
        "person": PERSON,
        "goals": "arbeiten",
        "talks": [{"on": DAY, "text": "Bewerbung"}],
        "result": "Eingegliedert",
        "notes": [{"domain": "Arbeit", "text": "Stelle gefunden"}],
    },
    Letter.EXIT_REPORT: {
        "person": PERSON,
        "result": "Eingegliedert",
        "actual_end": DAY,
        "measures": [{"goal": "arbeiten", "title": "Kurs", "responsible": "RAV Oberdorf", "status": "erledigt"}],
        "stock_takings": [{"on": DAY, "kind": "Mit der Person", "progress": "auf Kurs"}],
        "notes": [{"domain": "Arbeit", "text": "Stelle gefunden"}],
    },
    Letter.HANDBOOK: {
        "chapters": [
            {
                "title": f"T{number} Prozess",
                "version": "Version 1",
                "drawing": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M 0 0 H 9"/></svg>',
                "wide": bool(number),
                "steps": [{"title": "T.1", "description": "", "facts": [["Zuständig", "#sys"]], "note": ""}],
                "versions": [{"title": "Version 1", "lines": ["Erste Version"]}],
            }
            for number in (0, 1)
        ]
    },
}


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def letter(kind: Letter, language: str = "de", **changes: Any) -> bytes:
    return render(Wording(kind), language, {"office": OFFICE} | DATA[kind] | changes, dated_on=DAY)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Letter)
def test_every_letter_exists_in_every_language(kind: Letter, language: str) -> None:
    texts = tomllib.loads((FOLDER / f"{kind.value}.toml").read_text())
    assert set(texts[language]) == set(texts["de"])
    assert not any("ß" in str(value) for value in texts[language].values())
    pdf = letter(kind, language)
    assert recognise(pdf) is MediaType.PDF
    found = text_of(pdf)
    assert texts[language]["title"] in found
    assert "IIZ-Büro Testkanton" in found


@pytest.mark.parametrize("kind", Letter)
def test_the_same_data_give_the_same_bytes(kind: Letter) -> None:
    assert letter(kind) == letter(kind)


def test_a_letter_is_tagged_pdf_a() -> None:
    reader = PdfReader(io.BytesIO(letter(Letter.CLOSING)))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert str(catalogue["/Lang"]).startswith("de")
    packet = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet


def test_the_consent_form_says_who_what_until_when_and_how_to_withdraw() -> None:
    found = text_of(letter(Letter.CONSENT_FORM))
    for expected in (
        "Zumtest Anna", "14.03.1984", "RAV Oberdorf", "Arbeit", "Koordination", "22.11.2026 bis und mit 21.05.2027",
        "jederzeit widerrufen", "Fassung 2026-1",
    ):  # fmt: skip
        assert expected in found


@pytest.mark.parametrize("hostile", ["#sys.inputs", "$x$ *fett* _a_ `b` @c <d> [e]", '"); #panic("x', "\\ {day}"])
def test_data_are_never_read_as_markup(hostile: str) -> None:
    found = text_of(letter(Letter.CLOSING, outcome=hostile))
    assert hostile.split(maxsplit=1)[0] in found
    assert hostile.count("*") == text_of(letter(Letter.REFERRAL, attachments=[hostile])).count("*")


def test_what_is_missing_is_left_out_not_invented() -> None:
    found = text_of(letter(Letter.CLOSING, survey_on=None, outcome=""))
    assert "Ergebnis" not in found
    assert "2027" not in found


@pytest.mark.parametrize(
    ("sex", "language", "salutation"),
    [
        ("female", "de", "Sehr geehrte Frau Zumtest"),
        ("male", "it", "Egregio Signor Zumtest,"),
        ("", "de", "Guten Tag Anna Zumtest"),
        (None, "fr", "Madame, Monsieur,"),
    ],
)
def test_the_letter_addresses_the_person_as_far_as_it_is_known(sex: str | None, language: str, salutation: str) -> None:
    assert salutation in text_of(letter(Letter.CLOSING, language, sex=sex))


def test_a_language_that_no_letter_has_is_refused() -> None:
    with pytest.raises(ValueError, match="rm"):
        letter(Letter.PLAN, "rm")
