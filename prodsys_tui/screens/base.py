"""What every screen has: top line, message line, key line, service calls, help, leaving.

How a new screen plugs in:

1. A folder ``screens/<area>/`` with ``screen.py`` and ``screen.tcss`` (every rule begins with the screen's
   class, because Textual's screen CSS is global) and a message catalog ``<area>.po`` with ``<area>.title``
   and ``<area>.help``.
2. ``class MyScreen(PlantScreen[None])``, made from ``(session, target)`` (``self.target`` names process,
   machine and so on), with ``AREA = "<area>"``, ``CSS_PATH = "screen.tcss"``, bindings made by
   ``keymap.general("save", "leave")`` and ``keymap.own("<area>.name", "r", "name")``; it implements ``body``
   (instead of ``compose``) and ``action_<id>``.
3. The store is reached through ``call`` alone: ``self.call(lambda plant: plant.do(add_sample, who, command),
   self._saved, hold=True)``. The function runs on a thread, ``done`` on the screen; a ``Refused`` is shown in
   the message line (or goes to ``refused``), any other error to the error boundary. ``hold=True`` (for
   saves and for a form's first load) lets typed keys wait, so that none is lost.
4. Texts come from ``self.say(key, **params)`` and go into widgets as ``as_content(text)``, or by
   ``self.tell`` and ``self.complain``; data passes ``text.safe.safe``. Never a bare ``str``.
5. ``lock_of(action)`` answers why a key does nothing now; the key line dims it and pressing it says so.
6. ``dirty`` says whether something would be lost; F3, Esc and the lock ask then.
7. ``data_changed`` is called when another terminal wrote something. ``ReadScreen`` reads again then, and
   whenever one comes back to it: it wants ``action_reload`` and ``shown``.
8. Another screen is asked for with ``self.go(Target(Place.SAMPLE, process=1))``; ``app.py`` maps places to
   screens. Dialogs (``screens/modals``) are asked with ``self.ask(dialog, then)``.
9. A form that survives a dropped connection names ``drafting.Drafting`` as its second base and gives
   ``draft_form`` (name, place, process, machine, shift: one draft a person and form), ``draft_content`` (all
   that was typed and not saved, JSON in ``rest``, with the uids it will be saved under) and
   ``restore_draft``; it calls ``self.offer_draft(at_once=self.target.draft)`` whenever its form stands for
   another place. That is all: keys and ended calls are noticed by themselves, leaving by ``dismiss`` forgets
   the draft. Sheets and typing dialogs have the base already: they give the three.
"""

from collections.abc import Callable, Iterator
from typing import ClassVar, TypeVar

from textual.binding import ActiveBinding, BindingType

from prodsys_tui.screens.frame import Frame, put_up
from prodsys_tui.screens.session import Session, Stop, Target
from prodsys_tui.text.safe import SafeText, joined, safe
from prodsys_tui.widgets.keymap import GENERAL, general, key_name, own

R = TypeVar("R")


class PlantScreen(Frame[R]):
    """The base of all screens; the module says how to make one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *general("help", "menu"),
        own("back", GENERAL["back"], "back", shown=False),
        own("quit", GENERAL["quit"], "quit", shown=False),
    ]

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session)
        self.target = target
        """What was asked to be shown."""

    @property
    def dirty(self) -> bool:
        """Whether leaving would lose what was typed."""
        return False

    def confirm(
        self, question: SafeText, then: Callable[[], object], *, word: SafeText | None = None
    ) -> None:
        """Ask and go on after a yes; ``word`` has to be typed for what cannot be undone."""
        from prodsys_tui.screens.modals.confirm import ConfirmScreen, WordScreen

        session = self.session
        asked: Frame[bool] = (
            ConfirmScreen(session, question) if word is None else WordScreen(session, question, word)
        )
        self.ask(asked, lambda _yes: then())

    def leave(self, then: Callable[[], object]) -> None:
        """Go on unless something would be lost and the person wants to keep it."""
        if self.dirty:
            self.confirm(self.say("app.leave-dirty"), then)
        else:
            then()

    def action_leave(self) -> None:
        """Leave the screen; asks first when something would be lost."""
        self.leave(self.dismiss)

    def action_back(self) -> None:
        """One step back: on most screens the same as leaving."""
        self.action_leave()

    def action_help(self) -> None:
        """Help on the field, then on the screen."""
        from prodsys_tui.screens.modals.help import HelpScreen

        bindings = [active.binding for active in self._own_bindings()]
        put_up(self.app, HelpScreen(self.session, self.AREA, self.field_help, bindings))

    def action_menu(self) -> None:
        """Everything that can be done here, by name, the screen's own first; type to filter."""
        from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen

        known = sorted(self._own_bindings(), key=lambda active: "." not in (active.binding.id or ""))
        actives = {active.binding.action: active for active in known}
        choices = [
            Choice(action, self._label(active), safe(key_name(active.binding.key)))
            for action, active in actives.items()
            if action != "menu"
        ]

        def run(action: str) -> None:
            self.call_next(self.app.run_action, action, actives[action].node)

        self.ask(ChoiceScreen(self.session, self.say("app.menu-title"), choices), run)

    def action_quit(self) -> None:
        """Lock the terminal or leave the program; never at once."""
        from prodsys_tui.screens.modals.choice import Choice, ChoiceScreen

        def stop(kind: Stop.Kind) -> None:
            if kind is not Stop.Kind.LOCK:
                self.forget_draft()
            self.post_message(Stop(kind))

        choices = [Choice(stop.value, self.say(f"app.stop-{stop.value}")) for stop in Stop.Kind]

        def chosen(kind: str) -> None:
            if kind == Stop.Kind.LOCK.value:
                stop(Stop.Kind.LOCK)  # nothing is lost by it
            else:
                self.leave(lambda: stop(Stop.Kind(kind)))

        self.ask(ChoiceScreen(self.session, self.say("app.stop-title"), choices), chosen)

    def _label(self, active: ActiveBinding) -> SafeText:
        label = self.say(active.binding.description)
        reason = self.lock_of(active.binding.action)
        return label if reason is None else joined((label, reason), ": ")

    def _own_bindings(self) -> Iterator[ActiveBinding]:
        """The bindings with a text of ours, each action once."""
        seen: set[str] = set()
        for active in self.active_bindings.values():
            if active.binding.id and active.binding.action not in seen:
                seen.add(active.binding.action)
                yield active


class ReadScreen(PlantScreen[R]):
    """A screen that shows what it read of the store, and reads it again when that may be something else now.

    It reads in ``action_reload`` and keeps what it shows in ``shown``, or answers ``was_read`` itself.
    """

    shown: object | None = None
    """What is on the screen; None until it was read."""

    @property
    def was_read(self) -> bool:
        """Whether anything is on the screen yet."""
        return self.shown is not None

    def on_mount(self) -> None:
        """Read it."""
        self.action_reload()

    def on_screen_resume(self) -> None:
        """Read it again when one comes back from another screen."""
        if self.was_read:
            self.action_reload()

    def data_changed(self) -> None:
        """Another terminal wrote something."""
        self.action_reload()

    def action_reload(self) -> None:
        """Read what is shown, or read it again."""
        raise NotImplementedError
