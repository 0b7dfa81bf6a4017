"""Texts that people write and the store keeps: reasons, comments, notes, codes.

They are kept as typed but for blanks at both ends, in NFC. What cannot be seen (control, format and line
characters, halves of a surrogate pair) is refused, so that no screen, file or terminal is ever tricked.
"""

import re
import unicodedata

from prodsys_tui.domain.refusal import Code, Refusal

MAX_TEXT = 500
"""Characters of a reason, comment, observation or explanation."""

MAX_CODE = 40
"""Characters of a code or of words that stand for a value."""

_UID = re.compile(r"[0-9A-Za-z-]{8,64}")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def tidy(text: str | None) -> str:
    """The text without blanks at its ends, in NFC; nothing given is an empty text."""
    return "" if text is None else unicodedata.normalize("NFC", text).strip()


def text_faults(text: str, field: str, maximum: int = MAX_TEXT) -> tuple[Refusal, ...]:
    """Why a tidy text may not be kept: signs that cannot be seen, or more than ``maximum`` characters."""
    if text.isascii() and text.isprintable():
        hidden = False
    else:
        hidden = any(unicodedata.category(character) in _HIDDEN for character in text)
    if hidden:
        return (Refusal(Code.BAD_VALUE, {"value": text[:maximum]}, field, "unprintable"),)
    if len(text) > maximum:
        return (Refusal(Code.BAD_VALUE, {"maximum": maximum}, field, "too-long"),)
    return ()


def reason_faults(reason: str, field: str = "reason") -> tuple[Refusal, ...]:
    """Why a tidy text is no reason: there is none (``reason-required``), or it may not be kept."""
    return text_faults(reason, field) if reason else (Refusal(Code.REASON_REQUIRED, {}, field),)


def uid_faults(uid: str | None, field: str = "uid") -> tuple[Refusal, ...]:
    """Why a uid that somebody gives is refused: not 8 to 64 letters, digits and ``-``, or a mere number.

    A mere number would be taken for a local id.
    """
    if uid is None or (_UID.fullmatch(uid) and not uid.isdecimal()):
        return ()
    return (Refusal(Code.BAD_VALUE, {"value": uid[:MAX_CODE]}, field, "uid"),)
