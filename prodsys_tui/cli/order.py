"""``prodsys order``: production orders with their nominals and properties."""

from typing import Annotated

import typer

from prodsys_tui.cli.command import UsageError, commands, verb
from prodsys_tui.cli.desk import Desk, needed
from prodsys_tui.cli.options import ProcessFilter, Reason, pairs
from prodsys_tui.cli.rows import ORDER_COLUMNS, order_row

app = commands()

_Code = Annotated[str, typer.Argument(metavar="CODE", help="cli.option.order_code")]
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
    due: Annotated[str | None, typer.Option("--due", metavar="D")] = None,
    spec: Annotated[list[str] | None, typer.Option("--spec", metavar="NAME=VALUE")] = None,
) -> None:
    """Add an order."""
    from prodsys_tui.services.orders import add_order
    from prodsys_tui.text.dates import read_date

    day = needed(read_date(due, "due")) if due else None
    specs = pairs(spec, "spec")
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
) -> None:
    """List the orders."""
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
        rows = [order_row(order) for order in reads.orders(process_id=process, states=wanted)]
    desk.answer({"orders": rows}, {"orders": ORDER_COLUMNS})


@verb(app, "state", 'prodsys order state 2000145 Cancelada --reason "El cliente canceló"')
def state(
    ctx: typer.Context,
    code: _Code,
    state: Annotated[str, typer.Argument(metavar=_STATES, help="cli.option.order_state")],
    reason: Reason,
) -> None:
    """Change the state of an order."""
    from prodsys_tui.services.orders import set_order_state

    desk = Desk.of(ctx)
    desk.answer({"order": order_row(desk.do(set_order_state, code, state, reason))})
