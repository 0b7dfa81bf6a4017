"""What the environment tells of a terminal; read before Textual is imported, which reads it too."""

from collections.abc import Mapping

_BY_SSH = ("SSH_CONNECTION", "SSH_TTY")


def needs_ascii(environ: Mapping[str, str]) -> bool:
    """Whether the locale of an environment is known not to be UTF-8, by the first name that is set."""
    named = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "C")
    return "utf-8" not in named.lower() and "utf8" not in named.lower()


def is_lean(setting: str, environ: Mapping[str, str]) -> bool:
    """Whether to be lean: as the setting says (``on``, ``off``); for ``auto`` over SSH."""
    return over_ssh(environ) if setting == "auto" else setting == "on"


def wants_mouse(environ: Mapping[str, str], *, lean: bool) -> bool:
    """Whether to take the mouse: on slow lines and consoles the terminal's own selection is worth more."""
    return not (lean or over_ssh(environ) or environ.get("TERM") == "linux")


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in _BY_SSH)
