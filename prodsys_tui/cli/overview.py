"""What ``prodsys --help`` says, written without the parser, which takes longer to import than all the rest.

The tests compare the options with those that the parser knows.
"""

import os
import textwrap
from collections.abc import Sequence

from prodsys_tui.cli.groups import MODULES
from prodsys_tui.text.catalog import Texts

OWN = {
    "--version": "version",
    "--install-completion": "install_completion",
    "--show-completion": "show_completion",
    "--help": "help",
}
"""The program's own options as help shows them, and the names of their texts."""
EVERYWHERE = {"--json": "json", "--user CODE": "user", "--db STORE": "db", "--lang es|en": "lang"}
"""The options of every command."""
EXAMPLES = """\
prodsys demo
prodsys init --site P1 --name "Planta 1"
prodsys shift status --json
prodsys sample add --process 1 --parameter Espesor --value 0.5"""
_WIDEST, _NARROWEST = 78, 50


def overview(texts: Texts, columns: int | None = None) -> str:
    """The help of the whole program for a terminal of so many columns, else for the one that is there."""
    width = max(min((columns or _columns()) - 2, _WIDEST), _NARROWEST)
    said = textwrap.fill(texts("cli.help.program"), width, initial_indent="  ", subsequent_indent="  ")
    usage = f"{texts('cli.section.usage')}: prodsys [{texts('cli.section.options').upper()}]"
    parts = [f"{usage} {texts('cli.section.command')}", said]
    for title, named in (("options", OWN), ("everywhere", EVERYWHERE)):
        options = [(option, texts(f"cli.option.{name}")) for option, name in named.items()]
        parts.append(_section(texts(f"cli.section.{title}"), options, width))
    commands = [(name, first_sentence(texts(f"cli.help.{name}"))) for name in MODULES]
    parts.append(_section(texts("cli.section.commands"), commands, width))
    parts.append(f"{texts('cli.section.examples')}:\n{textwrap.indent(EXAMPLES, '  ')}")
    return "\n\n".join(parts) + "\n"


def first_sentence(text: str) -> str:
    """One line about a command: what its help begins with."""
    return text.partition(". ")[0].rstrip(".")


def _section(title: str, named: Sequence[tuple[str, str]], width: int) -> str:
    wide = max(len(name) for name, _ in named) + 2
    lines = [f"{title}:"]
    for name, told in named:
        first, *more = textwrap.wrap(told, width - wide - 2)
        lines += [f"  {name:<{wide}}{first}", *(f"  {'':<{wide}}{line}" for line in more)]
    return "\n".join(lines)


def _columns() -> int:
    """How wide the terminal is; ``COLUMNS`` is believed first, as everywhere."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size().columns or 80
    except OSError:  # a file or a pipe
        return 80
