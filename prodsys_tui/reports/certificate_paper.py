"""The certificate of a batch on paper, made of its document alone: the same document gives the same bytes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from prodsys_tui.domain.batch.batch import label_code
from prodsys_tui.domain.evidence.certificate import Verdict
from prodsys_tui.reports.marks import qr
from prodsys_tui.reports.paper import NOTHING, Cell, Paper, or_nothing
from prodsys_tui.services.evidence.certificate_file import certificate_text
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.safe import SafeText, joined, safe

ATTACHED: Final = "certificado.json"
"""The name of the document inside the paper."""

_VERDICTS: Final = {
    Verdict.COMPLIES: "complies",
    Verdict.SETTLED: "settled",
    Verdict.NOTHING: "nothing",
}
_QR: Final = 34.0
_SHOWN_MACHINES: Final = 40

Row = Mapping[str, Any]


def certificate_printer(texts: Texts) -> Callable[[Mapping[str, object], str], bytes]:
    """What prints certificates in the language of some texts."""

    def printer(document: Mapping[str, object], sha256: str) -> bytes:
        return print_certificate(document, sha256, texts)

    return printer


def print_certificate(document: Mapping[str, Any], sha256: str, texts: Texts) -> bytes:
    """The PDF of a certificate's document, which it carries as an attachment; instants in its site's zone."""
    zone = ZoneInfo(document["sitio"]["zona"])
    return _CertificatePaper(document, sha256, texts.in_zone(zone)).printed()


def scanned(document: Row, sha256: str) -> str:
    """What the QR code of a certificate says: the batch's label, and the hash in capitals."""
    return f"{label_code(document['lote']['codigo_lote'])}.{sha256.upper()}"


