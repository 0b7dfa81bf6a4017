"""The catalogs that ship: complete in both languages, alike in placeholders, short enough."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.text.catalog import Texts, refusal_text
from prodsys_tui.text.compile import compile_catalogs
from prodsys_tui.text.resources import data_path
from tests.console_font import GLYPHS

LONGEST_REFUSAL = 150
AREAS = sorted({path.stem for path in data_path("locale").rglob("*.po")})
SEED = {
    ("gate-closed", "minimum"): "No se puede registrar producción hasta validar calidad (mínimo 3 muestras).",
    (
        "process-in-review",
    ): "Proceso en REVISIÓN: corrija el proceso y vuelva a medir, o justifique la desviación, "
    "antes de registrar producción.",
    ("unknown-parameter", "parameter"): "Parámetro '3' no reconocido",
    ("unknown-parameter.saving", "parameter"): "Validación de parámetro fallida: Parámetro '3' no reconocido",
    ("out-of-validity", "limits"): "Valor fuera de rango: 3",
    ("out-of-validity.saving", "limits"): "Validación de parámetro fallida: Valor fuera de rango: 3",
    ("transition-not-allowed", "before", "after"): "Transición de estado no permitida: 3 → 3.",
    ("comment-required",): "El comentario es obligatorio para pausar o cerrar un lote.",
    ("batch-closed", "batch"): "El lote 3 está cerrado y no puede ser declarado como consumido.",
    ("not-found.batch",): "Lote no encontrado.",
    ("not-found.batch-id", "id"): "El lote con ID 3 no existe.",
}


def catalog(language: str, area: str) -> Catalog:
    path = data_path("locale", language, "LC_MESSAGES", f"{area}.po")
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def entries(language: str, area: str) -> dict[str, Message]:
    return {key_of(message): message for message in catalog(language, area) if message.id}


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def wordings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def every_wording() -> Iterator[tuple[str, Message, str]]:
    for language in ("es", "en"):
        for area in AREAS:
            for key, message in entries(language, area).items():
                for text in wordings(message):
                    yield f"{language} {key}", message, text


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> None:
    compile_catalogs(data_path("locale"))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_texts(area: str) -> None:
    spanish, english = entries("es", area), entries("en", area)
    assert list(spanish) == list(english)
    for key, message in spanish.items():
        assert key.startswith(f"{area}."), key
        assert message.pluralizable == english[key].pluralizable, key
        assert not message.fuzzy, key
        assert not english[key].fuzzy, key
        for one, other in zip(wordings(message), wordings(english[key]), strict=True):
            assert placeholders(one) == placeholders(other), key


@pytest.mark.parametrize("area", AREAS)
def test_keys_are_written_once_in_an_order_that_can_be_compared(area: str) -> None:
    for language in ("es", "en"):
        written = data_path("locale", language, "LC_MESSAGES", f"{area}.po").read_text(encoding="utf-8")
        keys = re.findall(r'^msgid "(.+)"$', written, re.MULTILINE)
        assert len(keys) == len(set(keys))
        assert "\n#~" not in written


def test_no_text_is_empty_and_placeholders_are_plain_names() -> None:
    for where, _, text in every_wording():
        assert text.strip(), where
        assert all(name.isidentifier() for name in placeholders(text)), where


def test_texts_with_a_limit_fit() -> None:
    for where, message, text in every_wording():
        for comment in message.auto_comments:
            limit = re.fullmatch(r"max ([0-9]+)", comment)
            assert limit is not None, where
            assert len(text) <= int(limit[1]), where


def test_texts_use_the_signs_of_console_fonts_only() -> None:
    """Spec ``ux.md``, "Terminals"."""
    for where, _, text in every_wording():
        assert set(text) <= GLYPHS | {"\n"}, where


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("code", Code)
def test_every_refusal_has_a_text(code: Code, language: str) -> None:
    refusal_text(Texts(language), Refusal(code))


def test_refusals_fit_two_lines() -> None:
    for where, _, text in every_wording():
        if " refusal." in where:
            assert len(text) <= LONGEST_REFUSAL, where


@pytest.mark.parametrize(("key", "text"), SEED.items())
def test_the_texts_that_the_seed_prints_are_exact(key: tuple[str, ...], text: str) -> None:
    code, _, variant = key[0].partition(".")
    refusal = Refusal(Code(code), dict.fromkeys(key[1:], 3), variant=variant)
    assert refusal_text(Texts("es"), refusal) == text
