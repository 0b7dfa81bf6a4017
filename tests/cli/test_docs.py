"""The docs name every command, option, setting and key; help tells them in both languages."""

import io
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from prodsys_tui.cli.asked import Asked
from prodsys_tui.cli.command import common_options
from prodsys_tui.cli.exits import exit_code
from prodsys_tui.cli.program import program
from prodsys_tui.config import VARIABLES
from prodsys_tui.domain.refusal import Code, Refusal
from prodsys_tui.text.catalog import Texts
from prodsys_tui.widgets.scanner import CODE
from tests.cli.floor import THICK, WIDE, spin
from tests.cli.terminal import Terminal

DOCS = Path(__file__).parents[2] / "docs" / "commands.md"
KEYS = {
    "init": "store origin site",
    "demo": "steps shift batches passed",
    "shift open": "shift inactivos_propuestos",
    "shift status": "shift estado_turno siguiente_accion puede_cerrar procesos motivos",
    "shift close": "head shift puede_cerrar motivos",
    "shift review": "shift espera_desde desviaciones correcciones correcciones_firmadas flips omisiones "
    "observaciones revisiones",
    **dict.fromkeys(("shift approve", "shift return", "shift void"), "shift"),
    **dict.fromkeys(("shift idle", "shift assign", "shift observe", "shift omit"), "process"),
    "shift list": "shifts",
    "shift handover": "shift cabeza recibida produccion desviaciones paros_abiertos minutos "
    "muestras_pendientes contadores retenciones observaciones inactivos incidentes incidents",
    **dict.fromkeys(("incident add", "incident close"), "incident"),
    "incident list": "incidents",
    "news": "desde recortado por_cerrar_o_aprobar news entrega_pendiente devueltos incidents",
    "shift correct": "correcciones_firmadas sample flips cambios motivos",
    "sample add": "sample gate samples flips lotes_sospechosos control",
    "report spc": "proceso_id parametro maquina carta escala unidad subgrupo_de desde hasta sin_causa "
    "limites capacidad violaciones hitos notas rows",
    "control freeze": "limites",
    "control cause": "causa",
    "control list": "violaciones",
    "sample flips": "flips",
    **dict.fromkeys(("sample list", "sample justify"), "samples"),
    "production add": "record batch siguiente consumos motivos",
    "production batches": "batches",
    "production consumes": "record consumos rollos_consumidos",
    "production list": "records",
    "production counters": "counters",
    "sample round": "round machines",
    **dict.fromkeys(("stop add", "stop end"), "stop"),
    "stop list": "stops minutos",
    "stop reasons": "motivos_paro",
    "report stops": "desde grupos rows",
    "report oee": "totales rows excluidos",
    "report rejection": "desde rows samples",
    "report closure": "desde estado rows",
    "report coverage": "desde procesos rows",
    "report dwell": "ahora estado rows",
    **dict.fromkeys(("order add", "order change", "order emergency", "order link", "order state"), "order"),
    "order import": "accepted rejected ignored_columns rows",
    **dict.fromkeys(("shift print", "shift blank"), "file folio pages"),
    "order list": "orders",
    "machine list": "machines",
    "machine show": "machine lotes_en_uso muestras_debidas corridas",
    "machine run": "machine corrida corrida_anterior lotes_en_uso lotes_retirados muestras_debidas",
    "machine batches": "lotes_en_uso",
    "shift settings": "proceso_id maquina ajustes mezcla",
    **dict.fromkeys(("crew add", "crew member", "crew disband"), "crew"),
    "crew list": "crews",
    "machine state": "machine",
    "machine counter": "machine lecturas antes_de",
    "batch list": "batches",
    "batch show": "batch historial retenciones consumos muestras",
    "batch state": "batch historial",
    "batch trace": "objeto lote consumos historial genealogia recall",
    "batch drill": "drill lotes file pages drills next",
    "batch certificate": "certificate certificates verified batch posteriores",
    **dict.fromkeys(("batch label", "order label", "machine label", "terminal label"), "file pages labels"),
    "audit draw": "draw records",
    "batch suspect": "sample desde records batches",
    **dict.fromkeys(("batch hold", "batch release", "batch scrap", "batch use-up"), "batches"),
    "batch holds": "holds",
    "batch hold-show": "hold pasos notas disposiciones llego_a",
    "batch investigate": "notas",
    **dict.fromkeys(("site show", "site set"), "sitio"),
    "draft list": "drafts",
    "draft show": "draft campos",
    "draft discard": "draft",
    "contract list": "contracts",
    "contract show": "contract parametros",
    "contract lint": "lint",
    "contract replay": "replay resultados registros compuertas cierres",
    "contract apply": "contract changes machines lint replay",
    "audit list": "entries next",
    "audit show": "entry campos journal",
    "audit verify": "verified entries head first_break rows gate_records gate_faults basis_fell_away",
    **dict.fromkeys(("user add", "user pin", "user lock", "user unlock", "user badge"), "user"),
    "user list": "users",
    **dict.fromkeys(("backup", "restore", "doctor", "config show"), "checks"),
    **dict.fromkeys(("terminal show", "terminal calibrate"), "terminal scanner"),
}
"""The keys of every answer: spec ``cli.md``, "Commands and the keys their JSON must have"."""


