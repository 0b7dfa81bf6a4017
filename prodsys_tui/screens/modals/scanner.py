"""The calibration scan: one label tells what the keyboard layout makes of what a scanner sends."""

from textual.app import ComposeResult
from textual.widgets import Static

from prodsys_tui.screens.modals.dialog import Dialog
from prodsys_tui.screens.session import Session
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText, safe
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.scanner import CODE, Layout


class ScannerScreen(Dialog[Layout]):
    """Answers the layout that was learnt and is used from now on."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("login.scanner.title"))

    def body(self) -> ComposeResult:
        """What is printed on the label, and what arrives of it."""
        yield Static(as_content(self.say("login.scanner.what")))
        yield Static(as_content(self.say("login.scanner.code")), classes="label")
        yield Field(CODE, id="code", max_length=60, help_text=self.say("login.scanner.code.help"))
        yield Static(as_content(self.say("login.scanner.scanned")), classes="label")
        yield Field(id="scanned", max_length=60, help_text=self.say("login.scanner.scanned.help"))

    def on_mount(self) -> None:
        """The next scan is the label's."""
        self.query_one("#scanned").focus()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Learn from what was scanned."""
        event.stop()
        scanned = self.query_one("#scanned", Field)
        if event.field.id == "code":
            scanned.focus()
            return
        try:
            found = self.session.scanner.calibrate(self.query_one("#code", Field).value, scanned.value)
        except OSError as error:
            self.complain(self.say("login.scanner.unkept", detail=error.strerror or ""))
            return
        if found is None:
            scanned.value = ""
            self.complain(self.say("login.scanner.other"))
        else:
            self.dismiss(found)


def told(layout: Layout, session: Session) -> SafeText:
    """What was learnt, in a line."""
    if not layout.signs:
        return session.texts("login.scanner.same")
    pairs = "  ".join(f"{came} = {meant}" for came, meant in layout.signs.items())
    return session.texts("login.scanner.learnt", signs=safe(pairs))
