"""Complaints that stand until they could be seen: keys that were typed ahead go on behind them."""

from collections.abc import Callable
from typing import TypeVar

from prodsys_tui.domain.model import Shift, ShiftState
from prodsys_tui.domain.shift.shift import label
from prodsys_tui.screens.base import PlantScreen
from prodsys_tui.screens.session import Session, Target
from prodsys_tui.services.plant import Plant
from prodsys_tui.text.safe import SafeText

T = TypeVar("T")


class StandingScreen(PlantScreen[None]):
    """A screen for fast typing: nothing that is said hides what was wrong and was not seen yet."""

    def __init__(self, session: Session, target: Target) -> None:
        super().__init__(session, target)
        self.standing: tuple[SafeText, ...] = ()
        """What is wrong or asked and was not seen yet, the newest first."""
        self._state: ShiftState | None = None
        self._reads = self._saves = 0

    def change_to(self, target: Target) -> None:
        """Another view in place of this one, if nothing would be lost."""

        def change() -> None:
            self.dismiss()
            self.go(target)

        self.leave(change)

    def mind_shift(self, shift: Shift) -> None:
        """Say so when the shift of what is typed was turned over meanwhile."""
        before, self._state = self._state, shift.state
        if before is ShiftState.OPEN and shift.state is ShiftState.CLOSING:
            self.show_status()
            self.complain(self.say("workplace.turned-over", shift=label(shift)))

    def read_again(self, read: Callable[[Plant], T], shown: Callable[[T], object]) -> None:
        """Read what is shown once more; what is typed stays.

        No answer is shown that another question overtook; one that may be from before a save is asked again.
        """
        self._reads += 1
        asked, saves = self._reads, self._saves

        def came(answer: T) -> None:
            if asked == self._reads:
                if saves == self._saves:
                    shown(answer)
                else:
                    self.read_again(read, shown)

        self.call(read, came)

    def was_saved(self) -> None:
        """Whatever is being read may be from before what was just saved."""
        self._saves += 1

    def complain(self, *lines: SafeText) -> None:
        """Say what is wrong, above what was wrong before and is not seen yet."""
        self._stand(lines)
        super().complain(*self.standing)

    def doubt(self, *lines: SafeText) -> None:
        """Ask whether something is meant, with the bell."""
        if self.standing:
            self.complain(*lines)
        else:
            self._stand(lines)
            super().tell(*lines)
            self.app.bell()

    def tell(self, *lines: SafeText) -> None:
        """Say what was done, unless something is wrong that was not seen yet."""
        if not self.standing:
            super().tell(*lines)

    def forget(self) -> None:
        """A key was pressed by somebody who could see what stands there."""
        self.standing = ()
        super().forget()

    def _stand(self, lines: tuple[SafeText, ...]) -> None:
        self._says_busy = False  # or the end of the wait would clear it
        self.standing = tuple(dict.fromkeys((*lines, *self.standing)))

    def _say_busy(self) -> None:
        if not self.standing:
            super()._say_busy()
