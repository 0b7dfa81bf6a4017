"""Keys come in order, whatever is queued, and wait while something is saved."""

from textual import events
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from prodsys_tui.widgets.key_gate import KeyGate

SCANS = [f"OT{number:04}" for number in range(50)]


class ScanApp(App[None]):
    """The obvious handler, which gets queued scans wrong without the gate."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = KeyGate(self, super().on_event)
        self.scanned: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.gate.arrived(event)
        else:
            await super().on_event(event)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.scanned.append(event.value)
        event.input.value = ""


def keys(text: str) -> list[events.Key]:
    return [events.Key(letter, letter) for letter in text] + [events.Key("enter", "\r")]


async def dealt_with(app: ScanApp, pilot: Pilot[None]) -> None:
    await pilot.pause()
    while not app.gate.quiet:
        assert app.is_running
        await pilot.pause()


async def test_fifty_queued_scans_are_fifty_right_ones() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        for scan in SCANS:
            for key in keys(scan):
                app.post_message(key)
        await dealt_with(app, pilot)
        assert app.scanned == SCANS


async def test_keys_wait_while_something_is_saved() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        app.gate.hold()
        for key in keys("uno"):
            app.post_message(key)
        await pilot.pause()
        assert app.query_one(Input).value == ""
        assert app.gate.typed_ahead()
        app.gate.release(app)
        await dealt_with(app, pilot)
        assert app.scanned == ["uno"]


async def test_a_paste_keeps_its_place_among_the_keys() -> None:
    app = ScanApp()
    async with app.run_test() as pilot:
        app.post_message(events.Key("a", "a"))
        app.post_message(events.Paste("bcd"))
        app.post_message(events.Key("e", "e"))
        await dealt_with(app, pilot)
        assert app.query_one(Input).value == "abcde"


async def test_a_key_that_removes_the_field_does_not_stop_the_next() -> None:
    class GoneApp(ScanApp):
        def on_input_submitted(self, event: Input.Submitted) -> None:
            event.input.remove()  # Textual calls the handler of the base class too
            following = Input()
            self.mount(following)
            following.focus()

    app = GoneApp()
    async with app.run_test() as pilot:
        for key in [*keys("uno"), *keys("dos")]:
            app.post_message(key)
        await dealt_with(app, pilot)
        assert app.scanned == ["uno", "dos"]
