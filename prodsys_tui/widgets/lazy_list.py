"""A list of very many rows, of which only those in sight are ever made."""

from collections.abc import Callable, Sequence
from typing import ClassVar, overload

from textual.binding import Binding, BindingType
from textual.geometry import Region, Size

from prodsys_tui.widgets.row_list import Row, RowList


class LazyRows(Sequence[Row]):
    """Rows that are made when they are asked for."""

    def __init__(self, count: int, make: Callable[[int], Row]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        """The row of a number, or those of several."""
        if isinstance(at, slice):
            return [self._make(number) for number in range(self._count)[at]]
        return self._make(range(self._count)[at])


class LazyList(RowList, inherit_bindings=False):
    """Rows by their numbers. The keys that move sideways are left to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(0)", show=False),
        Binding("end", "end(-1)", show=False),
    ]

    @property
    def at(self) -> int | None:
        """The number of the row under the cursor; None in an empty list."""
        return self._at if self.rows else None

    def show_lazily(self, count: int, make: Callable[[int], Row], at: int | None = None) -> None:
        """Show other rows, with the cursor on one of them; without one it stays where it is."""
        self.rows = LazyRows(count, make)
        self._at = max(0, min(self._at if at is None else at, count - 1))
        self.virtual_size = Size(self.size.width, count)
        self.refresh()
        if count:
            self.scroll_to_region(Region(0, self._at, 1, 1), animate=False, force=True)
        self.post_message(self.Moved(self, self.key))
