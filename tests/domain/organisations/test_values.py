"""A canton's files: what is wrong in them is said with file, place and problem."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from ciiz.domain.access.enums import Category
from ciiz.domain.organisations.enums import CriterionKind, LawLevel, NationalExit, Part
from ciiz.domain.organisations.values import MalformedValues, route, types
from ciiz.domain.organisations.values.files import CANTONS, DEFAULTS, read_folder
from ciiz.domain.organisations.values.routing import age, commune
from ciiz.domain.organisations.values.types import CATEGORIES, CantonValues
from ciiz.foundation.i18n.fields import LANGUAGES, TranslatedText
from ciiz.foundation.terms import Term

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def vs() -> CantonValues:
    return read_folder(CANTONS / "VS").typed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Valais, with lists of its own in place of the defaults."""
    own = Path(shutil.copytree(CANTONS / "VS", tmp_path / "VS"))
    for name in ("reasons.toml", "lists.toml", "statutes.toml"):
        shutil.copy(DEFAULTS / name, own / name)
    return own


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def texts(value: object, place: str = "") -> Iterator[tuple[str, TranslatedText]]:
    if isinstance(value, TranslatedText):
        yield place, value
    elif is_dataclass(value):
        for item in fields(value):
            yield from texts(getattr(value, item.name), f"{place}.{item.name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from texts(item, f"{place}[{number}]")


@pytest.mark.parametrize("canton", sorted(path.name for path in CANTONS.iterdir() if path.is_dir()))
def test_every_text_of_a_shipped_canton_stands_there_in_four_languages_and_without_eszett(canton: str) -> None:
    found = list(texts(read_folder(CANTONS / canton).typed))
    assert len(found) > 50
    for place, text in found:
        assert set(text) == set(LANGUAGES), place
        assert not any("ß" in words for words in text.values()), place
        assert all(words.strip() == words for words in text.values()), place


@pytest.mark.parametrize("canton", sorted(path.name for path in CANTONS.iterdir() if path.is_dir()))
def test_every_code_is_short_enough_to_be_stored_and_unique_in_its_list(canton: str) -> None:
    values = read_folder(CANTONS / canton).typed
    for name in ("return_reasons", "admission_reasons", "exit_reasons", "reassignment_reasons", "decline_reasons"):
        codes = [entry.code for entry in getattr(values, name)]
        assert len(set(codes)) == len(codes)
        assert all(0 < len(code) <= 30 and code.isascii() for code in codes), name


def test_the_exit_reasons_reach_every_reason_of_the_national_monitoring(vs: CantonValues) -> None:
    assert {reason.national for reason in vs.exit_reasons} == set(NationalExit)
    integrated = vs.exit_reason("integrated")
    assert integrated is not None
    assert integrated.integrated
    assert vs.exit_reason("none such") is None


def test_valais_weighs_eight_aspects_and_the_officer_closes(vs: CantonValues) -> None:
    criteria = vs.criteria_on(TODAY)
    assert sum(one.kind is CriterionKind.ASPECT for one in criteria.criteria) == 8
    assert vs.closing.role is Part.OFFICER
    assert (vs.deadlines.first_talk_days, vs.deadlines.stocktaking_months, vs.deadlines.survey_months) == (14, 3, 6)


@pytest.mark.parametrize(
    ("met", "suggested"),
    [
        ((), False),
        (("motivation", "strategy"), False),
        (("motivation", "strategy", "coordination"), True),
        (("motivation", "strategy", "coordination", "acute"), False),
        (("motivation", "strategy", "coordination", "too_late"), False),
        (("motivation", "strategy", "unheard of"), False),
    ],
)
def test_criteria_suggest_and_never_decide(vs: CantonValues, met: tuple[str, ...], suggested: bool) -> None:
    assert vs.criteria_on(TODAY).suggests(frozenset(met)) is suggested


def test_a_case_is_counted_by_the_criteria_of_its_day(folder: Path) -> None:
    path = folder / "criteria.toml"
    text = path.read_text(encoding="utf-8")
    newer = text.replace('"VS-1"', '"VS-2"').replace("2012-05-31", "2027-01-01")
    path.write_text(text + newer, encoding="utf-8")
    values = read_folder(folder).typed
    assert values.criteria_on(date(2026, 12, 31)).version == "VS-1"
    assert values.criteria_on(date(2027, 1, 1)).version == "VS-2"
    assert values.criteria_on(date(2000, 1, 1)).version == "VS-1"
    assert values.criteria_version("VS-2") is not None
    assert values.criteria_version("VS-3") is None


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("values.toml", 'entry = "IIZ"\n', "", "values.toml: process.entry: missing"),
        ("values.toml", "triage_days = 10", 'triage_days = "ten"', "expected a whole number, not 'ten'"),
        ("values.toml", "triage_days = 10", "triage_days = true", "expected a whole number, not True"),
        ("values.toml", "triage_days = 10", "triage_day = 10", "deadlines.triage_day: unknown; known are"),
        ("values.toml", 'role = "officer"', 'role = "king"', "closing.role: 'king' is not one of case_manager"),
        ("values.toml", 'needed_at = "forwarding"', 'needed_at = "never"', "needed_at is forwarding or acceptance"),
        ("values.toml", "acceptance_binding = false", 'acceptance_binding = "no"', "expected true or false"),
        (
            "values.toml",
            'role = "officer"',
            'role = "pool"',
            "closing.role: pool: the drawing knows only case_",
        ),
        (
            "values.toml",
            'validates = "coordinator"',
            'validates = "case_manager"',
            "plan.validates: case_manager",
        ),
        (
            "values.toml",
            'decides = ["coordinator"]',
            'decides = ["pool"]',
            "acceptance.decides: coordinator, officer",
        ),
        ("values.toml", "finish_no_target", "closing_role", "process.choices.closing_role: follows from closing.role"),
        ("values.toml", "[plan]", "[plans]", "plans: unknown"),
        ("values.toml", "[plan]", "[plan", "values.toml: "),
        ("values.toml", 'theme = "youth"', 'theme = "elderly"', "elderly: no such theme in canton.toml"),
        ("values.toml", "age_under = 25\n", "", "needs age_under or permits"),
        ("values.toml", 'decides = ["coordinator"]', "decides = []", "acceptance: at least one is needed"),
        ("values.toml", 'forms = ["none",', 'forms = "none" #', "forms: expected a list"),
        ("values.toml", "[letter_head]", "[[letter_head]]", "letter_head: expected a table"),
        ("reasons.toml", 'it = "Altro motivo", ', "", "the text is missing in it"),
        ("reasons.toml", 'it = "Altro motivo"', 'it = " "', "the text is missing in it"),
        ("reasons.toml", 'it = "Altro motivo"', 'it = "Altro", rm = "Auter"', "rm: not a language of the platform"),
        ("reasons.toml", '"person_declines"', '"health_first"', "the code health_first stands there twice"),
        ("communes.toml", 'region = "OW"', 'region = "NORTH"', "NORTH: no such region in canton.toml"),
        ("statutes.toml", '"ALV", "IV"', '"ALV", "XX"', "XX: not of this canton"),
        ("statutes.toml", '["basic"]', '["gossip"]', "gossip is no category"),
        ("criteria.toml", "2012-05-31", '"last May"', "'last May' is not a date"),
        ("lists.toml", "[[competences]]", "[[return_reasons]]", "return_reasons: stands in lists.toml already"),
        ("canton.toml", '"SUCHT"', '"XX"', "XX: no table in dispositifs.toml"),
        ("canton.toml", 'code = "VS"', "", "canton.toml: code: missing"),
    ],
)
def test_a_malformed_file_is_refused_with_place_and_problem(
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    change(folder / file, old, new)
    with pytest.raises(MalformedValues) as refused:
        read_folder(folder)
    assert message in str(refused.value)
    assert ".toml" in str(refused.value)


def test_what_a_canton_does_not_say_is_taken_from_the_defaults_entry_by_entry(folder: Path) -> None:
    change(folder / "values.toml", "triage_days = 10\n", "triage_days = 4\n")
    change(folder / "values.toml", "first_talk_days = 14\n", "")
    (folder / "reasons.toml").unlink()
    typed = read_folder(folder).typed
    assert (typed.deadlines.triage_days, typed.deadlines.first_talk_days) == (4, 14)
    assert typed.return_reason("single_institution") is not None


def test_of_the_default_statutes_a_canton_has_what_concerns_its_dispositifs(folder: Path) -> None:
    change(folder / "canton.toml", ', "SUCHT"', "")
    (folder / "statutes.toml").unlink()
    read = read_folder(folder)
    assert {code for one in read.typed.statutes for code in one.dispositifs} <= set(read.typed.dispositifs)
    assert len(read.typed.statutes) == 5


def test_a_missing_file_and_a_wrong_encoding_are_said(folder: Path) -> None:
    (folder / "values.toml").write_bytes('name = "Ü"'.encode("cp1252"))
    with pytest.raises(MalformedValues, match="not written in UTF-8"):
        read_folder(folder)
    (folder / "canton.toml").unlink()
    with pytest.raises(MalformedValues, match=r"canton\.toml: missing in"):
        read_folder(folder)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sion", "Sion"),
        ("sitten", "Sion"),
        ("1950 Sitten", "Sion"),
        ("1950", "Sion"),
        ("VIEGE", "Visp"),
        ("St Niklaus", "St. Niklaus"),
        ("Val d'Illiez", "Val-d'Illiez"),
        ("St-Maurice", "Saint-Maurice"),
        ("Bern", None),
        ("", None),
    ],
)
def test_a_commune_is_known_by_either_name_or_postcode(vs: CantonValues, text: str, name: str | None) -> None:
    found = commune(vs, text)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("place", "born", "permit", "goes_to"),
    [
        ("Naters", date(1980, 2, 3), "", ("OW", None)),
        ("Naters", date(1980, 2, 3), "C", ("OW", None)),
        ("Naters", date(1980, 2, 3), "f", ("OW", "asylum")),
        ("Naters", date(2005, 2, 3), "N", ("OW", "asylum")),
        ("Naters", date(2001, 11, 23), "", ("OW", "youth")),
        ("Naters", date(2001, 11, 22), "", ("OW", None)),
        ("Genf", date(1980, 2, 3), "", (None, None)),
        ("Monthey", None, "", ("MONTHEY", None)),
    ],
)
def test_a_referral_goes_to_a_theme_by_rule_else_to_the_region_of_the_commune(
    vs: CantonValues, place: str, born: date | None, permit: str, goes_to: tuple[str | None, str | None]
) -> None:
    found = route(vs, commune_name=place, birth_date=born, permit=permit, today=TODAY)
    assert (found.region, found.theme) == goes_to


