"""Every text that the code asks for by name exists, with the placeholders that the code fills.

Read from the source: calls of ``texts("area.key", …)``, ``texts.n(…)``, ``Refusal(Code.X, …)`` and
``refuse(Code.X, …)`` whose key or code is written out. Keys made at run time are their caller's to test.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import prodsys_tui
from prodsys_tui.domain.refusal import Code
from prodsys_tui.text.resources import data_path

SOURCE = Path(prodsys_tui.__file__).parent
FIELD_AND_VARIANT = ("field", "variant")


@dataclass(frozen=True)
class Use:
    """A text asked for somewhere; ``params`` is None where the code does not spell them out."""

    where: str
    key: str
    params: frozenset[str] | None


def texts_by_key() -> dict[str, str]:
    """Every Spanish text; of one with a plural the last form."""
    found: dict[str, str] = {}
    for path in data_path("locale", "es").rglob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                key = message.id if isinstance(message.id, str) else message.id[0]
                text = message.string if isinstance(message.string, str) else (message.string or ("",))[-1]
                found[key] = text
    return found


TEXTS = texts_by_key()


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        inner = name_of(function.value)
        return f"{inner}.n" if function.attr == "n" else function.attr.lstrip("_")
    return function.id.lstrip("_") if isinstance(function, ast.Name) else ""


def constant(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keywords(call: ast.Call, *, but: tuple[str, ...] = ()) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else frozenset(name for name in names if name and name not in but)


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    if len(call.args) > position:
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)


def text_use(where: str, call: ast.Call) -> Use | None:
    key = constant(call.args[0]) if call.args else None
    if key is None or "." not in key or name_of(call.func) not in {"texts", "texts.n"}:
        return None
    params = keywords(call)
    counted = name_of(call.func).endswith(".n")
    return Use(where, key, params | {"n"} if params is not None and counted else params)


def refusal_use(where: str, call: ast.Call) -> Use | None:
    name = name_of(call.func)
    code = call.args[0] if call.args else None
    if (
        name not in {"Refusal", "refuse"}
        or not isinstance(code, ast.Attribute)
        or not hasattr(Code, code.attr)
    ):
        return None
    key = f"refusal.{Code[code.attr]}"
    variant = argument(call, 3 if name == "Refusal" else 2, "variant")
    if variant is not None:
        if constant(variant) is None:
            return None
        key = f"{key}.{constant(variant)}" if constant(variant) else key
    if name == "refuse":
        return Use(where, key, keywords(call, but=FIELD_AND_VARIANT))
    params = argument(call, 1, "params")
    if params is None:
        return Use(where, key, frozenset())
    spelt = isinstance(params, ast.Dict) and all(constant(name) for name in params.keys)
    names = frozenset(str(constant(name)) for name in params.keys) if isinstance(params, ast.Dict) else None
    return Use(where, key, names if spelt else None)


def uses() -> Iterator[Use]:
    for where, call in calls():
        for use in (text_use(where, call), refusal_use(where, call)):
            if use is not None:
                yield use


@pytest.mark.parametrize("use", uses(), ids=lambda use: f"{use.where} {use.key}")
def test_a_text_that_the_code_asks_for_exists_and_is_filled(use: Use) -> None:
    assert use.key in TEXTS
    if use.params is not None:
        asked = {part.partition("}")[0] for part in TEXTS[use.key].split("{")[1:]}
        assert asked <= use.params
