"""Keys in order, none dropped: spec ``ux.md``, "Keys" and "Entry".

A terminal may bring many keys at once (a scanner, a slow link), while Textual resolves bindings only after
a key has bubbled up to the app: keys typed after it would reach the field first. The gate lets the next key
through when the last one has been dealt with, and none while something is being saved or a screen is being
put up; they wait in order.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from itertools import takewhile
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.timer import Timer

Typed = events.Key | events.Paste
Step = tuple[MessagePump, Callable[[], None]]
"""A node whose queue is waited for, and what comes then."""

_WATCH = 0.2
"""Seconds between two looks for a node that was removed meanwhile."""


class KeyGate:
    """The queue of keys before an app. ``deliver`` hands one to Textual."""

    def __init__(self, app: App[None], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Typed] = deque()
        self._held = 0
        self._busy = False
        self._steps: list[Step] = []
        self._watch: Timer | None = None

    async def arrived(self, event: Typed) -> None:
        """A key was pressed: it is delivered now or when its turn comes."""
        if self._watch is None:
            self._watch = self._app.set_interval(_WATCH, self._pass_removed)
        self._waiting.append(event)
        await self._next()

    @property
    def quiet(self) -> bool:
        """Whether every key was dealt with and none is kept back."""
        return not (self._busy or self._held or self._waiting)

    @property
    def held(self) -> bool:
        """Whether keys are kept back, for a save or a screen that is being put up."""
        return self._held > 0

    def typed_ahead(self) -> bool:
        """Whether keys wait that were pressed before what is on the screen now could be seen."""
        return bool(self._waiting)

    def ahead(self) -> str:
        """The characters that wait, up to the first Enter or other key without one."""
        known = (event.character or "" for event in self._waiting if isinstance(event, events.Key))
        return "".join(takewhile(lambda sign: sign and sign.isprintable(), known))

    def hold(self) -> None:
        """Keep all keys back until ``release`` was called as often."""
        self._held += 1

    def release(self, node: MessagePump) -> None:
        """Let the keys through again, once what ``node`` posted until now has reached the app."""
        self._follow(node, self._released)

    def _released(self) -> None:
        self._held -= 1
        self._app.call_later(self._next)

    async def _next(self) -> None:
        if self._busy or self._held or not self._waiting:
            return
        self._busy = True
        target: MessagePump = self._app.focused or self._app.screen
        await self._deliver(self._waiting.popleft())
        # Twice: behind the key itself, then behind the messages that its action posted.
        self._follow(target, lambda: self._follow(target, self._done))

    def _done(self) -> None:
        self._busy = False
        self._app.call_later(self._next)

    def _follow(self, node: MessagePump, then: Callable[[], None]) -> None:
        """Go behind everything in the queue of ``node``, then of its parent, up to the app."""
        step = (node, then)
        self._steps.append(step)
        if not node.call_later(self._behind, step):
            self._behind(step)

    def _behind(self, step: Step) -> None:
        if step not in self._steps:
            return
        self._steps.remove(step)
        node, then = step
        if node is self._app:
            then()
        else:
            parent = getattr(node, "parent", None)
            self._follow(parent if isinstance(parent, MessagePump) else self._app, then)

    def _pass_removed(self) -> None:
        """Go on past what was removed while it was waited for: its queue died with it."""
        for step in tuple(self._steps):
            if not step[0].is_running:
                self._behind(step)
