"""A sheet of machines whose typed cells survive a dropped connection: see ``base``, point 9."""

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from prodsys_tui.screens.drafting import Drafting
from prodsys_tui.screens.grid import GridScreen
from prodsys_tui.services.drafts import DraftContent, DraftForm
from prodsys_tui.text.safe import joined, safe
from prodsys_tui.widgets.field import Field

S = TypeVar("S")

_BETWEEN = "/"
"""Between the row and the column of a cell, in a draft."""


class KeptGrid(GridScreen[S], Drafting[None], Generic[S]):
    """Keeps what is typed, the time of reading, and the uids that the rows will be saved under."""

    @property
    def about(self) -> str | None:
        """What tells sheets of one process apart."""
        return None

    @abstractmethod
    def draft_rest(self) -> dict[str, Any]:
        """What else restores the sheet."""

    @abstractmethod
    def restore_rest(self, rest: dict[str, Any]) -> None:
        """Put that back; the cells are there already."""

    def begin(self, sheet: S) -> None:
        """Offer the draft of this sheet."""
        super().begin(sheet)
        self.offer_draft(at_once=self.target.draft)

    def draft_form(self) -> DraftForm | None:
        """The sheet in its shift."""
        if self.sheet is None:
            return None
        shift, contract = self.at(self.sheet)
        names = (self.say(f"{self.AREA}.title"), safe(contract.name), safe(self.about or ""))
        title = joined([name for name in names if name])
        return DraftForm(
            self.AREA, self.target.place, title, contract.id, shift=shift.ref.uid, about=self.about
        )

    def draft_content(self) -> DraftContent | None:
        """The cells that hold something, row by row."""
        if self.sheet is None or not self.dirty:
            return None
        names = {column.key: name for column, name in self.columns(self.sheet)}
        rows = [row.key for row in self.grid.rows]
        cells = sorted(self.cells.texts.items(), key=lambda cell: rows.index(cell[0][0]))
        typed = {_BETWEEN.join(place): text for place, text in cells}
        labels = {_BETWEEN.join((row, column)): f"{row} {names[column]}" for (row, column), _ in cells}
        return DraftContent(typed, labels, {**self.draft_rest(), "measured": self.measured})

    def restore_draft(self, content: DraftContent) -> None:
        """Put the cells back, those of machines that are still here."""
        rows = {row.key for row in self.grid.rows}
        columns = {column.key for column, _ in self.columns(self.sheet)} if self.sheet is not None else set()
        self.query_one("#measured", Field).value = str(content.rest.get("measured", ""))
        self.restore_rest(dict(content.rest))
        places = {tuple(key.split(_BETWEEN, 1)): text for key, text in content.typed.items()}
        self.write(
            {
                (row, column): text
                for (row, column), text in places.items()
                if row in rows and column in columns
            }
        )
