"""Safe text for Rich: tables and lines of the command line."""

from rich.text import Text

from prodsys_tui.text.safe import SafeText


def as_rich(text: SafeText, style: str = "") -> Text:
    """The text as Rich shows it, brackets included: never read as markup."""
    return Text(str(text), style=style)
