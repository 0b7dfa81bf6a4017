"""The text of one entry while it is typed: pure, so that every key can be tested without a terminal."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class LineEditor:
    """A line of text with its cursor.

    ``fresh`` means that the entry was just reached: the first character replaces what stands there, as in
    a spreadsheet, while a movement begins to edit it.
    """

    text: str = ""
    cursor: int = 0
    fresh: bool = True

    def reached(self) -> "LineEditor":
        """The same text as the cursor comes upon it: at its end, to be replaced or edited."""
        return LineEditor(self.text, len(self.text))

    def typed(self, text: str) -> "LineEditor":
        """With text put in at the cursor, in NFC; what is too long is cut."""
        before, after = ("", "") if self.fresh else (self.text[: self.cursor], self.text[self.cursor :])
        head = unicodedata.normalize("NFC", before + text)[:MAX_LENGTH]
        return LineEditor((head + after)[:MAX_LENGTH], len(head), fresh=False)

    def moved(self, by: int) -> "LineEditor":
        """With the cursor so many characters further; it stops at both ends."""
        return replace(self, cursor=min(max(self.cursor + by, 0), len(self.text)), fresh=False)

    def rubbed_out(self) -> "LineEditor":
        """Without the character before the cursor (Backspace)."""
        kept = self.text[: max(self.cursor - 1, 0)]
        return LineEditor(kept + self.text[self.cursor :], len(kept), fresh=False)

    def deleted(self) -> "LineEditor":
        """Without the character under the cursor; without all of it when it was just reached (Del)."""
        if self.fresh:
            return LineEditor()
        return replace(self, text=self.text[: self.cursor] + self.text[self.cursor + 1 :])


EDITING: Mapping[str, Callable[[LineEditor], LineEditor]] = {
    "left": lambda line: line.moved(-1),
    "right": lambda line: line.moved(1),
    "home": lambda line: line.moved(-len(line.text)),
    "end": lambda line: line.moved(len(line.text)),
    "backspace": LineEditor.rubbed_out,
    "delete": LineEditor.deleted,
    "ctrl+u": lambda _: LineEditor(),
}
"""What the editing keys do, by Textual's names for them."""
