"""An auditor's draw on paper: one record after the other, each beginning on a page of its own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from prodsys_tui.reports.paper import Cell, Paper, or_nothing
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe

_HASH: Final = 16
"""Digits of a journal hash that a table shows: as many as people note of a head."""

Row = Mapping[str, Any]


def print_draw(document: Row, texts: Texts, made_at: datetime) -> Paper:
    """The paper of a draw's document; instants in its site's zone."""
    zone = ZoneInfo(document["sitio"]["zona"])
    return _DrawPaper(document, texts.in_zone(zone), made_at).printed()


class _DrawPaper:
    """One draw on its way to paper."""

    def __init__(self, document: Row, texts: Texts, made_at: datetime) -> None:
        self._doc, self._say = document, texts
        site, journal = document["sitio"], document["registro"]
        self._paper = Paper(
            self._text("title", site=site["nombre"]),
            self._text("foot", seed=document["semilla"], number=journal["secuencia"], at=made_at),
            made_at,
        )

    def printed(self) -> Paper:
        """What was drawn from what, and every record."""
        self._cover()
        for row in self._doc["sorteados"]:
            self._paper.add_page()
            self._record(row)
        return self._paper

    def _text(self, name: str, **params: object) -> SafeText:
        return self._say(f"proof.draw.{name}", **params)

    def _cover(self) -> None:
        doc, paper = self._doc, self._paper
        journal = doc["registro"]
        since, until = self._day(doc["desde"]) or "…", self._day(doc["hasta"]) or "…"
        always = doc["desde"] is None and doc["hasta"] is None
        facts = {
            "seed": doc["semilla"],
            "period": self._text("always") if always else self._text("from_to", since=since, until=until),
            "process": self._text("all") if doc["proceso_id"] is None else doc["proceso_id"],
            "drawn": self._text("of", count=len(doc["sorteados"]), population=doc["poblacion"]),
            "origin": journal["origen"],
            "head": f"{journal['secuencia']}  {journal['cabeza']}",
        }
        for name, value in facts.items():
            paper.fact(self._text(name), safe(value), paper.epw)
        paper.ln(1)
        paper.line_of(self._text("how"))
        self._part("list", (8, 18, 22, 14, 26, 18, 24, 17), map(self._line, doc["sorteados"]))

    def _line(self, row: Row) -> tuple[Cell, ...]:
        record, shift = row["registro"], row["turno"]
        return (
            safe(row["lugar"]),
            self._shift_of(shift),
            safe(record["proceso"]),
            or_nothing(record["maquina"]),
            or_nothing(record["lote"]),
            safe(f"{record['cantidad']} {record['unidad']}"),
            safe(row["clave"][:_HASH]),
            self._text("holds" if row["compuerta"]["vale"] else "broken"),
        )

    def _record(self, row: Row) -> None:
        record, paper = row["registro"], self._paper
        place = self._text("record", place=row["lugar"], uid=record["uid"])
        paper.heading(place)
        amount = f"{record['cantidad']} {record['unidad']}"
        paper.line_of(
            self._text(
                "made",
                process=record["proceso"],
                machine=record["maquina"],
                order=record["orden"],
                batch=record["lote"],
                amount=amount,
            )
        )
        if record["merma_kg"] is not None:
            paper.line_of(self._text("waste", waste=record["merma_kg"]))
        if record["contador"] is not None:
            paper.line_of(self._text("counter", before=record["contador_anterior"], after=record["contador"]))
        paper.line_of(
            self._text(
                "typed", person=record["usuario"], at=self._at(record["capturado_en"]), key=row["clave"]
            )
        )
        self._shift(row["turno"])
        self._gate(row["compuerta"])
        self._part("consumed", (20, 40, 20, 22, 60), map(self._used, row["consumos"]))
        self._batch(row["lote"])
        self._part("corrections", (16, 20, 20, 28, 50, 16, 22), map(self._correction, row["correcciones"]))
        self._part("entries", (24, 26, 16, 24, 13, 28, 40), map(self._entry, row["entradas"]))

    def _shift(self, shift: Row) -> None:
        self._paper.heading(self._text("shift", shift=self._shift_of(shift), state=shift["estado"]))
        self._paper.line_of(
            self._text("opened", person=shift["abierta_por"], at=self._at(shift["abierta_en"]))
        )
        if shift["cerrada_por"] is not None:
            self._paper.line_of(
                self._text("closed", person=shift["cerrada_por"], at=self._at(shift["cerrada_en"]))
            )
        for each in shift["revisiones"]:
            self._paper.line_of(
                self._text(
                    "review",
                    decision=each["decision"],
                    person=each["usuario"],
                    at=self._at(each["en"]),
                    text=each["comentario"],
                )
            )
        if shift["recibida_por"] is not None:
            self._paper.line_of(self._text("received", person=shift["recibida_por"]))

    def _gate(self, gate: Row) -> None:
        say, paper = self._text, self._paper
        paper.heading(say("gate"))
        paper.line_of(
            say("gate_holds") if gate["vale"] else say("gate_broken", why=self._fault(gate["falla"]))
        )
        for uid in gate["base_que_cayo"]:
            paper.line_of(say("fallen", sample=uid))
        paper.line_of(
            say("contract", version=gate["version"], minimum=gate["minimo"], hash=gate["contrato_sha256"])
        )
        shown, counted = len(gate["muestras"]), gate["muestras_que_contaron"]
        self._grid("samples", (24, 14, 20, 16, 14, 24, 16, 40), map(self._sample, gate["muestras"]))
        if shown < counted:
            paper.line_of(say("samples_cut", shown=shown, total=counted))

    def _fault(self, fault: str) -> SafeText:
        return self._say(f"cli.proof.{fault}")

    def _sample(self, row: Row) -> tuple[Cell, ...]:
        return (
            safe(row["parametro"]),
            safe(row["lectura"]),
            safe(row["especificacion"]),
            safe(row["resultado"]),
            or_nothing(row["maquina"]),
            self._at(row["hora_medicion"]),
            safe(row["usuario"]),
            or_nothing(row["disposicion"]),
        )

    def _used(self, row: Row) -> tuple[Cell, ...]:
        return (
            safe(row["tipo"]),
            safe(row["codigo"]),
            self._text("held") if row.get("retenido") else or_nothing(row.get("porcentaje")),
            or_nothing(row.get("firmado_por")),
            or_nothing(row.get("motivo")),
        )

    def _batch(self, batch: Row | None) -> None:
        if batch is None:
            return
        paper, say = self._paper, self._text
        paper.heading(say("batch", batch=batch["codigo_lote"], state=batch["estado"]))
        for each in batch["historial"]:
            paper.line_of(
                say(
                    "changed",
                    state=each["estado_nuevo"],
                    person=each["changed_by"],
                    at=self._at(each["changed_at"]),
                    text=each["comentario"],
                )
            )
        for way in ("aguas_arriba", "aguas_abajo"):
            near = batch[way]
            codes = joined((safe(f"{each['codigo']} ({each['nivel']})") for each in near["cercanos"]), ", ")
            more = near["total"] - len(near["cercanos"])
            paper.line_of(say(way, codes=codes or self._text("none"), total=near["total"], more=more))

    def _correction(self, row: Row) -> tuple[Cell, ...]:
        return (
            safe(row["campo"]),
            or_nothing(row["antes"]),
            or_nothing(row["despues"]),
            safe(row["categoria"]),
            safe(row["motivo"]),
            safe(row["firmada_por"]),
            self._at(row["en"]),
        )

    def _entry(self, row: Row) -> tuple[Cell, ...]:
        return (
            safe(row["entidad"]),
            safe(row["accion"]),
            safe(row["usuario"]),
            self._at(row["en"]),
            safe(row["secuencia"]),
            safe(row["hash"][:_HASH]),
            or_nothing(row["motivo"]),
        )

    def _part(self, name: str, widths: tuple[int, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
        self._paper.part(self._text(name), self._text(f"heads.{name}"), rows, widths)

    def _grid(self, name: str, widths: tuple[int, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
        self._paper.named_grid(self._text(f"heads.{name}"), rows, widths)

    def _shift_of(self, shift: Row) -> SafeText:
        return safe(f"{self._day(shift['fecha_operativa'])} {shift['turno']}")

    def _day(self, text: str | None) -> str | None:
        return None if text is None else show_date(date.fromisoformat(text))

    def _at(self, text: str) -> SafeText:
        return safe(show_instant(datetime.fromisoformat(text), self._say.zone))
