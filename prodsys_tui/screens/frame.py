"""The frame of every screen and dialog: its lines, its service calls, what it says.

Screens are made from ``base.PlantScreen``, dialogs from ``modals.dialog.Dialog``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, runtime_checkable

from textual import events, on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.session import Go, Session, Target
from prodsys_tui.services.refused import Refused
from prodsys_tui.text.catalog import refusal_text
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.key_line import KeyLine
from prodsys_tui.widgets.message_line import MessageLine
from prodsys_tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Person
    from prodsys_tui.services.plant import Plant

T = TypeVar("T")
R = TypeVar("R")

SLOW = 0.5
"""After how many seconds of waiting a line says that the program is at work."""


@runtime_checkable
class Helpful(Protocol):
    """A widget with a help text of its own, shown by the first F1."""

    help_text: SafeText


@dataclass(frozen=True, slots=True)
class _Job:
    """A service call under way."""

    done: Callable[[Any], None]
    refused: Callable[[tuple[Refusal, ...]], None]
    held: bool


class Frame(Screen[R]):
    """What screens and dialogs have in common; see ``base`` for how to make a screen."""

    AREA: ClassVar[str]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.say = session.texts
        self._person = session.person
        self._jobs: dict[Worker[Any], _Job] = {}
        self._says_busy = False

    # What is on it

    def compose(self) -> ComposeResult:
        """The frame round ``body``."""
        yield StatusLine(self.say("app.too-small"))
        yield from self.body()
        yield self.message_line()
        yield KeyLine(self.say, lambda action: self.lock_of(action) is not None)

    def body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def message_line(self) -> MessageLine:
        """A message line with this plant's word for an error."""
        return MessageLine(self.say("app.error"))

    def on_mount(self) -> None:
        """Say where and who. Textual calls every class's own handler: subclasses do not call this one."""
        self.show_status()

    def on_screen_resume(self) -> None:
        """Say what the screen above left to be said."""
        if self.session.said is not None and self.is_mounted:
            self.tell(self.session.said)
            self.session.said = None

    @property
    def person(self) -> "Person":
        """Who worked at this terminal when the screen was made."""
        if self._person is None:
            raise LookupError("nobody is logged in")
        return self._person

    def status(self) -> Iterable[SafeText]:
        """What the top line says after the site: the screen's title, unless it says more."""
        yield self.say(f"{self.AREA}.title")

    def show_status(self) -> None:
        """Write the top line again."""
        site, person = self.session.site, self.session.person
        who = safe(f"{person.name} ({person.role.value})") if person else safe("")
        for line in self.query(StatusLine):
            line.show(safe(site.name if site else self.session.site_name), joined(self.status(), "  "), who)

    # The services

    def call(
        self,
        work: "Callable[[Plant], T]",
        done: Callable[[T], None],
        *,
        hold: bool = False,
        refused: Callable[[tuple[Refusal, ...]], None] | None = None,
    ) -> None:
        """Run ``work`` on a thread and ``done`` with its answer on the screen; see the module."""
        if hold:
            self.session.hold()
            self.set_timer(SLOW, self._say_busy)
        worker: Worker[T] = self.run_worker(partial(self._work, work), thread=True, exit_on_error=False)
        self._jobs[worker] = _Job(done, refused or self.refused, hold)

    @property
    def busy(self) -> bool:
        """Whether keys wait for a service call of this screen."""
        return any(job.held for job in self._jobs.values())

    def _work(self, work: "Callable[[Plant], T]") -> T:
        return work(self.session.plant)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The one place where service calls end, well or not."""
        event.stop()
        worker = event.worker
        if not worker.is_finished:
            return
        job = self._jobs.pop(worker, None)
        error = worker.error if event.state is WorkerState.ERROR else None
        if isinstance(error, Refused):
            (job.refused if job is not None else self.refused)(error.reasons)
        elif error is not None:
            self.failed(error)
        elif job is not None and event.state is WorkerState.SUCCESS:
            if self._says_busy:
                self.forget()
            job.done(worker.result)
        if job is not None and job.held:
            self.session.release(self)

    def on_unmount(self) -> None:
        """Let keys go that waited for a call of this screen."""
        for job in self._jobs.values():
            if job.held:
                self.session.release(self)
        self._jobs.clear()

    # What it says

    def tell(self, *lines: SafeText) -> None:
        """Say what was done, until the next key."""
        self.query_one(MessageLine).tell(*lines)

    def complain(self, *lines: SafeText) -> None:
        """Say what is wrong, with the bell, until the next key."""
        self.query_one(MessageLine).complain(*lines)

    def refused(self, reasons: tuple[Refusal, ...]) -> None:
        """Show why something was refused. A form overrides it to go to the field as well."""
        self.complain(*(refusal_text(self.say, reason) for reason in reasons))

    def failed(self, error: BaseException) -> None:
        """A fault of the program: write the report, say so and go on."""
        self.complain(self.say("app.fault", path=self.session.report(error)))

    def forget(self) -> None:
        """Clear the message line."""
        self._says_busy = False
        for line in self.query(MessageLine):
            line.clear()

    def _say_busy(self) -> None:
        if self.busy and self.is_attached:
            self.tell(self.say("app.busy"))
            self._says_busy = True

    # Keys

    @on(events.Key)
    async def capital(self, event: events.Key) -> None:
        """A letter is the same key with Shift or Caps Lock: the key line prints capitals."""
        known = self.active_bindings
        small = known.get(event.key.lower()) if len(event.key) == 1 and event.key not in known else None
        if small is not None:
            event.stop()
            await self.app.run_action(small.binding.action, small.node)

    def lock_of(self, action: str) -> SafeText | None:  # noqa: ARG002 - for those that lock something
        """Why an action cannot be done now; None when it can."""
        return None

    def reload_keys(self) -> None:
        """Look again which keys are locked."""
        for line in self.query(KeyLine):
            line.reload()

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave the screen, if it is the one that is up: Textual takes away whatever is on top."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    # Other screens

    def ask(self, dialog: "Frame[T]", then: Callable[[T], object]) -> None:
        """Put a dialog up; ``then`` gets its answer, and is not called when it was left without one.

        Keys wait until the dialog can take them.
        """

        def answered(answer: T | None) -> None:
            if answer is not None:
                then(answer)

        put_up(self.app, dialog, answered)

    def go(self, target: Target) -> None:
        """Ask the app for another screen."""
        self.post_message(Go(target))

    def forget_draft(self) -> None:
        """What was typed here was saved or given up: a form that is kept meanwhile is kept no more."""

    def data_changed(self) -> None:
        """Another terminal wrote to the store; reload what is shown."""

    @property
    def field_help(self) -> SafeText | None:
        """The help of the field with the focus."""
        return self.focused.help_text if isinstance(self.focused, Helpful) else None


def put_up(app: App[Any], screen: Frame[T], answered: Callable[[T | None], None] | None = None) -> None:
    """Show a screen or dialog; keys wait until it can take them."""
    session = screen.session
    session.hold()
    mounted = app.push_screen(screen, answered)

    async def let_keys_through() -> None:
        await mounted
        session.release(screen)

    app.run_worker(let_keys_through())
