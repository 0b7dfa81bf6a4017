"""Compiles the message catalogs: ``python -m prodsys_tui.text.compile``.

Every ``.po`` gets its ``.mo`` beside it; what is up to date is skipped. The build of a wheel runs it too
(``hatch_build.py``), before the package can be imported: nothing but Babel and the standard library here.
"""

import os
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogs(folder: Path) -> list[Path]:
    """Compile the catalogs below a folder that are not compiled yet; returns the files written.

    Raises ``babel.messages.pofile.PoFileError`` for a catalog that cannot be read.
    """
    return [_compiled(source) for source in sorted(folder.rglob("*.po")) if _is_stale(source)]


def main() -> int:
    """Compile the catalogs of this checkout and say which were written."""
    folder = Path(__file__).resolve().parents[2] / "data" / "locale"
    for path in compile_catalogs(folder):
        sys.stdout.write(f"{path.relative_to(folder)}\n")
    return 0


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.is_file() or target.stat().st_mtime_ns != source.stat().st_mtime_ns


def _compiled(source: Path) -> Path:
    """Compile one catalog and give it the time of its source, by which it is known to be up to date."""
    changed = source.stat().st_mtime_ns
    with source.open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    target = source.with_suffix(".mo")
    # Written aside and renamed: another process may be reading or compiling the same catalog.
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    aside.write_bytes(compiled.getvalue())
    os.utime(aside, ns=(changed, changed))
    return aside.replace(target)


if __name__ == "__main__":
    sys.exit(main())
