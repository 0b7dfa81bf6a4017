"""Ingresar: user (or badge) and PIN. The same screen covers a locked terminal."""

from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid, Vertical
from textual.widgets import Static

from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.session import LoggedIn, Place, Session, Stop, Target
from prodsys_tui.text.as_content import as_content
from prodsys_tui.text.safe import SafeText
from prodsys_tui.widgets.field import Field
from prodsys_tui.widgets.keymap import own

if TYPE_CHECKING:
    from prodsys_tui.domain.model import Person, Site
    from prodsys_tui.services.plant import Plant
    from prodsys_tui.services.shift.news import News


class LoginScreen(PlantScreen[None]):
    """Asks for user and PIN; posts ``LoggedIn``. Wrong ones are answered alike and with a growing delay."""

    AREA = "login"
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        own("login.enter", "f2", "enter"),
        own("login.exit", "f3", "exit"),
        own("login.scanner", "f8", "scanner"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session, Target(Place.LOGIN))
        self._locked_by = session.person

    def body(self) -> ComposeResult:
        """The two fields, and who is locked."""
        with Vertical(id="login"):
            yield Static(as_content(self.say("login.program")), id="program")
            yield Static(as_content(self._notice()), id="notice")
            with Grid(id="fields"):
                yield Static(as_content(self.say("login.user")))
                yield Field(self._code, id="user", max_length=40, help_text=self.say("login.user.help"))
                yield Static(as_content(self.say("login.pin")))
                yield Field(id="pin", max_length=8, password=True, help_text=self.say("login.pin.help"))

    def on_mount(self) -> None:
        """Go to what is still to be typed; learn the site's name when the store is open."""
        self.query_one("#pin" if self._code else "#user").focus()
        if self.session.site is None:
            self.call(_site, self._show_site, refused=lambda _reasons: None)

    def status(self) -> tuple[SafeText, ...]:
        """Locked or not."""
        return (self.say("login.locked" if self._locked_by else "login.title"),)

    def on_screen_resume(self) -> None:
        """Nothing of the last one stays."""
        if self._locked_by is None and self.is_mounted:
            self._clear()

    def on_field_entered(self, event: Field.Entered) -> None:
        """Enter goes on to the PIN, then in."""
        event.stop()
        if event.field.id == "user" and event.text.strip():
            self.query_one("#pin").focus()
            scanned = self._meant(event.text)
            self.call(lambda plant: _user(plant, scanned), self._known, refused=lambda _reasons: None)
        elif event.field.id == "pin":
            self.action_enter()

    def _meant(self, text: str) -> str:
        """What was typed, or what a badge says that this terminal's layout changed."""
        from prodsys_tui.widgets.scan_code import badge_meant

        return badge_meant(text.strip(), self.session.scanner.layout)

    def _known(self, user: str | None) -> None:
        """Put the user in the place of the badge that was scanned; the PIN is still asked for."""
        if user is not None:
            self.query_one("#user", Field).value = user

    def action_enter(self) -> None:
        """Check user and PIN."""
        code = self._meant(self.query_one("#user", Field).value)
        pin = self.query_one("#pin", Field).value
        if not code or not pin:
            self.complain(self.say("login.missing"))
            self.query_one("#pin" if code else "#user").focus()
            return
        self.call(lambda plant: _enter(plant, code, pin), self._in, hold=True)

    def action_exit(self) -> None:
        """Leave the program, after a question."""
        self.confirm(self.say("login.exit-question"), lambda: self.post_message(Stop(Stop.Kind.EXIT)))

    def action_scanner(self) -> None:
        """Learn what this terminal makes of the codes that its scanner reads."""
        from prodsys_tui.screens.modals.scanner import ScannerScreen, told

        self.ask(ScannerScreen(self.session), lambda layout: self.tell(told(layout, self.session)))

    def action_quit(self) -> None:
        """The same: there is nothing to lock here."""
        self.action_exit()

    def action_leave(self) -> None:
        """Nothing is behind a login without a PIN."""

    def refused(self, reasons: tuple[Refusal, ...]) -> None:
        """Say why, and ask for the PIN again."""
        super().refused(reasons)
        pin = self.query_one("#pin", Field)
        pin.value = ""
        pin.focus()

    @property
    def _code(self) -> str:
        return self._locked_by.code if self._locked_by else ""

    def _notice(self) -> SafeText:
        if self._locked_by is None:
            return self.session.hint or self.say("login.notice")
        return self.say("login.locked-by", person=self._locked_by.name, user=self._locked_by.code)

    def _show_site(self, site: "Site") -> None:
        self.session.site = site
        self.show_status()

    def _in(self, entered: "tuple[Person, Site, News]") -> None:
        from prodsys_tui.screens.news_words import news_line

        self._clear()
        person, site, news = entered
        self.session.since = news.since
        self.session.said = news_line(news, self.session.texts.in_zone(ZoneInfo(site.zone)))
        self.post_message(LoggedIn(person, site))

    def _clear(self) -> None:
        for field in self.query(Field):
            field.value = ""
        self.query_one("#user").focus()


def _user(plant: "Plant", scanned: str) -> str | None:
    """The user that a badge stands for; None for what is no badge."""
    with plant.read() as reads:
        person = reads.person_of_badge(scanned)
    return None if person is None else person.code


def _site(plant: "Plant") -> "Site":
    with plant.read() as reads:
        return reads.site()


def _enter(plant: "Plant", code: str, pin: str) -> "tuple[Person, Site, News]":
    from prodsys_tui.services.shift.news import news
    from prodsys_tui.services.site.login import log_in, record_session

    person = log_in(plant, code, pin)
    with plant.read() as reads:
        site, told = reads.site(), news(reads, plant.clock.now(), person.code)
    plant.do(record_session, person)
    return person, site, told
