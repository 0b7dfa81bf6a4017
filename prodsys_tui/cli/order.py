"""``prodsys order``: production orders with their nominals and properties."""

from typing import TYPE_CHECKING, Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.label import OutPdf, print_labels
from prodsys_tui.cli.options import ProcessFilter, Reason, pairs
from prodsys_tui.cli.pages import Before, Limit, cursor, page
from prodsys_tui.cli.rows import ORDER_COLUMNS, order_row

if TYPE_CHECKING:
    from datetime import date

app = commands()

_Code = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.order_code")]
_Specs = Annotated[list[str] | None, typer.Option("--spec", metavar="NAME=VALUE")]
_Due = Annotated[str | None, typer.Option("--due", metavar="D")]
_STATES = 'Liberada|"En Proceso"|Completada|Cancelada'


@verb(
    app,
    "add",
    'prodsys order add 2000145 --product "Tela 48 in" --quantity 12000 --spec "Ancho=12 1/8"',
)
def add(
    ctx: typer.Context,
    code: _Code,
    product: Annotated[str, typer.Option("--product", metavar="T")],
    quantity: Annotated[str, typer.Option("--quantity", metavar="Q", help="cli.option.order_quantity")],
    due: _Due = None,
    spec: _Specs = None,
) -> None:
    """Add an order."""
    from prodsys_tui.services.line.orders import add_order

    day, specs = _day(due), pairs(spec, "spec")
    desk = Desk.of(ctx)
    order = desk.do(add_order, code, product, quantity, due=day, specs=specs)
    desk.answer({"order": order_row(order)})


@verb(app, "list", "prodsys order list --process 2 --state Liberada")
def list_(
    ctx: typer.Context,
    process: ProcessFilter = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", metavar=_STATES, help="cli.option.order_state")
    ] = None,
    limit: Limit = 500,
    before: Before = None,
) -> None:
    """List the orders, newest first."""
    from prodsys_tui.domain.model import OrderState
    from prodsys_tui.domain.names import pick

    wanted: list[OrderState] = []
    for text in state or ():
        found = pick(text, OrderState)
        if found is None:
            raise UsageError("cli.usage.not_one_of", "state", name="--state", allowed=tuple(OrderState))
        wanted.append(OrderState(found))
    desk = Desk.of(ctx)
    with desk.read() as reads:
        last = cursor(reads.order, before)
        known = reads.orders(process_id=process, states=wanted, before=last, limit=limit + 1)
    orders, following = page(known, limit, lambda order: order.code)
    rows = [order_row(order) for order in orders]
    desk.answer({"next": following, "orders": rows}, {"orders": ORDER_COLUMNS})


@verb(app, "change", "prodsys order change 2000145 --quantity 15000 --due 2026-04-30")
def change(
    ctx: typer.Context,
    code: _Code,
    product: Annotated[str | None, typer.Option("--product", metavar="T")] = None,
    quantity: Annotated[
        str | None, typer.Option("--quantity", metavar="Q", help="cli.option.order_quantity")
    ] = None,
    due: _Due = None,
    spec: _Specs = None,
) -> None:
    """Change what an order says; what was made keeps what it was judged by."""
    from prodsys_tui.services.line.orders import change_order

    day, specs = _day(due), pairs(spec, "spec")
    desk = Desk.of(ctx)
    changed = desk.do(change_order, code, product=product, quantity=quantity, due=day, specs=specs)
    desk.answer({"order": order_row(changed)})


@verb(app, "emergency", 'prodsys order emergency --process 2 --product "Tela urgente" --quantity 500')
def emergency(
    ctx: typer.Context,
    process: Annotated[int, typer.Option("--process", metavar="N")],
    product: Annotated[str, typer.Option("--product", metavar="T")],
    quantity: Annotated[str, typer.Option("--quantity", metavar="Q", help="cli.option.order_quantity")],
    spec: _Specs = None,
) -> None:
    """Release an order that cannot wait for its real code."""
    from prodsys_tui.services.line.orders import add_emergency_order

    specs = pairs(spec, "spec")
    desk = Desk.of(ctx)
    desk.answer({"order": order_row(desk.do(add_emergency_order, process, product, quantity, specs))})