def test_somebody_born_on_29_february_is_a_year_older_on_1_march() -> None:
    assert age(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age(date(2004, 2, 29), date(2026, 3, 1)) == 22


LEGAL_TEXTS = {"Statute.article", "Statute.purpose", "Statute.limits"}
"""Read by people who look up on which article an exchange without consent rests; no page shows them yet."""


def test_no_value_is_asked_of_a_canton_that_nothing_reads() -> None:
    code = "".join(path.read_text() for kind in ("py", "sql") for path in Path("ciiz").rglob(f"*.{kind}"))
    named = {
        f"{owner.__name__}.{field.name}"
        for owner in vars(types).values()
        if is_dataclass(owner) and isinstance(owner, type)
        for field in fields(owner)
    }
    explained = {name for name in named if name.endswith(".source")} | LEGAL_TEXTS
    unread = {name for name in named - explained if not re.search(rf"[.,]{name.partition('.')[2]}\b", code)}
    by_code = {name for name in unread if re.search(rf'"{_stem(name)}"', code)}
    assert unread - by_code == set()


def _stem(name: str) -> str:
    """The code under which a term is asked for: first_talk for Deadlines.first_talk_days."""
    return re.sub("^Deadlines[.]|_(days|months)$", "", name)


def test_statutes_name_the_categories_that_exist() -> None:
    assert set(CATEGORIES) == set(Category.values)


def test_each_legal_basis_says_in_four_languages_what_may_be_given_and_within_which_limits() -> None:
    statutes = read_folder(CANTONS / "VS").typed.statutes
    assert {one.level for one in statutes} == set(LawLevel)
    for one in statutes:
        for text in (one.article, one.purpose, one.allows, one.limits):
            assert all(text[language] for language in LANGUAGES)
        assert one.dispositifs
        assert one.categories


@pytest.mark.parametrize("wrong", ["0", "-14"])
def test_a_term_of_nothing_or_less_is_refused_by_name(folder: Path, wrong: str) -> None:
    change(folder / "values.toml", "first_talk_days = 14", f"first_talk_days = {wrong}")
    with pytest.raises(MalformedValues, match=rf"first_talk_days is {wrong}; a term is at least 1 long"):
        read_folder(folder)


@pytest.mark.parametrize(("name", "wrong", "most"), [("first_talk_days", 1831, 1830), ("survey_months", 61, 60)])
def test_a_term_of_more_than_five_years_is_refused_by_name(folder: Path, name: str, wrong: int, most: int) -> None:
    with (folder / "values.toml").open() as file:
        written = file.read()
    known = next(line for line in written.splitlines() if line.startswith(f"{name} = "))
    change(folder / "values.toml", known, f"{name} = {wrong}")
    with pytest.raises(MalformedValues, match=rf"{name} is {wrong}; a term is at most {most} long"):
        read_folder(folder)


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        ("[]", "at least one day"),
        ("[7, 0]", "each later than the one before"),
        ("[-7, 0]", "the last of days is 0"),
        ("[-400, 7]", "at most 366"),
    ],
)
def test_a_ladder_of_reminders_that_cannot_be_climbed_is_refused(folder: Path, days: str, problem: str) -> None:
    with (folder / "values.toml").open("a") as file:
        file.write(f"\n[reminders]\ndays = {days}\n")
    with pytest.raises(MalformedValues, match=problem):
        read_folder(folder)


