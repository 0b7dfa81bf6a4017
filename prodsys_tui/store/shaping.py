"""Making the shape of an entity: the kinds of its columns follow from the entity's own types."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from prodsys_tui.domain.model import Entity, Ref
from prodsys_tui.store import codec
from prodsys_tui.store.codec import Codec
from prodsys_tui.store.mapping import Shape
from prodsys_tui.store.written_out import ColumnShape, Link

E = TypeVar("E", bound=Entity)

_BY_TYPE: Mapping[object, Codec] = {
    str: codec.PLAIN,
    int: codec.PLAIN,
    bool: codec.BOOLEAN,
    Decimal: codec.DECIMAL,
    datetime: codec.INSTANT,
    date: codec.DATE,
}


_SITE = Link("sitio", "{0}.codigo")
_PERSON = Link("usuarios", "{0}.codigo")
_MACHINE = Link("maquinas", "{0}.codigo")
_CONTRACT = Link("contrato_version", "{0}.version")
_ORDER = Link("orden_produccion", "{0}.codigo_orden")
_SHIFT = Link("bitacora_turno", "{0}.fecha_operativa || ' ' || {0}.turno")
_BATCH = Link("lotes", "{0}.codigo_lote")
_SAMPLE = Link("muestras")
_RECORD = Link("registros_trabajo")

_LINKS: Mapping[str, Link] = {
    "site": _SITE,
    "person": _PERSON,
    "machine": _MACHINE,
    "contract": _CONTRACT,
    "order": _ORDER,
    "running_order": _ORDER,
    "shift": _SHIFT,
    "batch": _BATCH,
    "sample": _SAMPLE,
    "corrects": _SAMPLE,
    "record": _RECORD,
    "after": _RECORD,
    "linked": _ORDER,
    "crew": Link("cuadrilla", "{0}.codigo"),
    "material": Link("material_lote", "{0}.codigo"),
    "continues": Link("paro_proceso"),
    "hold": Link("retencion"),
    "drill": Link("simulacro_retiro", "{0}.objeto"),
}


def _kind(hint: Any) -> Any:
    kinds = (
        [part for part in get_args(hint) if part is not NoneType] if NoneType in get_args(hint) else [hint]
    )
    return kinds[0]


def _column(field: str, column: str, hint: Any, *, real: bool) -> ColumnShape:
    kind = _kind(hint)
    if kind is Ref:
        return ColumnShape(field, column, codec.PLAIN, _LINKS[field])
    if real:
        return ColumnShape(field, column, codec.MEASURED)
    if get_origin(kind) is not None:
        return ColumnShape(field, column, codec.DOCUMENT)
    if issubclass(kind, Enum):
        return ColumnShape(field, column, codec.enumeration(kind))
    return ColumnShape(field, column, _BY_TYPE[kind])


def shape_of(
    entity: type[E], table: str, audit: str, names: str, *, real: frozenset[str] = frozenset()
) -> Shape[E]:
    """Build a shape; ``names`` holds ``field=column`` pairs, or a field alone that is named as its column."""
    hints = get_type_hints(entity)
    pairs = [(field, column or field) for field, _, column in (name.partition("=") for name in names.split())]
    columns = tuple(_column(field, column, hints[field], real=field in real) for field, column in pairs)
    return Shape(entity, table, audit, columns)
