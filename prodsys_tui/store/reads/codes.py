"""Things by the code that people know them by, whatever they are, and the other way round."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from prodsys_tui.store.reads.base import Reader

_CODES: Final = {
    "lotes": ("codigo_lote", "upper"),
    "orden_produccion": ("codigo_orden", "upper"),
    "rollo": ("codigo", "upper"),
    "maquinas": ("codigo", "lower"),
    "usuarios": ("codigo", "lower"),
    "cuadrilla": ("codigo", "lower"),
}
"""The tables whose rows have a code: kept in capitals, or as it was typed, with an index of small letters."""
_NAMES: Final = {
    "bitacora_turno": "fecha_operativa || ' ' || turno",
    "contrato_version": "version",
    "material_lote": "codigo",
    "sitio": "codigo",
}
"""Tables whose rows are told by a name that nobody types to find them."""
_KNOWN: Final = "SELECT 1 FROM auditoria WHERE entidad_uid = ? LIMIT 1"
_SAMPLES: Final = (
    "SELECT uid FROM muestras WHERE codigo_muestra IS NOT NULL AND lower(codigo_muestra) = lower(?) LIMIT ?"
)
_MOST_ALIKE: Final = 200
"""How many things of one code are looked for: a roll's may come again."""

_AT_ONCE: Final = 500
"""How many uids one statement asks for."""


def _with_code() -> Iterator[str]:
    for table, (column, kept) in _CODES.items():
        test = f"lower({column}) = lower(?)" if kept == "lower" else f"{column} = upper(?)"
        yield " ".join(("SELECT uid FROM", table, "WHERE", test, "LIMIT ?"))
    yield _SAMPLES


_WITH_CODE: Final = tuple(_with_code())
_OF_UIDS: Final = tuple(
    " ".join(("SELECT uid,", column, "FROM", table, "WHERE uid IN ({marks})"))
    for table, column in (*((table, column) for table, (column, _) in _CODES.items()), *_NAMES.items())
)


class CodeReads(Reader):
    """Queries of codes."""

    def uids_of(self, code: str) -> Sequence[str]:
        """Everything with that code, or that uid."""
        found = dict.fromkeys(uid for sql in _WITH_CODE for (uid,) in self._rows(sql, code, _MOST_ALIKE))
        uid = code.lower()
        return tuple(found) or ((uid,) if self._row(_KNOWN, uid) is not None else ())

    def codes_of(self, uids: Sequence[str]) -> Mapping[str, str]:
        """The codes of those of some things that have one, by uid."""
        codes: dict[str, str] = {}
        for at in range(0, len(uids), _AT_ONCE):
            some = uids[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            for sql in _OF_UIDS:
                codes |= dict(self._rows(sql.format(marks=marks), *some))
        return codes
