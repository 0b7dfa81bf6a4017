"""Texts come from the catalogs, in the language asked for, and show data only through the gate."""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import PoFileError

from prodsys_tui.domain.model import BatchState
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.text.catalog import MissingTextError, Texts, language_of, refusal_text
from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import MissingDataError, data_path
from prodsys_tui.text.safe import SafeText

HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
SPANISH = """
msgid "board.title"
msgstr "Tablero de {site}"

msgid "board.said"
msgstr "{what}"

msgid "board.samples"
msgid_plural "board.samples"
msgstr[0] "{n} muestra en {machine}"
msgstr[1] "{n} muestras en {machine}"

msgid "refusal.not-found"
msgstr "No se encontró."
"""


def write_area(folder: Path, language: str, area: str, entries: str) -> Path:
    path = folder / language / "LC_MESSAGES" / f"{area}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language) + entries, encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    for area in ("board", "refusal"):
        write_area(tmp_path, "es", area, SPANISH)
    compile_catalogs(tmp_path)
    return Texts("es", zone=ZoneInfo("America/Mexico_City"), folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *(("es", "es"), ("en", "en"), ("EN", "en"), ("en-GB", "en")),
        *(("es_MX.UTF-8", "es"), ("en_US.UTF-8", "en")),
        *(("C", "es"), ("fr_FR", "es"), ("english", "es"), ("", "es"), (None, "es")),
    ],
)
def test_a_setting_or_locale_names_a_language(name: str | None, language: str) -> None:
    assert language_of(name) == language


def test_a_text_is_filled_and_safe_to_show(texts: Texts) -> None:
    title = texts("board.title", site="Planta \x1b]0;x\x07 [/x] {site}")
    assert title == "Tablero de Planta <U+001B>]0;x<U+0007> [/x] {site}"
    assert isinstance(title, SafeText)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("4.50"), "4.5"),
        (805, "805"),
        (None, "-"),
        (date(2026, 3, 15), "15/03/2026"),
        (datetime.fromisoformat("2026-03-16T05:07:00Z"), "15/03/2026 23:07"),
        (BatchState.HELD, "pausado"),
        (("T01", Decimal("2.0"), "\x07"), "T01, 2, <U+0007>"),
    ],
)
def test_values_are_shown_in_the_signs_of_the_plant(texts: Texts, value: object, shown: str) -> None:
    assert texts("board.said", what=value) == shown


def test_instants_are_shown_in_the_zone_asked_for(texts: Texts) -> None:
    instant = datetime.fromisoformat("2026-03-16T05:07:00Z")
    assert texts.in_zone(ZoneInfo("UTC"))("board.said", what=instant) == "16/03/2026 05:07"


def test_one_and_many(texts: Texts) -> None:
    assert texts.n("board.samples", 1, machine="T01") == "1 muestra en T01"
    assert texts.n("board.samples", 3, machine="T01") == "3 muestras en T01"


@pytest.mark.parametrize("key", ["board.nothing", "nowhere.title", "title", "board", ""])
def test_a_missing_text_is_a_fault_of_the_program(texts: Texts, key: str) -> None:
    with pytest.raises(MissingTextError):
        texts(key)
    with pytest.raises(MissingTextError):
        texts.n(key, 2)


def test_a_catalog_that_was_not_compiled_says_how_to(tmp_path: Path) -> None:
    write_area(tmp_path, "es", "board", SPANISH)
    with pytest.raises(MissingDataError, match=r"prodsys_tui\.text\.compile"):
        Texts("es", folder=tmp_path)("board.title")


def test_a_missing_parameter_shows_its_name(texts: Texts) -> None:
    assert texts("board.title") == "Tablero de {site}"


def test_a_refusal_says_its_variant_or_its_code(texts: Texts) -> None:
    assert refusal_text(texts, Refusal(Code.NOT_FOUND, variant="spaceship")) == "No se encontró."
    with pytest.raises(MissingTextError):
        refusal_text(texts, Refusal(Code.USAGE))


@pytest.mark.parametrize("params", [{"key": 1, "self": 2, "what": "x"}])
def test_parameters_may_have_any_name(texts: Texts, params: Mapping[str, object]) -> None:
    assert texts("board.said", **params) == "x"


def test_compiling_skips_what_is_up_to_date(tmp_path: Path) -> None:
    board = write_area(tmp_path, "es", "board", SPANISH)
    assert compile_catalogs(tmp_path) == [board.with_suffix(".mo")]
    assert compile_catalogs(tmp_path) == []

    write_area(tmp_path, "es", "board", SPANISH.replace("Tablero", "Pizarra"))
    os.utime(board, ns=(0, 0))
    assert compile_catalogs(tmp_path) == [board.with_suffix(".mo")]
    assert Texts("es", folder=tmp_path)("board.title", site="A") == "Pizarra de A"
    assert sorted(path.name for path in board.parent.iterdir()) == ["board.mo", "board.po"]


def test_a_broken_catalog_is_named_and_leaves_no_compiled_file(tmp_path: Path) -> None:
    board = write_area(tmp_path, "es", "board", 'msgid "board.title\n')
    with pytest.raises(PoFileError):
        compile_catalogs(tmp_path)
    assert not board.with_suffix(".mo").exists()


def test_the_files_that_ship_are_found_and_missing_ones_named() -> None:
    assert data_path("locale", "es").is_dir()
    with pytest.raises(MissingDataError, match=r"data/contracts/nothing\.toml is missing"):
        data_path("contracts", "nothing.toml")


def test_texts_load_neither_terminal_nor_store_nor_babel() -> None:
    heavy = "{'babel', 'rich', 'textual', 'typer', 'pydantic', 'sqlalchemy', 'sqlmodel', 'zoneinfo'}"
    code = (
        "import sys, prodsys_tui.text.catalog, prodsys_tui.text.dates, prodsys_tui.text.safe;"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