def walk(language: str = "es") -> Iterator[tuple[str, Any]]:
    """Every command with its path."""
    texts = Texts(language)
    root = program(texts)
    ctx = typer.Context(root, info_name="prodsys", obj=Asked(texts))
    for name in root.list_commands(ctx):
        command = root.get_command(ctx, name)
        if isinstance(command, TyperGroup):
            yield from ((f"{name} {below}", one) for below, one in command.commands.items())
        else:
            yield name, command


PATHS = [path for path, _ in walk()]


def documented() -> dict[str, str]:
    """The line of every command."""
    lines = re.findall(r"^\| `([a-z -]+)` \| .*$", DOCS.read_text("utf-8"), re.MULTILINE)
    found = re.finditer(r"^\| `(?P<path>[a-z -]+)` \| .*$", DOCS.read_text("utf-8"), re.MULTILINE)
    assert lines
    return {one["path"]: one[0] for one in found}


def test_the_docs_name_every_command_with_its_options_and_keys() -> None:
    lines = documented()
    everywhere = {param.name for param in common_options()}
    for path, command in walk():
        line = lines[path]
        for param in command.params:
            if isinstance(param, TyperOption) and param.name not in everywhere:
                assert max(param.opts, key=len) in line, (path, param.name)
            elif isinstance(param, TyperArgument):
                assert (param.metavar or "").replace("|", "\\|") in line, (path, param.name)
        for key in KEYS[path].split():
            assert f"`{key}`" in line, (path, key)
    assert lines.keys() >= set(PATHS) == KEYS.keys()


def test_the_docs_name_what_every_command_takes() -> None:
    text = DOCS.read_text("utf-8")
    for param in common_options():
        assert f"`{max(param.opts, key=len)}" in text
    for name, variable in VARIABLES.items():
        assert f"| `{name}` | `{variable}` |" in text
    for exit_ in {0, 1, 2, 130, *(exit_code([Refusal(code)]) for code in Code)}:
        assert f"| {exit_} | " in text


def test_the_docs_name_every_key_that_a_row_has(shift: Terminal) -> None:
    """Asked from a plant that has one of everything."""
    code = spin(shift)["batch"]["codigo_lote"]
    shift.ok(*WIDE, "--value", "12 1/8")
    shift.ok("stop", "add", "--process", "2", "--machine", "T05", "--reason", "Limpieza", "--minutes", "5")
    shift.ok("shift", "omit", "2", "Ancho", "--reason", "Cinta métrica extraviada")
    shift.ok("shift", "observe", "2", "Se cambió la lanzadera")
    woven = ("production", "add", "--process", "2", "--machine", "T05", "--order", "2000145")
    shift.ok(*woven, "--counter", "10", "--quantity", "10", "--consumes", code)
    shift.ok("batch", "state", code, "pausado", "--comment", "Se revisa")
    shift.ok("batch", "investigate", code, "--text", "Agua", "--cause", "máquina")
    shift.ok("batch", "scrap", code, "--reason", "Manchada", "--quantity", "1")
    words = set(re.findall(r"[a-z_0-9]+", DOCS.read_text("utf-8")))
    for args in (
        ("shift", "list"),
        ("shift", "status"),
        ("shift", "review"),
        (*THICK, "0.5"),
        ("production", "list"),
        ("stop", "list"),
        ("stop", "list", "--minutes"),
        ("stop", "reasons", "--process", "2"),
        ("report", "stops"),
        ("report", "stops", "--reason", "Limpieza"),
        ("report", "oee", "--shift", "T1"),
        ("order", "list"),
        ("machine", "list"),
        ("machine", "show", "T05"),
        ("machine", "run", "T05", "--order", "2000146"),
        ("crew", "add", "TEL-A", "--name", "Telares A", "--process", "2", "--turn", "T1"),
        ("shift", "settings", "1"),
        ("batch", "show", code),
        ("batch", "holds"),
        ("batch", "hold-show", code),
        ("site", "show"),
        ("contract", "show", "1"),
        ("contract", "lint"),
        ("audit", "list"),
        ("audit", "verify"),
        ("user", "list"),
        ("doctor",),
        ("config", "show"),
    ):
        assert set(keys_of(shift.ok(*args))) - {"schema_version"} <= words, args


def keys_of(value: Any) -> Iterator[str]:
    """Every key in a document, but for what an order or audit entry holds of its own."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            if key != "especificaciones":
                yield from keys_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys_of(part)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("path", ["", *sorted({path.split()[0] for path in PATHS}), *PATHS])
def test_help_is_told_in_both_languages(bare: Terminal, path: str, language: str) -> None:
    answer = bare("--lang", language, *path.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Uso: prodsys" if language == "es" else "Usage: prodsys")
    assert "cli." not in answer.out
    assert ("Show " in answer.out) == (language == "en")


@pytest.mark.parametrize("path", PATHS)
def test_examples_are_written_right(
    bare: Terminal, path: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every example is a command that this command line understands: it fails for want of a store only."""
    monkeypatch.chdir(tmp_path)  # what some examples write
    examples = dict(walk())[path].epilog or ""
    for line in examples.splitlines():
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{CODE}\n"))  # a label, for who asks for a scan
        program_, *args = shlex.split(line)
        assert program_ == "prodsys"
        assert " ".join(args).startswith(path)
        if path not in {"demo", "init", "config show", "contract lint"}:
            answer = bare(*args, "--json")
            assert answer.code != 2 or answer.reasons != ["usage"], answer.err
