"""The texts that people read, from gettext catalogs.

One domain an area: the key ``board.title`` lives in ``data/locale/<language>/LC_MESSAGES/board.po`` (compiled
beside it, see ``prodsys_tui.text.compile``). Catalogs are opened when their first text is asked for. What a
text shows of data passes ``safe`` here, so that no caller can forget it.

Placeholders of the refusals, by name: ``batch, machine, order, parameter, process, sample, shift, stop, turn,
user`` are the codes or names of such things (a shift: its turn and date), ``person`` somebody's name, ``text,
value, result, state, before, after, reason`` what was given or stands, ``limits`` a range with its unit,
``minimum, maximum, missing, scheduled, seconds, difference`` numbers, ``at, until, starts, ends`` instants,
``path`` a store, ``file`` a file.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal, NoReturn

from prodsys_tui.domain.numbers import show_number
from prodsys_tui.domain.refusal import Refusal
from prodsys_tui.text.dates import show_date, show_instant
from prodsys_tui.text.resources import MissingDataError, data_path
from prodsys_tui.text.safe import SafeText, safe

Language = Literal["es", "en"]


class MissingTextError(LookupError):
    """A key that no catalog has: a fault of the program, found by the tests."""


def language_of(name: str | None) -> Language:
    """The language of a setting or locale (``en``, ``es_MX.UTF-8``); Spanish for everything unknown."""
    return "en" if (name or "").replace("-", "_").split("_")[0].split(".")[0].lower() == "en" else "es"


class Texts:
    """All texts in one language; instants inside them are shown in ``zone``."""

    def __init__(
        self, language: str | None = None, *, zone: tzinfo = UTC, folder: Path | None = None
    ) -> None:
        self.language: Language = language_of(language)
        self.zone = zone
        self._folder = folder
        self._areas: dict[str, NullTranslations] = {}

    def __call__(self, key: str, /, **params: object) -> SafeText:
        """The text of a key with its placeholders filled. Raises ``MissingTextError``."""
        return self._filled(self._area(key).gettext(key), params)

    def n(self, key: str, n: int, /, **params: object) -> SafeText:
        """The text of a key for a number of things, singular or plural; ``{n}`` is the number."""
        return self._filled(self._area(key).ngettext(key, key, n), {"n": n, **params})

    def in_zone(self, zone: tzinfo) -> "Texts":
        """The same texts with instants in another zone; the open catalogs are shared."""
        other = Texts(self.language, zone=zone, folder=self._folder)
        other._areas = self._areas
        return other

    def _area(self, key: str) -> NullTranslations:
        name = key.partition(".")[0]
        if name not in self._areas:
            self._areas[name] = self._opened(name)
        return self._areas[name]

    def _opened(self, name: str) -> GNUTranslations:
        folder = (self._folder or data_path("locale")) / self.language / "LC_MESSAGES"
        path = folder / f"{name}.mo"
        if not path.is_file():
            if (folder / f"{name}.po").is_file():
                raise MissingDataError(f"{path} is missing; run: python -m prodsys_tui.text.compile")
            raise MissingTextError(f"no catalog has an area {name!r}")
        with path.open("rb") as file:
            opened = GNUTranslations(file)
        opened.add_fallback(_Nothing())
        return opened

    def _filled(self, template: str, params: Mapping[str, object]) -> SafeText:
        return SafeText(template.format_map(_Shown(params, self.zone)))


def refusal_text(texts: Texts, refusal: Refusal) -> SafeText:
    """What a refusal says. A variant without a text of its own says what its code says."""
    try:
        return texts(refusal.text_key, **refusal.params)
    except MissingTextError:
        if not refusal.variant:
            raise
        return texts(f"refusal.{refusal.code}", **refusal.params)


class _Nothing(NullTranslations):
    """The end of every lookup: gettext would answer the key itself, which nobody should read."""

    def gettext(self, message: str) -> NoReturn:
        raise MissingTextError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:  # noqa: ARG002 - gettext's interface
        raise MissingTextError(msgid1)


class _Shown(dict[str, SafeText]):
    """Parameters as a template shows them; one that is missing shows its name, for a rule must not crash."""

    def __init__(self, params: Mapping[str, object], zone: tzinfo) -> None:
        super().__init__({name: _shown(value, zone) for name, value in params.items()})

    def __missing__(self, name: str) -> SafeText:
        return SafeText(f"{{{name}}}")


def _shown(value: object, zone: tzinfo) -> SafeText:
    """One parameter in the words and signs of the plant."""
    match value:
        case None:
            shown: object = "-"
        case Decimal():
            shown = show_number(value)
        case datetime():
            shown = show_instant(value, zone)
        case date():
            shown = show_date(value)
        case Iterable() if not isinstance(value, str):
            shown = ", ".join(_shown(part, zone) for part in value)
        case _:
            shown = value
    return safe(shown)
