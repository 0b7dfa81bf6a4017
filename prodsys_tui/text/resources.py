"""Where the files are that ship with the program: contracts, catalogs, demonstration, texts."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


class MissingDataError(FileNotFoundError):
    """A file that ships with the program is not there: the installation is not whole."""


def data_path(*parts: str) -> Path:
    """The path of a file or folder below ``data``.

    A wheel carries ``data`` inside the package, a checkout has it beside the package. Raises
    ``MissingDataError`` naming what was looked for.
    """
    for root in _roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    wanted = Path("data", *parts)
    looked_in = ", ".join(str(root) for root in _roots())
    raise MissingDataError(f"{wanted} is missing (looked in {looked_in}); install the program again")


def _roots() -> tuple[Path, ...]:
    """The folders that may be ``data``, without taking another package's in site-packages for ours."""
    checkout = _PACKAGE.parent
    beside = (checkout / "data",) if (checkout / "pyproject.toml").is_file() else ()
    return (_PACKAGE / "data", *beside)
