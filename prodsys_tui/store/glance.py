"""The site's name, read before the plant is opened: for a first paint that shows where one is.

Nothing is trusted yet and nothing is told: what is wrong with a store, opening it says.
"""

from pathlib import Path
from urllib.parse import quote

from prodsys_tui.store.driver import LIBRARY

_NAME = "SELECT nombre FROM sitio ORDER BY id LIMIT 1"


def site_name(place: str) -> str | None:
    """The name of the site of a local store; None where it cannot be read at once."""
    path = Path(place.removeprefix("sqlite:///")).expanduser()
    if "://" in str(path) or not path.is_file():
        return None
    try:
        connection = LIBRARY.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=0)
        try:
            row = connection.execute(_NAME).fetchone()
        finally:
            connection.close()
    except LIBRARY.Error:
        return None
    return str(row[0]) if row else None
