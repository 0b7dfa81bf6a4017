"""What is typed into the cells of a sheet and not saved yet, step by step: pure, for undo."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[str, str]
"""A cell by the keys of its row and column."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What one step wrote over: the cells with what they held before."""

    before: Mapping[Place, str]


@dataclass(slots=True)
class TypedCells:
    """Texts by cell; an empty text is none. What is typed in one go into a cell is one step."""

    texts: dict[Place, str] = field(default_factory=dict)
    _steps: list[_Step] = field(default_factory=list)
    _typing: Place | None = None

    def text(self, row: str, column: str) -> str:
        """What a cell holds."""
        return self.texts.get((row, column), "")

    def of_row(self, row: str) -> Mapping[str, str]:
        """What a row holds, by column."""
        return {column: text for (of, column), text in self.texts.items() if of == row}

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows that hold anything, in no order that matters."""
        return tuple(dict.fromkeys(row for row, _ in self.texts))

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._steps)

    def type(self, row: str, column: str, text: str) -> None:
        """Another key was typed into a cell; goes on with the step that the first one began."""
        if self._typing != (row, column):
            self.write({(row, column): text})
            self._typing = (row, column)
        else:
            self._put((row, column), text)

    def left(self) -> None:
        """The cell that was typed into was left: what comes now is another step."""
        self._typing = None

    def write(self, texts: Mapping[Place, str]) -> None:
        """Put texts into cells as one step."""
        changed = {place: text for place, text in texts.items() if self.text(*place) != text}
        self._typing = None
        if changed:
            self._steps.append(_Step({place: self.text(*place) for place in changed}))
            for place, text in changed.items():
                self._put(place, text)

    def undo(self) -> tuple[Place, ...]:
        """Take the last step back; answers the cells that it was about, none when there is no step."""
        self._typing = None
        if not self._steps:
            return ()
        before = self._steps.pop().before
        for place, text in before.items():
            self._put(place, text)
        return tuple(before)

    def forget(self, *rows: str) -> None:
        """Empty some rows, or all, for ever: they were saved."""
        kept = {place: text for place, text in self.texts.items() if rows and place[0] not in rows}
        self.texts.clear()
        self.texts.update(kept)
        self._steps.clear()
        self._typing = None

    def _put(self, place: Place, text: str) -> None:
        if text:
            self.texts[place] = text
        else:
            self.texts.pop(place, None)
