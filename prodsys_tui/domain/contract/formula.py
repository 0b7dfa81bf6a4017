"""Formulas of calculated parameters: a small allow-list over ``ast``, computed in decimals.

A formula comes from a file that people edit, so nothing in it is ever run: the text is parsed to a
tree, each node must be on the list below, and the tree becomes plain decimal arithmetic.
Spec ``process-contracts.md``, last section.
"""

import ast
import operator
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from typing import Self

from prodsys_tui.domain.names import fold

__all__ = ["MAX_LENGTH", "MAX_NODES", "Formula", "FormulaFault", "fold"]

MAX_LENGTH = 256
MAX_NODES = 64
_MAX_DECIMALS = 9

_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})
_FOREIGN = re.compile(r"[^\w \t.,()+*/-]")
_NUMERAL = re.compile(r"(?<!\w)[\d.][\w.]*")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+", re.ASCII)
_ARITHMETIC = Context(prec=28, traps=[InvalidOperation, DivisionByZero, Overflow])

_Values = Mapping[str, Decimal]
_Node = Callable[[_Values], Decimal]

_BINARY: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_UNARY: Mapping[type[ast.unaryop], Callable[[Decimal], Decimal]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


@dataclass(frozen=True, slots=True)
class FormulaFault:
    """Why a formula is refused; its text is ``contract.formula_<name>``, filled by ``params``."""

    name: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Formula:
    """A checked formula. ``names`` are the folded names (see ``fold``) of the parameters it needs."""

    text: str
    names: frozenset[str]
    _root: _Node = field(repr=False, compare=False)

    @classmethod
    def parse(cls, text: str, known: Collection[str]) -> Self | tuple[FormulaFault, ...]:
        """Check a formula that may use the parameters named in ``known`` (names or folded names).

        Allowed: decimal numbers, those names, ``+ - * /`` (also ``− × ÷``), parentheses, signs, and
        ``abs(x)``, ``min(x, y, …)``, ``max(x, y, …)``, ``round(x)``, ``round(x, decimals)``; at most
        256 characters and 64 nodes. Anything else comes back as faults, all that were found.
        """
        source = text.translate(_SIGNS).strip()
        tree = _tree(source)
        if isinstance(tree, FormulaFault):
            return (tree,)
        builder = _Builder(source, frozenset(fold(name) for name in known))
        root = builder.build(tree)
        return tuple(builder.faults) or cls(text, frozenset(builder.names), root)

    def evaluate(self, values: Mapping[str, Decimal | None]) -> Decimal | None:
        """The result for values by folded name, to 28 significant digits.

        ``None`` where an input is missing or no finite number, or where the result cannot be
        calculated (a division by zero, an overflow): never 0.
        """
        given: dict[str, Decimal] = {}
        for name in self.names:
            value = values.get(name)
            if value is None or not value.is_finite():
                return None
            given[name] = value
        with localcontext(_ARITHMETIC):
            try:
                return self._root(given)
            except ArithmeticError:
                return None


def _tree(source: str) -> ast.expr | FormulaFault:
    """The expression in a text, or what about its form is wrong."""
    if len(source) > MAX_LENGTH:
        return FormulaFault("too_long", {"length": len(source), "most": MAX_LENGTH})
    if foreign := _FOREIGN.search(source):
        return FormulaFault("not_allowed", {"part": foreign.group()})
    for numeral in _NUMERAL.findall(source):
        if not _NUMBER.fullmatch(numeral):
            return FormulaFault("not_allowed", {"part": numeral})
    try:
        tree = ast.parse(source, mode="eval").body
    except (SyntaxError, MemoryError, RecursionError):  # the last two: parentheses nested too deep
        return FormulaFault("syntax")
    nodes = sum(isinstance(node, ast.expr) for node in ast.walk(tree))
    if nodes > MAX_NODES:
        return FormulaFault("too_complex", {"nodes": nodes, "most": MAX_NODES})
    return tree


class _Builder:
    """Turns a tree into arithmetic; what is not on the list goes to ``faults``."""

    def __init__(self, source: str, known: frozenset[str]) -> None:
        self._source = source
        self._known = known
        self.names: set[str] = set()
        self.faults: list[FormulaFault] = []

    def build(self, node: ast.expr) -> _Node:
        match node:
            case ast.BinOp(op=sign) if type(sign) in _BINARY:
                return self._binary(_BINARY[type(sign)], node)
            case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
                return self._unary(_UNARY[type(sign)], operand)
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                # The written digits, not the parsed float, so that 0.1 is exactly 0.1.
                return _constant(Decimal(self._written(node)))
            case ast.Name(id=name):
                return self._name(name)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
                return self._call(name, arguments)
            case _:
                return self._refuse(FormulaFault("not_allowed", {"part": self._written(node)}))

    def _binary(self, apply: Callable[[Decimal, Decimal], Decimal], node: ast.BinOp) -> _Node:
        left, right = self.build(node.left), self.build(node.right)
        return lambda values: apply(left(values), right(values))

    def _unary(self, apply: Callable[[Decimal], Decimal], operand: ast.expr) -> _Node:
        inner = self.build(operand)
        return lambda values: apply(inner(values))

    def _name(self, written: str) -> _Node:
        name = fold(written)
        if name not in self._known:
            return self._refuse(FormulaFault("unknown_name", {"name": written}))
        self.names.add(name)
        return lambda values: values[name]

    def _call(self, name: str, arguments: Sequence[ast.expr]) -> _Node:
        function = _FUNCTIONS[name]
        if not function.takes(arguments):
            return self._refuse(FormulaFault("arguments", {"function": name}))
        parts = [self.build(argument) for argument in arguments]
        return lambda values: function.apply([part(values) for part in parts])

    def _refuse(self, fault: FormulaFault) -> _Node:
        if fault not in self.faults:
            self.faults.append(fault)
        return _constant(Decimal(0))  # never evaluated: a formula with faults is not made

    def _written(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._source, node) or ""


def _constant(value: Decimal) -> _Node:
    return lambda _values: value


@dataclass(frozen=True, slots=True)
class _Function:
    """A function of the list: which arguments it takes, and what it does with their values."""

    takes: Callable[[Sequence[ast.expr]], bool]
    apply: Callable[[Sequence[Decimal]], Decimal]


def _one(arguments: Sequence[ast.expr]) -> bool:
    return len(arguments) == 1


def _several(arguments: Sequence[ast.expr]) -> bool:
    return len(arguments) > 1


def _one_and_decimals(arguments: Sequence[ast.expr]) -> bool:
    """A value, then perhaps how many decimals: a written number, so that it is known when loading."""
    match arguments:
        case [_]:
            return True
        case [_, ast.Constant(value=int(decimals))]:
            return decimals <= _MAX_DECIMALS
        case _:
            return False


def _round(values: Sequence[Decimal]) -> Decimal:
    decimals = int(values[1]) if len(values) > 1 else 0
    return values[0].quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


_FUNCTIONS: Mapping[str, _Function] = {
    "abs": _Function(_one, lambda values: abs(values[0])),
    "min": _Function(_several, min),
    "max": _Function(_several, max),
    "round": _Function(_one_and_decimals, _round),
}