def test_what_a_canton_does_not_say_of_reminders_is_the_default(folder: Path) -> None:
    with (folder / "values.toml").open("a") as file:
        file.write("\n[reminders]\ndays = [1, 10]\n")
    held = read_folder(folder).typed.reminders
    assert (held.days, held.quiet_days) == ((1, 10), 30)


def test_holidays_are_days(folder: Path) -> None:
    change(folder / "values.toml", "triage_days = 10", "triage_days = 10\nholidays = [2027-01-01]")
    assert read_folder(folder).typed.deadlines.holidays == (date(2027, 1, 1),)
    change(folder / "values.toml", "[2027-01-01]", '["New Year"]')
    with pytest.raises(MalformedValues, match="'New Year' is not a date"):
        read_folder(folder)


@pytest.mark.parametrize("code", ["stocktaking", "statute_warning", "first_tlak"])
def test_working_days_are_those_of_terms_in_days(folder: Path, code: str) -> None:
    change(folder / "values.toml", "triage_days = 10", 'triage_days = 10\nworking = ["triage"]')
    held = read_folder(folder).typed.deadlines
    assert (held.term("triage"), held.term("session")) == (Term(days=10, working=True), Term(days=30))
    change(folder / "values.toml", '["triage"]', f'["triage", "{code}"]')
    with pytest.raises(MalformedValues, match=rf"working names {code}, which is no term in days"):
        read_folder(folder)


def test_terms_are_found_by_the_codes_of_the_drawings(vs: CantonValues) -> None:
    assert vs.deadlines.term("first_talk") == Term(days=14)
    assert vs.deadlines.term("stocktaking") == Term(months=3)
    assert vs.deadlines.term("source") is None
