"""Markup, escape bytes and hidden signs in every text that a command takes: refused, or shown as signs."""

import pytest

from tests.cli.floor import THICK
from tests.cli.terminal import Terminal

LAMINATED = ("production", "add", "--process", "3", "--machine", "LAM01")
WOVEN = ("production", "add", "--process", "2", "--order", "2000145", "--machine", "T05")
NASTY = "[/x] [red]rojo[/red] \x1b]0;título\x07 \x9b2J \u202eabc\u200b $(reboot) '; DROP TABLE lotes; --"
WRITTEN = {
    "observation": ("shift", "observe", "1", NASTY),
    "idle reason": ("shift", "idle", "4", "--reason", NASTY),
    "idle machine": ("shift", "idle", "4", "--machine", NASTY, "--reason", "Falta"),
    "omission": ("shift", "omit", "2", "Ancho", "--machine", "T01", "--reason", NASTY),
    "omitted parameter": ("shift", "omit", "2", NASTY, "--reason", "Falta"),
    "turn": ("shift", "open", "--turn", NASTY),
    "date": ("shift", "open", "--date", NASTY),
    "shift": ("shift", "void", NASTY, "--reason", "Error"),
    "assigned": ("shift", "assign", "1", NASTY),
    "parameter": ("sample", "add", "--process", "1", "--parameter", NASTY, "--value", "1"),
    "value": (*THICK, NASTY),
    "sample comment": (*THICK, "0.5", "--comment", NASTY),
    "sample code": (*THICK, "0.5", "--code", NASTY),
    "sample batch": (*THICK, "0.5", "--batch", NASTY),
    "sample uid": (*THICK, "0.5", "--uid", NASTY),
    "corrected": (*THICK, "0.5", "--corrects", NASTY),
    "result": (*THICK, "0.5", "--result", NASTY),
    "time": (*THICK, "0.5", "--at", NASTY),
    "text that is measured": (
        ("sample", "add", "--process", "8", "--parameter", "Color del pelet", "--value", NASTY)
    ),
    "justification": ("sample", "justify", NASTY, "--text", NASTY),
    "product": ("order", "add", "2000777", "--product", NASTY, "--quantity", "5"),
    "order code": ("order", "add", NASTY, "--product", "Tela", "--quantity", "5"),
    "specification": ("order", "add", "2000778", "--product", "T", "--quantity", "5", "--spec", f"a={NASTY}"),
    "order reason": ("order", "state", "2000145", "Cancelada", "--reason", NASTY),
    "order state": ("order", "state", "2000145", NASTY, "--reason", "Error"),
    "machine reason": ("machine", "state", "T09", "Mantenimiento", "--reason", NASTY),
    "stop reason": ("stop", "add", "--process", "2", "--machine", "T05", "--reason", NASTY, "--minutes", "1"),
    "counter": ("machine", "counter", "T05", "--reset", "--reading", NASTY, "--reason", "Nuevo"),
    "consumed": (*WOVEN, "--counter", "1", "--quantity", "1", "--consumes", NASTY),
    "waste": (*LAMINATED, "--quantity", "1", "--waste", "1", "--waste-to", NASTY),
    "batch": ("batch", "state", NASTY, "pausado", "--comment", NASTY),
    "held": ("batch", "hold", NASTY, "--machine", NASTY, "--sample", NASTY, "--reason", NASTY),
    "held roll": ("batch", "hold", "1000012-001", "--roll", NASTY, "--reason", "Rota"),
    "decided": ("batch", "release", NASTY, "--disposition", NASTY, "--quantity", NASTY, "--reason", NASTY),
    "scrapped": ("batch", "scrap", NASTY, "--quantity", NASTY, "--reason", NASTY),
    "investigated": ("batch", "investigate", NASTY, "--text", NASTY, "--cause", NASTY),
    "followed": ("batch", "hold-show", NASTY),
    "holds of": ("batch", "holds", "--batch", NASTY),
    "user": ("user", "add", NASTY, "--name", "X", "--role", "Operario"),
    "user name": ("user", "add", "jcanul", "--name", NASTY, "--role", "Operario"),
    "role": ("user", "add", "jcanul", "--name", "X", "--role", NASTY),
    "lock reason": ("user", "lock", "visita", "--reason", NASTY),
    "login": ("--user", NASTY, "shift", "observe", "1", "hola"),
    "entity": ("audit", "list", "--entity", NASTY),
    "file": ("sample", "add", "--file", NASTY),
    "unknown command": (NASTY,),
    "unknown option": ("shift", "open", f"--{NASTY}"),
}
READ = (
    ("shift", "status"),
    ("shift", "list"),
    ("sample", "list"),
    ("order", "list"),
    ("machine", "list"),
    ("stop", "list"),
    ("user", "list"),
    ("audit", "list"),
)


@pytest.mark.parametrize("field", WRITTEN)
def test_what_a_terminal_would_obey_is_refused_or_shown_as_signs(shift: Terminal, field: str) -> None:
    """Whether it is kept or not, no answer holds a byte that a terminal obeys, and none fails."""
    shift.set(PRODSYS_NEW_PIN="1357")
    for args in (WRITTEN[field], (*WRITTEN[field], "--json"), *READ):
        answer = shift(*args)
        assert answer.code in {0, 2, 3, 4, 5, 8, 9}
        assert not set("\x1b\x07\x9b\u202e\u200b") & set(answer.out + answer.err)
    assert shift.ok("audit", "verify", "--replay")["verified"] is True


def test_what_is_kept_is_answered_as_it_was_typed(shift: Terminal) -> None:
    """JSON is data: the signs come back the same, although the document shows none of them bare."""
    text = "[/x] [red]rojo[/red]"
    assert shift.ok(*THICK, "0.5", "--comment", text)["sample"]["comentario"] == text