class _CertificatePaper:
    """One certificate on its way to paper."""

    def __init__(self, document: Row, sha256: str, texts: Texts) -> None:
        self._doc, self._sha256, self._say = document, sha256, texts
        number = document["numero"]
        title = "title_preliminary" if document["preliminar"] else "title"
        self._made_at = datetime.fromisoformat(document["emitido_en"])
        self._paper = Paper(
            self._text(title, number=number),
            self._text("foot", number=number, hash=sha256),
            self._made_at,
        )

    def printed(self) -> bytes:
        """All parts, one below the other."""
        self._facts()
        self._judgement()
        self._samples()
        self._making()
        self._lineage()
        self._story()
        self._proof()
        text = certificate_text(self._doc, self._sha256, None)
        self._paper.attach(ATTACHED, text, "application/json", self._made_at)
        return bytes(self._paper.output())

    def _text(self, name: str, **params: object) -> SafeText:
        return self._say(f"proof.certificate.{name}", **params)

    def _facts(self) -> None:
        """What was made, of what order, where and when; the QR code beside it."""
        doc, paper = self._doc, self._paper
        batch, order, shift = doc["lote"], doc["orden"], doc["turno"]
        day = show_date(date.fromisoformat(shift["fecha_operativa"]))
        top = paper.get_y()
        qr(paper, scanned(doc, self._sha256), paper.l_margin + paper.epw - _QR, top, _QR)
        machines = dict.fromkeys(row["maquina"] or "" for row in doc["registros"])
        rows = {
            "product": order["producto"],
            "order": order["codigo_orden"],
            "process": f"{doc['proceso']['id']} {doc['proceso']['nombre']}",
            "site": f"{doc['sitio']['codigo']} {doc['sitio']['nombre']}",
            "shift": f"{day} {shift['turno']} ({shift['estado']})",
            "quantity": f"{batch['cantidad']} {batch['unidad']}",
            "state": batch["estado"],
            "machines": ", ".join(list(machines)[:_SHOWN_MACHINES]),
            "specs": "; ".join(f"{name} {value}" for name, value in order["especificaciones"].items()),
        }
        for name, value in rows.items():
            if value:
                paper.fact(self._text(name), safe(value), paper.epw - _QR)
        paper.set_y(max(paper.get_y(), top + _QR) + 1)

    def _judgement(self) -> None:
        shift = self._doc["turno"]
        if self._doc["preliminar"]:
            day = show_date(date.fromisoformat(shift["fecha_operativa"]))
            self._paper.banner(
                self._text("preliminary", date=day, turn=shift["turno"], state=shift["estado"])
            )
        self._paper.banner(self._text(f"verdict.{_VERDICTS[Verdict(self._doc['dictamen'])]}"))

    def _samples(self) -> None:
        samples = self._doc["muestras"]
        if not samples:
            return
        self._paper.heading(self._text("samples"))
        self._grid("samples", (20, 15, 12, 11, 18, 14, 20, 13, 12, 13), map(self._sample, samples))
        self._paper.line_of(self._text("notes"))
        settled = [row for row in samples if row["disposicion"] is not None]
        if settled:
            self._paper.heading(self._text("deviations"))
            self._grid("deviations", (24, 14, 16, 60, 14, 20), map(self._deviation, settled))

    def _sample(self, row: Row) -> tuple[Cell, ...]:
        name = self._text("critical", parameter=row["parametro"]) if row["critico"] else row["parametro"]
        return (
            safe(name),
            safe(row["unidad"]),
            safe(row["lectura"]),
            or_nothing(row["valor_nominal"]),
            safe(row["especificacion"]),
            safe(row["resultado"]),
            self._at(row["hora_medicion"]),
            or_nothing(row["maquina"]),
            safe(row["usuario"]),
            safe(row["contrato"]),
        )

    def _deviation(self, row: Row) -> tuple[Cell, ...]:
        settled = row["disposicion"]
        words = settled["explicacion"] or f"{settled['causa']}: {settled['accion']}"
        return (
            safe(row["parametro"]),
            safe(row["lectura"]),
            safe(row["resultado"]),
            safe(words),
            safe(settled["usuario"]),
            self._at(settled["en"]),
        )

    def _making(self) -> None:
        self._paper.heading(self._text("records"))
        unit = self._doc["lote"]["unidad"]
        rows = (
            (
                or_nothing(row["maquina"]),
                safe(f"{row['cantidad']} {unit}"),
                safe(row["uid"]),
                safe(row["usuario"]),
                self._say("proof.yes" if row["corregido"] else "proof.no"),
            )
            for row in self._doc["registros"]
        )
        self._grid("records", (18, 24, 60, 22, 24), rows)

    def _lineage(self) -> None:
        origins = self._doc["genealogia"]
        self._paper.heading(self._text("lineage"))
        if not origins["origenes"]:
            self._paper.line_of(self._text("lineage_none"))
            return
        self._grid("lineage", (9, 13, 33, 13, 15, 24, 21, 21), map(self._origin, origins["origenes"]))
        shown = len(origins["origenes"])
        if shown < origins["total"]:
            self._paper.line_of(self._text("lineage_cut", shown=shown, total=origins["total"]))

    def _origin(self, row: Row) -> tuple[Cell, ...]:
        day = "" if row["fecha"] is None else show_date(date.fromisoformat(row["fecha"]))
        return (
            safe(row["nivel"]),
            safe(row["tipo"]),
            safe(row["codigo"]),
            or_nothing(row["proceso_id"]),
            or_nothing(row["orden"]),
            or_nothing(row["producto"]),
            safe(f"{day} {row['turno'] or ''}".strip()),
            joined(map(safe, row["entro_en"][:3]), ", "),
        )

    def _story(self) -> None:
        """What happened to the batch: its states, holds and what was decided."""
        doc = self._doc
        changes = (
            (
                safe(row["estado_anterior"]),
                safe(row["estado_nuevo"]),
                or_nothing(row["comentario"]),
                safe(row["changed_by"]),
                self._at(row["changed_at"]),
            )
            for row in doc["historial"]
        )
        self._part("history", (14, 14, 70, 18, 24), changes)
        holds = (
            (
                safe(row["rollo"] or row["maquina"] or self._text("whole")),
                safe(row["motivo"]),
                safe(row["abierta_por"]),
                self._at(row["abierta_en"]),
                or_nothing(row["terminada_por"]),
                self._at(row["terminada_en"]),
            )
            for row in doc["retenciones"]
        )
        self._part("holds", (20, 50, 16, 22, 16, 22), holds)
        decided = (
            (
                safe(row["destino"]),
                safe(row["cantidad"] or self._text("rest")),
                safe(row["comentario"]),
                safe(row["firmada_por"] or row["usuario"]),
                self._at(row["en"]),
            )
            for row in doc["disposiciones"]
        )
        self._part("decided", (18, 20, 60, 18, 24), decided)

    def _proof(self) -> None:
        doc, paper = self._doc, self._paper
        versions = (
            (
                safe(row["proceso_id"]),
                safe(row["version"]),
                self._at(row["vigente_desde"]),
                safe(row["sha256"]),
            )
            for row in doc["contratos"]
        )
        self._part("contracts", (12, 14, 26, 96), versions)
        signer, journal = doc["firmante"], doc["registro"]
        paper.heading(self._text("proof"))
        paper.line_of(
            self._text(
                "signed",
                person=signer["nombre"],
                code=signer["codigo"],
                role=signer["rol"],
                at=self._made_at,
            )
        )
        paper.line_of(self._text("hash", hash=self._sha256))
        paper.line_of(
            self._text(
                "anchor",
                origin=journal["origen"],
                number=journal["secuencia_anterior"],
                hash=journal["cabeza_anterior"],
            )
        )
        paper.line_of(self._text("how"))

    def _part(self, name: str, widths: tuple[int, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
        self._paper.part(self._text(name), self._text(f"heads.{name}"), rows, widths)

    def _grid(self, name: str, widths: tuple[int, ...], rows: Iterable[tuple[Cell, ...]]) -> None:
        self._paper.named_grid(self._text(f"heads.{name}"), rows, widths)

    def _at(self, text: str | None) -> SafeText:
        return NOTHING if text is None else safe(show_instant(datetime.fromisoformat(text), self._say.zone))
