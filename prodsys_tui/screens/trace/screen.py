"""Trazabilidad: a code, and the tree of what it was made of and what it went into."""

from typing import ClassVar

from textual.binding import BindingType

from prodsys_tui.domain.lineage.genealogy import Way
from prodsys_tui.domain.lineage.lineage_tree import Mark, TreeLine
from prodsys_tui.domain.model import Sample
from prodsys_tui.domain.rights import Right
from prodsys_tui.screens.frame import put_up
from prodsys_tui.screens.modals.tell import TellScreen
from prodsys_tui.screens.rights import no_right
from prodsys_tui.screens.session import Place, Target
from prodsys_tui.screens.trace.following import FollowingScreen
from prodsys_tui.screens.trace.view import (
    code_of,
    read_samples,
    sample_lines,
    subject_of,
)
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.keymap import general, own

MOST_OPENED = 20_000
"""Lines that one key opens."""
_NEEDS_LINE = {"open", "close", "open_all", "root", "samples"}


class TraceScreen(FollowingScreen):
    """The tree of what a code names; only the lines in sight are made."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("leave", "reload", "view"),
        own("trace.open", "right", "open"),
        own("trace.close", "left,minus", "close"),
        own("trace.open-all", "plus", "open_all"),
        own("trace.root", "enter", "root"),
        own("trace.find", "slash", "find"),
        own("trace.samples", "s", "samples"),
        own("trace.recall", "r", "recall"),
        own("trace.drill", "d", "drill"),
    ]

    def lock_of(self, action: str) -> SafeText | None:
        """A key may need a line, or a line that leads on."""
        line = self.line
        if action in _NEEDS_LINE | {"recall", "drill", "view"} and line is None:
            return self.say("trace.begin")
        if line is not None and action in {"open", "open_all"}:
            return self._closed_for(line)
        if line is not None and action == "close" and not (line.open or line.depth):
            return self.say("trace.is-closed")
        node = self.node
        if (
            action in {"root", "samples"}
            and node is not None
            and (code_of(node) is None or (action == "samples" and node.key <= 0))
        ):
            return self.say("trace.no-root" if action == "root" else "trace.no-samples")
        return no_right(self.person, self.say, Right.DRILL) if action == "drill" else super().lock_of(action)

    def _closed_for(self, line: TreeLine) -> SafeText | None:
        if line.mark is Mark.ABOVE:
            return self.say("trace.is-above")
        if line.mark is Mark.CIRCLE:
            return self.say("trace.is-circle")
        if not line.leads:
            return self.say("trace.no-leads")
        return None

    def action_open(self) -> None:
        """Open a line; on an open one go to the first below it."""
        tree, at = self.tree_lines, self.rows.at
        if tree is not None and at is not None:
            self.show_lines(at if tree.open(at) else min(at + 1, len(tree.lines) - 1))

    def action_close(self) -> None:
        """Close a line; on a closed one go to the line that it hangs below."""
        tree, at = self.tree_lines, self.rows.at
        if tree is not None and at is not None:
            self.show_lines(at if tree.close(at) else tree.parent(at))

    def action_open_all(self) -> None:
        """Open all below the line, up to what anybody reads."""
        tree, at = self.tree_lines, self.rows.at
        if tree is not None and at is not None:
            complete = tree.open_all(at, MOST_OPENED)
            self.show_lines(at)
            if not complete:
                self.tell(self.say("trace.opened-part", count=MOST_OPENED))

    def on_row_list_chosen(self) -> None:
        """Enter in the tree."""
        self.call_next(self.app.run_action, "root", self)

    def action_root(self) -> None:
        """Follow the node under the cursor: it becomes the root. Esc comes back."""
        node, shown = self.node, self.shown
        code = code_of(node) if node is not None else None
        if shown is not None and code is not None and not (self.line is not None and not self.line.depth):
            self.read(code, follows=True)

    def action_view(self) -> None:
        """Turn the tree: both ways, up, down."""
        ways = list(Way)
        self.way = ways[(ways.index(self.way) + 1) % len(ways)]
        if self.shown is not None:
            self.show(self.shown, again=False)

    def action_samples(self) -> None:
        """The samples of the node under the cursor."""
        node = self.node
        if node is not None:
            code = node.code
            self.call(
                lambda plant: read_samples(plant, code),
                lambda samples: self._tell_samples(code, samples),
                hold=True,
            )

    def _tell_samples(self, code: str, samples: tuple[Sample, ...]) -> None:
        lines = list(sample_lines(samples, self.say)) or [self.say("trace.no-samples")]
        put_up(self.app, TellScreen(self.session, self.say("trace.samples-of", batch=code), lines))

    def action_recall(self) -> None:
        """Everything that came of what is traced."""
        if self.shown is not None:
            self.go(Target(Place.DRILL, batch=subject_of(self.shown.thing)))

    def action_drill(self) -> None:
        """Begin a drill of it."""
        if self.shown is not None:
            self.go(Target(Place.DRILL, batch=subject_of(self.shown.thing), parameter="begin"))
