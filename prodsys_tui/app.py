"""The Textual app: which screen is up, who works, the theme, the error boundary. Screens do the rest."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual._compositor import CompositorUpdate
from textual.actions import parse
from textual.app import App
from textual.binding import Binding, BindingType, Keymap
from textual.dom import DOMNode
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.draft_keeper import DraftKeeper
from prodsys_tui.screens.frame import Frame, put_up
from prodsys_tui.screens.login.screen import LoginScreen
from prodsys_tui.screens.session import Go, LoggedIn, Papers, Place, Report, Session, Stop, Target
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.ascii import AsciiFilter
from prodsys_tui.widgets.key_gate import KeyGate, Typed
from prodsys_tui.widgets.lean import LEAN, Painter
from prodsys_tui.widgets.scanner import Scanner
from prodsys_tui.widgets.scrollbar import use_plain_scrollbars
from prodsys_tui.widgets.theme import THEMES, themes

if TYPE_CHECKING:
    from prodsys_tui.services.plant import Plant

POLL = 2.0
"""Seconds between two looks for what other terminals wrote."""
IDLE = 180.0
"""Seconds without a key after which the terminal locks."""

SCREENS: Mapping[Place, str] = {
    Place.BOARD: "board.screen:BoardScreen",
    Place.SAMPLE: "sample.screen:SampleScreen",
    Place.ROUND: "round.screen:RoundScreen",
    Place.PRODUCTION: "production.screen:ProductionScreen",
    Place.COUNTERS: "counters.screen:CountersScreen",
    Place.DISPOSITION: "disposition.screen:DispositionScreen",
    Place.CLOSING: "closing.screen:ClosingScreen",
    Place.APPROVAL: "approval.screen:ApprovalScreen",
    Place.HANDOVER: "handover.screen:HandoverScreen",
    Place.CORRECTIONS: "corrections.screen:CorrectionsScreen",
    Place.CHAIN: "chain.screen:ChainScreen",
    Place.SUSPECTS: "suspects.screen:SuspectsScreen",
    Place.BATCHES: "batches.screen:BatchesScreen",
    Place.HOLDS: "holds.screen:HoldsScreen",
    Place.TRACE: "trace.screen:TraceScreen",
    Place.DRILL: "drill.screen:DrillScreen",
    Place.QUALITY: "quality.screen:QualityScreen",
    Place.CONTROL: "control.screen:ControlScreen",
    Place.ANALYSIS: "analysis.screen:AnalysisScreen",
    Place.HISTORY: "history.screen:HistoryScreen",
    Place.AUDIT: "audit.screen:AuditScreen",
}
"""The screen of each place: a module below ``screens`` and a class, imported after the first paint."""


def screen_class(place: Place) -> type[PlantScreen[None]]:
    """The screen of a place, imported if it was not yet."""
    module, _, name = SCREENS[place].partition(":")
    found: type[PlantScreen[None]] = getattr(import_module(f"prodsys_tui.screens.{module}"), name)
    return found


class ProdsysApp(App[None]):
    """The terminal of the plant.

    ``open_plant`` is called on a thread after the first paint, so that nobody waits for the database to be
    imported before there is something to see. When it raises ``Refused``, the app ends and keeps the
    reasons in ``refusal``. ``report`` writes a scrubbed report of a fault and answers where. ``keymap``
    remaps keys by their ids, ``theme`` is one of ``THEMES``, ``idle`` the seconds until the terminal locks
    (0: never), ``hint`` what the login screen says besides, ``site_name`` what is known of
    the site before the plant is open. ``ascii_only`` is for
    terminals whose locale is not UTF-8, ``lean`` for slow lines,
    ``scanner`` what codes arrive as.
    """

    TITLE = "PROD-SYS"
    CSS_PATH = [  # noqa: RUF012 - as Textual declares it
        "widgets/plant.tcss",
        "screens/login/screen.tcss",  # Textual reads no style sheet of the lowest screen
    ]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "screen.quit", show=False, system=True),  # instead of quitting at once
    ]

    def __init__(
        self,
        open_plant: "Callable[[], Plant]",
        texts: Texts,
        report: Report,
        *,
        theme: str = THEMES[0],
        keymap: Keymap | None = None,
        idle: float = IDLE,
        hint: SafeText | None = None,
        site_name: str | None = None,
        scanner: Scanner | None = None,
        ascii_only: bool = False,
        lean: bool = False,
        papers: Papers | None = None,
    ) -> None:
        super().__init__(ansi_color=True)
        self._open_plant = open_plant
        self.gate = KeyGate(self, super().on_event)
        gate = self.gate
        drafts = DraftKeeper(lambda: self.session.plant, self.set_timer, self._beside, lambda: gate.quiet)
        self.session = Session(texts, report, Future(), gate.hold, gate.release, gate.typed_ahead, drafts)
        self.session.ahead, self.session.papers = gate.ahead, papers
        self.session.hint = hint
        self.session.site_name = site_name or ""
        self.session.scanner = scanner or Scanner()
        self.refusal: Refused | None = None
        self._idle = idle
        self._last_key = monotonic()
        self._head = (0, "")
        use_plain_scrollbars()
        self.animation_level = "none"
        self._painter = Painter() if lean else None
        self.set_class(lean, LEAN)
        if ascii_only:
            self._filters.append(AsciiFilter())
        for own in themes():
            self.register_theme(own)
        self.theme = theme
        self.set_keymap(keymap or {})

    def _beside(self, work: Callable[[], None]) -> None:
        self.run_worker(work, thread=True, exit_on_error=False, group="drafts")

    # Beginning and end

    def get_default_screen(self) -> Screen[None]:
        """The login is below everything."""
        return LoginScreen(self.session)

    def on_mount(self) -> None:
        """Paint first, then open the store."""
        self.call_after_refresh(self._open)
        self.set_interval(POLL, self.look_around)
        if self._idle:
            self.set_interval(1.0, self.lock_when_idle)

    @work(thread=True, exit_on_error=False)
    def _open(self) -> None:
        try:
            self.session.opening.set_result(self._open_plant())
            for place in SCREENS:  # while somebody types a PIN
                screen_class(place)
        except Refused as refused:
            self.refusal = refused
            self.session.opening.set_exception(refused)
            self.call_from_thread(self.exit, return_code=2)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault while the store was opened or looked at ends the app: nothing could be done in it."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or not isinstance(error, Exception):
            return
        if not self.session.opening.done():
            self.session.opening.set_exception(error)
        self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        """A fault outside a service call: the pump that it struck is dead, so report, say so and end."""
        where = self.session.report(error)
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.exit(return_code=1, message=self.session.texts("app.fault-end", path=where))
        self.session.drafts.write_now()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Write to the terminal; on a slow line only what changed."""
        if self._painter is not None and isinstance(renderable, CompositorUpdate):
            renderable = self._painter.update(screen)
        super()._display(screen, renderable)

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys go through the gate, in order; a key behind which none wait clears the message line."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self._last_key = monotonic()
            if isinstance(self.screen, Frame) and self.gate.quiet:
                self.screen.forget()
            self.session.drafts.touched()
            await self.gate.arrived(event)
        else:
            await super().on_event(event)

    async def run_action(
        self,
        action: str | tuple[str, str, tuple[object, ...]],
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, or say why it is locked."""
        name = parse(action)[1] if isinstance(action, str) else action[1]
        screen = self.screen
        if name == "reload" and self._painter is not None:
            self._painter.forget()  # something else may have written to the terminal
            screen.refresh()
        reason = screen.lock_of(name) if isinstance(screen, Frame) else None
        if reason is not None and isinstance(screen, Frame):
            screen.complain(reason)
            return True
        return await super().run_action(action, default_namespace, namespaces)

    # Going from screen to screen

    def on_go(self, event: Go) -> None:
        """Put the asked screen up; the board is always the lowest behind the login."""
        self._put_up(event.target)

    def _put_up(self, target: Target) -> None:
        self.put_screen(screen_class(target.place)(self.session, target))

    def put_screen(self, screen: Frame[None]) -> None:
        """Show a screen; keys wait until it can take them."""
        put_up(self, screen)

    def on_logged_in(self, event: LoggedIn) -> None:
        """Begin a sitting, or go on where the same person left off."""
        event.stop()
        session = self.session
        if not isinstance(self.screen, LoginScreen):
            return  # Enter was pressed twice
        if session.person is not None and session.person.code == event.person.code:
            session.person = event.person
            self.screen.dismiss()
            return
        session.site, session.person = event.site, event.person
        session.texts = session.texts.in_zone(session.zone)
        self._to_login()
        self._put_up(Target(Place.BOARD))

    def on_stop(self, event: Stop) -> None:
        """Lock, log out or end."""
        event.stop()
        if event.kind is Stop.Kind.LOCK:
            self.lock()
        elif event.kind is Stop.Kind.LOG_OUT:
            self.session.person = None
            self._to_login()
        else:
            self.session.drafts.write_now()
            self.exit()

    def lock(self) -> None:
        """Cover everything until the person, or another one, logs in; not in the middle of a save."""
        locked = isinstance(self.screen, LoginScreen)
        if self.session.person is not None and not locked and not self.gate.held:
            self.put_screen(LoginScreen(self.session))

    def lock_when_idle(self, now: float | None = None) -> None:
        """Lock when no key came for long enough; ``now`` is seconds of the monotonic clock."""
        if (now or monotonic()) - self._last_key >= self._idle:
            self.lock()

    def _to_login(self) -> None:
        self.session.drafts.look()
        while len(self.screen_stack) > 1:
            self.pop_screen()

    # Other terminals

    def look_around(self) -> None:
        """Ask for the journal's head; the screen reads again when it moved."""
        if isinstance(self.screen, PlantScreen) and self.session.person is not None:
            self._look()

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def _look(self) -> None:
        try:
            with self.session.plant.read() as reads:
                head = reads.head()
        except Refused:
            return  # busy: the next look will see it
        self.call_from_thread(self._seen, head)

    def _seen(self, head: tuple[int, str]) -> None:
        changed, self._head = head != self._head, head
        if changed and isinstance(self.screen, PlantScreen):
            self.screen.data_changed()
