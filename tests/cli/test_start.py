"""What a start does not import: the first paint and help come before what they do not show."""

import subprocess
import sys

import pytest

from prodsys_tui.cli.command import common_options
from prodsys_tui.cli.overview import EVERYWHERE, OWN, overview
from prodsys_tui.cli.program import program
from prodsys_tui.text.catalog import Texts

HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "argon2", "typer")


def loaded(code: str) -> set[str]:
    """The modules that are there after some lines of Python in a process of its own."""
    asked = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


def test_the_login_is_there_before_the_plant() -> None:
    modules = loaded("import prodsys_tui.cli.entry, prodsys_tui.cli.screens, prodsys_tui.app")
    assert modules & {*HEAVY, "prodsys_tui.domain.model", "prodsys_tui.bootstrap"} == set()
    assert not any(name.startswith("prodsys_tui.screens.board") for name in modules)
    assert "prodsys_tui.screens.login.screen" in modules


@pytest.mark.parametrize("args", [["--help"], ["--lang", "en", "--help"], ["--json", "--help"]])
def test_help_needs_no_parser(args: list[str]) -> None:
    modules = loaded(f"from prodsys_tui.cli.entry import run\nassert run({args}) == 0")
    assert modules & {*HEAVY, "textual", "prodsys_tui.cli.program"} == set()


def test_help_names_the_options_that_the_parser_knows() -> None:
    known = {max(param.opts, key=len) for param in program(Texts("es")).params}
    assert {name.split()[0] for name in (*OWN, *EVERYWHERE)} - {"--help"} == known
    assert {name.split()[0] for name in EVERYWHERE} == {param.opts[-1] for param in common_options()}


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_help_fits_the_terminal(columns: int) -> None:
    text = overview(Texts("es"), columns)
    examples = text.index("Ejemplos")
    assert max(map(len, text[:examples].splitlines())) <= min(columns, 80)
