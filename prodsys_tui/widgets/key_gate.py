"""Keys in order, none dropped: spec ``ux.md``, "Keys" and "Entry".

A terminal may bring many keys at once (a scanner, a slow link), while Textual resolves bindings only after
a key has bubbled up to the app: keys typed after it would reach the field first. The gate lets the next key
through when the last one has been dealt with, and none while something is being saved or a screen is being
put up; they wait in order.
"""

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

Typed = events.Key | events.Paste


class KeyGate:
    """The queue of keys before an app. ``deliver`` hands one to Textual."""

    def __init__(self, app: App[None], deliver: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._deliver = deliver
        self._waiting: deque[Typed] = deque()
        self._held = 0
        self._busy = False

    async def arrived(self, event: Typed) -> None:
        """A key was pressed: it is delivered now or when its turn comes."""
        self._waiting.append(event)
        await self._next()

    @property
    def quiet(self) -> bool:
        """Whether every key was dealt with and none is kept back."""
        return not (self._busy or self._held or self._waiting)

    def typed_ahead(self) -> bool:
        """Whether keys wait that were pressed before what is on the screen now could be seen."""
        return bool(self._waiting)

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
        if not node.call_later(self._behind, node, then):
            self._behind(node, then)

    def _behind(self, node: MessagePump, then: Callable[[], None]) -> None:
        parent = getattr(node, "parent", None)
        if node is self._app:
            then()
        else:
            self._follow(parent if isinstance(parent, MessagePump) else self._app, then)
