"""What an incident is called: as somebody typed it, or as the reader's language has what opened it."""

from prodsys_tui.text.catalog import Texts
from prodsys_tui.text.safe import SafeText, safe


def incident_title(title: str, origin: str | None, say: Texts) -> SafeText:
    """The title of an incident; of one that nobody typed in words of the reader's language.

    ``origin`` is what opened it (``contador``, ``retención``), ``title`` then ends in what it is about.
    """
    if origin is None:
        return safe(title)
    return say(f"incident.origin.{origin}", about=title.partition(": ")[2])
