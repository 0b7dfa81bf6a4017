"""Safe text for Textual: widgets, tables, notices, titles."""

from textual.content import Content

from prodsys_tui.text.safe import SafeText


def as_content(text: SafeText, style: str = "") -> Content:
    """The text as Textual shows it, brackets included: never read as markup."""
    return Content.styled(str(text), style) if style else Content(str(text))
