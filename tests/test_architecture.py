"""The house stands as CONTRIBUTING.md says: layers, small files, reasons, and a wheel with its data."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "prodsys_tui").rglob("*.py"))
LONGEST = 300


def test_the_layers_look_one_way() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_no_screen_is_left_out_of_the_contract_that_screens_do_not_know_each_other() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(rule["modules"] for rule in rules if rule["type"] == "independence")
    shared = {"modals", "measuring"}
    folders = {each.parent.name for each in (ROOT / "prodsys_tui" / "screens").glob("*/__init__.py")}
    assert {name.rpartition(".")[2] for name in named} == folders - shared


def test_no_file_is_two_rooms_in_one() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST
    }

    assert long == {}


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    reasons = (ROOT / "docs/dependencies.md").read_text()

    missing = [name for line in named if (name := re.split(r"[<>=;\s]", line)[0]) not in reasons]

    assert missing == []


def test_only_one_place_writes_sql_by_hand() -> None:
    writes = re.compile(r"\b(INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")

    outside = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "store" not in path.relative_to(ROOT).parts and writes.search(path.read_text())
    ]

    assert outside == []


def test_the_wheel_carries_contracts_catalogs_and_texts(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    (wheel,) = tmp_path.glob("*.whl")
    inside = zipfile.ZipFile(wheel).namelist()
    shipped = {
        name.removeprefix("prodsys_tui/data/") for name in inside if name.startswith("prodsys_tui/data/")
    }
    expected = {
        str(path.relative_to(ROOT / "data"))
        for path in (ROOT / "data").rglob("*")
        if path.suffix in {".toml", ".mo"} and "__pycache__" not in path.parts
    }
    assert expected
    assert expected <= shipped
    assert any(name.endswith(".tcss") for name in inside)
