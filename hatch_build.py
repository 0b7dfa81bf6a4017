"""Build hook: the compiled message catalogs travel in the wheel and stand ready in an editable install."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MessageCatalogs(BuildHookInterface[Any]):
    """Compiles ``data/locale`` before hatchling collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface
        """Called by hatchling for every build; a source distribution carries sources only."""
        if self.target_name == "wheel":
            root = Path(self.root)
            _compiler(root).compile_catalogs(root / "data" / "locale")


def _compiler(root: Path) -> ModuleType:
    """The package's own compiler, loaded by path: the package is not installed while it is built."""
    path = root / "prodsys_tui" / "text" / "compile.py"
    spec = importlib.util.spec_from_file_location("compile_catalogs", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
