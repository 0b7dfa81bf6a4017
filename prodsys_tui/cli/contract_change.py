"""``prodsys contract replay`` and ``contract apply``: what a changed contract does, before and then."""

from collections import defaultdict
from typing import Annotated

import typer

from prodsys_tui.cli.command import verb
from prodsys_tui.cli.contract import File, app, lint_row, read_text
from prodsys_tui.cli.contract_rows import CHANGE_COLUMNS, VERSION_COLUMNS, change_row, version_row
from prodsys_tui.cli.desk import Desk
from prodsys_tui.cli.rows import Row
from prodsys_tui.domain.rights import Right

_Text = str | None
_DAYS = 30


@verb(app, "replay", "prodsys contract replay 02-telares.toml --days 90")
def replay(
    ctx: typer.Context,
    file: File,
    days: Annotated[int, typer.Option("--days", metavar="N", help="cli.option.report_days")] = _DAYS,
) -> None:
    """Judge the last days again under a changed contract; nothing is written."""
    from prodsys_tui.cli.replay_rows import COLUMNS, shift_rows, summary_row
    from prodsys_tui.services.contract.contract_apply import ContractFile, check_contract
    from prodsys_tui.services.contract.contract_replay import Replayed, replay_contract

    desk = Desk.of(ctx)
    given = ContractFile(file, read_text(file))
    total, rows = Replayed(), defaultdict[str, list[Row]](list)
    with desk.read() as reads:
        book, now = desk.plant.contracts, desk.plant.clock.now()
        contract = check_contract(reads, book, given).contract
        for one in replay_contract(reads, book, contract, now, days):
            total.add(one)
            for name, found in shift_rows(desk.texts, one).items():
                rows[name] += found
    about = {"process": contract.id, "nombre": contract.name, "version": contract.version}
    lists = {name: rows[name] if rows[name] or desk.asked.json else None for name in COLUMNS}
    desk.answer({"replay": {**about, **summary_row(total, days)}, **lists}, COLUMNS)


@verb(app, "apply", 'prodsys contract apply 02-telares.toml --reason "Acta 14"')
def apply(
    ctx: typer.Context,
    file: File,
    reason: Annotated[_Text, typer.Option("--reason", metavar="T")] = None,
    no_replay: Annotated[bool, typer.Option("--no-replay")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
) -> None:
    """Put a changed contract in force; tells what it changes and what the last days would have been."""
    from prodsys_tui.cli.replay_rows import summary_row
    from prodsys_tui.services.contract.contract_apply import ContractFile, apply_contract, propose
    from prodsys_tui.services.contract.contract_replay import counted, replay_contract

    desk = Desk.of(ctx)
    given = ContractFile(file, read_text(file))
    if not dry_run:
        desk.plant.act(desk.person).need(Right.CONTRACTS)
    with desk.read() as reads:
        book, now = desk.plant.contracts, desk.plant.clock.now()
        proposal = propose(reads, book, given)
        total = None if no_replay else counted(replay_contract(reads, book, proposal.contract, now, _DAYS))
    if dry_run:
        version: Row | None = None
    else:
        proposal, applied = desk.do(apply_contract, given, reason)
        version = version_row(applied)
    answer: dict[str, object] = {
        "contract": version,
        "changes": [change_row(change) for change in proposal.changes],
        "machines": [{"codigo": code} for code in proposal.machines],
        "lint": [lint_row(desk.texts, message) for message in proposal.warnings],
        "replay": None if total is None else summary_row(total, _DAYS),
    }
    if not desk.asked.json:
        answer |= {name: answer[name] or None for name in ("machines", "lint")}
    desk.answer(answer, {"contract": VERSION_COLUMNS, "changes": CHANGE_COLUMNS})
