"""Following a code: it is typed or scanned, read, and shown as a tree; Esc comes back to the one before."""

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from prodsys_tui.domain.lineage.genealogy import Node, Way
from prodsys_tui.domain.lineage.lineage_tree import LineageTree, TreeLine
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.base import ReadScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.screens.trace.view import (
    COLUMNS,
    Traced,
    heading,
    read_facts,
    read_traced,
    subject_of,
    told_lines,
    tree_row,
)
from prodsys_tui.services.rows import BatchFacts
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.lazy_list import LazyList
from prodsys_tui.widgets.notes import Notes
from prodsys_tui.widgets.row_list import Cell, RowHead
from prodsys_tui.widgets.scan_code import recognised

MOST_FOLLOWED = 2000
"""Nodes of a genealogy that is read again by itself when something was written; F5 does it always."""


class FollowingScreen(ReadScreen[None]):
    """The code, the tree below it, and the node under the cursor in full."""

    AREA = "trace"
    CSS_PATH = "screen.tcss"

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.shown: Traced | None = None
        self.tree_lines: LineageTree | None = None
        """The lines that are open; None until a code was found."""
        self.way = Way.BOTH
        self._before: list[str] = []
        self._facts: dict[int, BatchFacts | None] = {}

    def body(self) -> ComposeResult:
        """The code, the tree, and the node under the cursor in full."""
        with Horizontal(id="search"):
            yield Static(as_content(self.say("trace.code")))
            yield Field(id="code", max_length=120, help_text=self.say("trace.code.help"))
            yield Static(id="counts")
        yield RowHead(COLUMNS, heading(self.say))
        yield LazyList(COLUMNS)
        yield Notes(id="told")

    def on_mount(self) -> None:
        """Without a batch to begin with, wait for a code."""
        if self.target.batch is None:
            self._code.focus()
            self.tell(self.say("trace.begin"))
        else:
            self.rows.focus()

    # What it shows

    @property
    def _code(self) -> Field:
        return self.query_one("#code", Field)

    @property
    def rows(self) -> LazyList:
        """The tree."""
        return self.query_one(LazyList)

    @property
    def line(self) -> TreeLine | None:
        """The line under the cursor."""
        at, tree = self.rows.at, self.tree_lines
        return tree.lines[at] if tree is not None and at is not None and at < len(tree.lines) else None

    @property
    def node(self) -> Node | None:
        """Its node."""
        line, shown = self.line, self.shown
        return shown.lineage.nodes[line.key] if line is not None and shown is not None else None

    def status(self) -> Iterator[SafeText]:
        """What is traced, and which way."""
        yield self.say("trace.title")
        if self.shown is not None:
            yield safe(self.shown.thing.code)
            yield self.say(f"trace.view.{self.way}")

    def action_reload(self) -> None:
        """Read the genealogy again; what was open stays open."""
        code = self.target.batch if self.shown is None else subject_of(self.shown.thing)
        if code is not None:
            self.read(code, again=self.shown is not None)

    def data_changed(self) -> None:
        """Somebody wrote something: a small genealogy is read again."""
        if self.shown is not None and len(self.shown.lineage.nodes) <= MOST_FOLLOWED:
            self.action_reload()

    def read(self, code: str, *, again: bool = False, follows: bool = False) -> None:
        """Read a genealogy: the same ``again``, or one that ``follows`` and that Esc comes back from."""
        before = self.shown

        def show(traced: Traced) -> None:
            if follows and before is not None:
                self._before.append(subject_of(before.thing))
            self.show(traced, again=again)

        refused = None if self.shown is not None else self._not_found
        self.call(lambda plant: read_traced(plant, code), show, hold=not again, refused=refused)

    def _not_found(self, reasons: tuple[Refusal, ...]) -> None:
        self.refused(reasons)
        self._code.focus()

    def show(self, traced: Traced, *, again: bool) -> None:
        """Show a genealogy; what is read ``again`` keeps its lines open."""
        old, line = self.tree_lines, self.line
        self.shown, self._facts = traced, {}
        tree = self.tree_lines = LineageTree(traced.lineage, self.way)
        at = 0
        if again and old is not None:
            was_open = {(each.way, each.key) for each in old.lines if each.open}
            at = _open_again(tree, was_open, line)
        self.show_lines(at)
        up, down = (len(traced.lineage.walk(way)) for way in Way.BOTH.ways)
        self.query_one("#counts", Static).update(as_content(self.say("trace.counts", up=up, down=down)))
        self.show_status()
        if not again:
            self._code.value = ""
            self.rows.focus()

    def show_lines(self, at: int) -> None:
        """Write the lines again, with the cursor on one of them."""
        tree, shown = self.tree_lines, self.shown
        if tree is not None and shown is not None:
            self.rows.show_lazily(len(tree.lines), lambda number: tree_row(tree, number, shown, self.say), at)

    def on_row_list_moved(self) -> None:
        """Tell the node under the cursor."""
        node = self.node
        self._tell_node()
        if node is not None and node.key > 0 and node.key not in self._facts:
            key = node.key
            self.call(lambda plant: read_facts(plant, key), lambda facts: self._keep(key, facts))

    def _keep(self, key: int, facts: BatchFacts | None) -> None:
        self._facts[key] = facts
        self._tell_node()

    def _tell_node(self) -> None:
        tree, at, shown, node = self.tree_lines, self.rows.at, self.shown, self.node
        cells: list[Cell] = []
        if tree is not None and at is not None and shown is not None and node is not None:
            cells = list(told_lines(tree, at, shown, self._facts.get(node.key), self.say))
        elif shown is not None:
            cells = [Cell(self.say("trace.nothing"))]
        self.query_one("#told", Notes).show(cells)
        self.reload_keys()

    def action_find(self) -> None:
        """Type or scan another code."""
        self._code.value = ""
        self._code.focus()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Follow the code that was typed or scanned."""
        event.stop()
        typed = event.text.strip()
        if typed:
            known = recognised(typed, (), self.session.scanner.layout)
            self.read(known.code if known is not None else typed, follows=True)
        elif self.shown is not None:
            self.rows.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit over the tree begins a code; arrows leave the code."""
        typing = self.focused is self._code
        if typing and event.key in {"down", "up"} and self.shown is not None:
            self.rows.focus()
        elif not typing and event.character is not None and event.character.isdigit():
            self._code.focus()
            self._code.value = event.character
            self._code.cursor_position = 1
        else:
            return
        event.stop()
        event.prevent_default()

    def action_back(self) -> None:
        """Out of the code, back to what was traced before; else leave."""
        if self.focused is self._code and self.shown is not None:
            self._code.value = ""
            self.rows.focus()
        elif self._before:
            self.read(self._before.pop())
        else:
            self.action_leave()


def _open_again(tree: LineageTree, was_open: set[tuple[Way, int]], line: TreeLine | None) -> int:
    """Open what was open; answers where the line is that the cursor was on."""
    at = found = 0
    while at < len(tree.lines):
        each = tree.lines[at]
        if (each.way, each.key) in was_open:
            tree.open(at)
        if line is not None and (each.way, each.key, each.depth) == (line.way, line.key, line.depth):
            found = at
        at += 1
    return found