@verb(app, "link", "prodsys order link EM-0001 2000145")
def link(
    ctx: typer.Context,
    code: _Code,
    to: Annotated[str, typer.Argument(metavar="TO", help="cli.option.order_to")],
) -> None:
    """Say which order an emergency order was."""
    from prodsys_tui.services.line.orders import link_order

    desk = Desk.of(ctx)
    desk.answer({"order": order_row(desk.do(link_order, code, to))})


@verb(
    app,
    "import",
    "prodsys order import ordenes.xlsx --dry-run",
    "prodsys order import ordenes.xlsx --partial --rejects rechazos.xlsx",
)
def import_(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="cli.option.table_file")],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    update: Annotated[bool, typer.Option("--update")] = False,
    partial: Annotated[bool, typer.Option("--partial")] = False,
    rejects: Annotated[str | None, typer.Option("--rejects", metavar="F.xlsx")] = None,
) -> None:
    """Release the orders of a file."""
    from prodsys_tui.cli.order_file import IMPORT_COLUMNS, read_orders, sorted_rows, spec_columns, why
    from prodsys_tui.reports.rejects import write_rejects
    from prodsys_tui.reports.table_file import read_file, read_table
    from prodsys_tui.services.line.order_import import import_orders, is_left, preview_orders, unused_columns

    table = read_table(read_file(file), file)
    rows = read_orders(table, file)
    desk = Desk.of(ctx)
    with desk.read() as reads:
        contracts, catalogs = desk.plant.contracts, desk.plant.catalogs
        seen = preview_orders(reads, contracts, catalogs, rows)
        unused = unused_columns(reads, contracts, catalogs, spec_columns(table))
    if rejects:
        cells = dict(table.rows)
        left = [one for one in seen if is_left(one, update=update)]
        told = [(cells[one.row.line], why(desk.texts, one)) for one in left]
        write_rejects(rejects, table.columns, told, desk.texts("cli.order.reason"))
    if dry_run:
        answer = {"accepted": 0, "rows": sorted_rows(desk.texts, seen)}
    else:
        done = desk.do(import_orders, rows, update=update, partial=partial)
        accepted = len(done.added) + len(done.changed)
        answer = {"accepted": accepted, "rejected": sorted_rows(desk.texts, done.left)}
    ignored = list(unused) if desk.asked.json else ", ".join(unused) or None
    desk.answer({**answer, "ignored_columns": ignored}, dict.fromkeys(answer, IMPORT_COLUMNS))


@verb(app, "state", 'prodsys order state 2000145 Cancelada --reason "El cliente canceló"')
def state(
    ctx: typer.Context,
    code: _Code,
    state: Annotated[str, typer.Argument(metavar=_STATES, help="cli.option.order_state")],
    reason: Reason,
) -> None:
    """Change the state of an order."""
    from prodsys_tui.services.line.orders import set_order_state

    desk = Desk.of(ctx)
    desk.answer({"order": order_row(desk.do(set_order_state, code, state, reason))})


def _day(text: str | None) -> "date | None":
    from prodsys_tui.text.dates import read_date

    return needed(read_date(text, "due")) if text else None


@verb(app, "label", "prodsys order label 2000145 2000146 --out etiquetas.pdf")
def label(
    ctx: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE", help="cli.option.orders")],
    out: OutPdf,
) -> None:
    """Write labels of orders as PDF, ten a sheet."""
    from prodsys_tui.services.batch.labels import order_labels

    desk = Desk.of(ctx)
    with desk.read() as reads:
        labels = order_labels(reads, desk.plant.contracts, codes)
    print_labels(desk, labels, out)
