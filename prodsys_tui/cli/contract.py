"""``prodsys contract``: the contracts in force, and their own check."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli import exits
from prodsys_tui.cli.command import commands, verb
from prodsys_tui.cli.contract_rows import LIST_COLUMNS, PARAMETER_COLUMNS, contract_row, parameter_row
from prodsys_tui.cli.desk import Desk
from prodsys_tui.domain.refusal import Code
from prodsys_tui.services.refused import Refused, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prodsys_tui.cli.rows import Row
    from prodsys_tui.domain.contract.contract_lint import LintMessage
    from prodsys_tui.domain.contract.contract_reader import ContractRead
    from prodsys_tui.text.catalog import Texts

app = commands()

File = Annotated[str, typer.Argument(metavar="FILE", help="cli.option.contract_file")]
_Out = Annotated[str | None, typer.Option("--out", metavar="F.toml", help="cli.option.contract_out")]

_MAX_BYTES = 1_000_000


@verb(app, "list", "prodsys contract list")
def list_(ctx: typer.Context) -> None:
    """List the contracts."""
    desk = Desk.of(ctx)
    rows = [contract_row(read.contract) for read in _in_force(desk) if read.contract]
    desk.answer({"contracts": rows}, {"contracts": LIST_COLUMNS})


@verb(app, "show", "prodsys contract show 2", "prodsys contract show 2 --out telares.toml")
def show(
    ctx: typer.Context,
    process: Annotated[int, typer.Argument(metavar="N", help="cli.option.process")],
    out: Annotated[
        str | None, typer.Option("--out", metavar="F.toml", help="cli.option.contract_out")
    ] = None,
) -> None:
    """Show a contract with its parameters; ``--out`` writes its text to a file, to be changed."""
    desk = Desk.of(ctx)
    found = next((one for one in _in_force(desk) if one.process == process), None)
    contract = None if found is None else found.contract
    if found is None or contract is None:
        raise refuse(Code.NOT_FOUND, "process", "process", process=process)
    if out is not None:
        from prodsys_tui.reports.paper import write_file

        write_file(out, _texts(desk)[found.file].encode())
    parameters = [parameter_row(parameter) for parameter in contract.parameters]
    desk.answer(
        {"contract": contract_row(contract), "parametros": parameters}, {"parametros": PARAMETER_COLUMNS}
    )


@verb(app, "lint", "prodsys contract lint", "prodsys contract lint 02-telares.toml")
def lint(
    ctx: typer.Context,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="cli.option.contract_file")] = None,
) -> None:
    """Check the contracts; a file takes the place of the contract of its process."""
    from prodsys_tui.domain.contract.contract_lint import Level, lint_files
    from prodsys_tui.domain.contract.contract_reader import read_contract

    desk = Desk.of(ctx)
    reads = _in_force(desk)
    if file is not None:
        own = read_contract(read_text(file), Path(file).name)
        reads = [*(read for read in reads if read.process != own.process), own]
    messages = lint_files(reads)
    rows = [lint_row(desk.texts, message) for message in messages]
    desk.answer({"lint": rows}, {"lint": ("process", "level", "message")})
    if any(message.level is Level.ERROR for message in messages):
        raise typer.Exit(exits.REFUSED)


def lint_row(texts: "Texts", message: "LintMessage") -> "Row":
    """What the check found in a contract."""
    told = texts(message.text_key, **message.params)
    return {"process": message.process, "level": message.level.value, "message": told}


def _in_force(desk: Desk) -> "list[ContractRead]":
    """The contracts of the store; those that ship with the program where there is no store yet."""
    from prodsys_tui.domain.contract.contract_reader import read_contract

    return [read_contract(text, name) for name, text in _texts(desk).items()]


def _texts(desk: Desk) -> "Mapping[str, str]":
    """The texts of the same, by file name."""
    try:
        with desk.read() as reads:
            return {f"{one.process_id:02}.toml": one.text for one in reads.contract_versions()}
    except Refused as refused:
        if refused.reasons[0].code is not Code.STORE_MISSING:
            raise
        from prodsys_tui.bootstrap import shipped_contracts

        return shipped_contracts()


def read_text(name: str) -> str:
    """The text of a file that somebody names. Raises ``Refused`` (``file-refused``)."""
    try:
        path = Path(name)
        if path.stat().st_size > _MAX_BYTES:
            raise refuse(Code.FILE_REFUSED, "file", "too-big", file=name)
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise refuse(Code.FILE_REFUSED, "file", "text", file=name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise refuse(Code.FILE_REFUSED, "file", "missing", file=name) from error
