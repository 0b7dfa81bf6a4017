"""A genealogy as a tree of lines that are opened one by one, for whatever shows it.

A node that is on a line above already is shown again, but not opened again; one that leads back to a node
that it hangs below is marked as a circle. So a tree has at most one line a link, whatever it is opened to.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from prodsys_tui.domain.lineage.genealogy import Genealogy, Node, Way


class Mark(StrEnum):
    """Why a line is not opened."""

    NONE = ""
    ABOVE = "above"
    """It is on another line, and opened there."""
    CIRCLE = "circle"
    """It hangs below itself: it came of itself, in another shift."""


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line: a node, which way it is walked, how deep it hangs; ``leads`` tells whether it leads on."""

    key: int
    way: Way
    depth: int
    leads: bool
    mark: Mark = Mark.NONE
    open: bool = False

    @property
    def opens(self) -> bool:
        """Whether it can be opened."""
        return self.leads and not self.mark and not self.open


class LineageTree:
    """The lines that are open, one after another; each way begins with the starts, opened once.

    ``way`` is which of the ways that were read are shown: all of them when none is named.
    """

    def __init__(self, lineage: Genealogy, way: Way | None = None) -> None:
        self.lineage = lineage
        self.lines: list[TreeLine] = []
        self._shown: set[tuple[Way, int]] = set()
        for each in (way or lineage.way).ways:
            for key in lineage.starts:
                self.lines.append(self._line(key, each, 0, frozenset()))
                self.open(len(self.lines) - 1)

    def node(self, at: int) -> Node:
        """The node of a line."""
        return self.lineage.nodes[self.lines[at].key]

    def open(self, at: int) -> int:
        """Open a line by one level; answers how many lines came in below it."""
        line = self.lines[at]
        if not line.opens:
            return 0
        path = frozenset(self.path(at))
        found = [
            self._line(key, line.way, line.depth + 1, path)
            for key in self.lineage.next_to(line.key, line.way)
        ]
        self.lines[at] = replace(line, open=True)
        self.lines[at + 1 : at + 1] = found
        return len(found)

    def open_all(self, at: int, most: int) -> bool:
        """Open all below a line, up to ``most`` lines; False when there was more. Never recursive."""
        self.close(at)
        line = self.lines[at]
        if not line.opens:
            return True
        path, on_path = list(self.path(at)), set(self.path(at))
        walks = [iter(self.lineage.next_to(line.key, line.way))]
        found: list[TreeLine] = []
        complete = True
        while walks:
            key = next(walks[-1], None)
            if key is None:
                walks.pop()
                on_path.discard(path.pop())
                continue
            below = self._line(key, line.way, line.depth + len(walks), on_path)
            if not below.opens:
                found.append(below)
            elif len(found) >= most:
                complete = False
                found.append(below)
            else:
                found.append(replace(below, open=True))
                walks.append(iter(self.lineage.next_to(key, line.way)))
                path.append(key)
                on_path.add(key)
        self.lines[at] = replace(line, open=True)
        self.lines[at + 1 : at + 1] = found
        return complete

    def close(self, at: int) -> int:
        """Close a line; answers how many lines went away. What was shown there may be opened elsewhere."""
        line = self.lines[at]
        if not line.open:
            return 0
        end = self.end(at)
        gone = self.lines[at + 1 : end]
        del self.lines[at + 1 : end]
        self.lines[at] = replace(line, open=False)
        free = {(each.way, each.key) for each in gone if not each.mark}
        self._shown -= free
        for number, each in enumerate(self.lines):
            place = (each.way, each.key)
            if each.mark is Mark.ABOVE and place in free:
                self.lines[number] = replace(each, mark=Mark.NONE)
                self._shown.add(place)
                free.discard(place)
        return len(gone)

    def end(self, at: int) -> int:
        """The line after the last one that hangs below a line."""
        depth, end = self.lines[at].depth, at + 1
        while end < len(self.lines) and self.lines[end].depth > depth:
            end += 1
        return end

    def parent(self, at: int) -> int:
        """The line that a line hangs below; itself at the top."""
        depth, above = self.lines[at].depth, at
        while above and self.lines[above].depth >= depth and depth:
            above -= 1
        return above

    def path(self, at: int) -> list[int]:
        """The nodes from the top down to a line."""
        path = [self.lines[at].key]
        while self.lines[at].depth:
            at = self.parent(at)
            path.append(self.lines[at].key)
        path.reverse()
        return path

    def _line(self, key: int, way: Way, depth: int, path: "frozenset[int] | set[int]") -> TreeLine:
        leads = bool(self.lineage.links(key, way))
        if key in path:
            return TreeLine(key, way, depth, leads, Mark.CIRCLE)
        if (way, key) in self._shown:
            return TreeLine(key, way, depth, leads, Mark.ABOVE if leads else Mark.NONE)
        self._shown.add((way, key))
        return TreeLine(key, way, depth, leads)
