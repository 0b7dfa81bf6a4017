"""What the documentation says is so: commands are run, links lead somewhere, tables are those of the code."""

import re
import subprocess
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

import prodsys_tui
from prodsys_tui.bootstrap import FixedClock
from prodsys_tui.domain.model import BatchState, ShiftState
from prodsys_tui.domain.rights import RIGHTS, Right, Role
from prodsys_tui.store import create_store
from prodsys_tui.store.connection import SETTINGS
from prodsys_tui.store.doctor import checks
from prodsys_tui.store.tables import METADATA
from tests import console, docs_keys
from tests.server import server

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data/README.md"])
FORMS = ROOT / "docs/commands.md"
"""Shows the forms of commands, which ``tests/cli/test_docs.py`` compares with the program."""
TYPED = [page for page in PAGES if page != FORMS and console.commands(page.read_text("utf-8"))]

_LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
_FENCE = re.compile(r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table below a heading, without its own head."""
    below = f"\n{text}".partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    lines = re.search(r"(?:^\|.*\|\n)+", below, re.MULTILINE)
    assert lines is not None, heading
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[0].splitlines()[2:]]


@pytest.mark.parametrize("page", TYPED, ids=named)
def test_what_a_page_types_does_what_it_shows(page: Path, tmp_path: Path) -> None:
    typed = console.commands(page.read_text("utf-8"))

    around = server().environment() if page.name == "postgresql.md" else None

    for command, ran in zip(typed, console.run(typed, tmp_path, around), strict=True):
        told = "\n".join((command.text, *ran.lines))
        assert ran.code == command.code, told
        assert console.unseen(command, ran) is None, told


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_is_shown_is_run(page: Path) -> None:
    blocks = _FENCE.finditer(page.read_text("utf-8"))

    unrun = [block["text"] for block in blocks if "prodsys " in block["text"] and block["kind"] != "console"]

    assert unrun == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    for link in _LINK.finditer(page.read_text("utf-8")):
        if "://" in link["target"]:
            continue
        target = (page.parent / link["target"]).resolve() if link["target"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in _anchors(target), link[0]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_make_knows_what_a_page_makes(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    shown = re.findall(r"`[^`\n]+`|```.*?```", page.read_text("utf-8"), re.DOTALL)

    assert {name for piece in shown for name in _TARGET.findall(piece)} <= targets


def test_the_readme_has_the_two_commands() -> None:
    shown = (ROOT / "README.md").read_text("utf-8")

    assert {"run", "test"} <= set(_TARGET.findall(shown))
    assert "make test" in (ROOT / ".ci/run").read_text()


def test_the_readme_names_everybody_who_can_log_in() -> None:
    plan = tomllib.loads((ROOT / "data/demo/plant.toml").read_text("utf-8"))
    shown = (ROOT / "README.md").read_text("utf-8")

    assert f"PIN there is {plan['site']['pin']}" in shown
    told = {
        code: row[1] for row in table(shown, "## Two commands") for code in re.findall(r"`(\w+)`", row[0])
    }
    for person in plan["people"]:
        assert person["role"] in told.pop(person["code"])
    assert "Administrador" in told.pop("admin")
    assert told == {}


def test_the_change_log_has_versions_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## (.*)$", text, re.MULTILINE)

    found = [
        re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2}|not released yet)\)", head) for head in heads
    ]
    versions = [tuple(map(int, each[1].split("."))) for each in found if each is not None]
    assert len(versions) == len(heads)
    assert versions == sorted(versions, reverse=True)
    assert heads[0].startswith(prodsys_tui.__version__)
    assert all("not released" not in head for head in heads[1:])


def test_the_table_of_rights_is_that_of_the_domain() -> None:
    shown = (ROOT / "docs/people.md").read_text("utf-8")

    rows = {row[0].strip("`"): row[2:] for row in table(shown, "## Rights")}

    assert rows == {right.value: ["yes" if right in RIGHTS[role] else "" for role in Role] for right in Right}


def test_the_tables_of_keys_are_those_of_the_screens() -> None:
    shown = (ROOT / "docs/keys.md").read_text("utf-8")

    told = docs_keys.tables()
    listed = {
        heading: table(shown, f"### {heading}") for heading in re.findall(r"^### (.*)$", shown, re.MULTILINE)
    }
    assert listed == told, f"docs/keys.md is to say:\n\n{docs_keys.markdown()}\n"


def test_the_settings_of_the_database_are_those_of_a_connection() -> None:
    shown = table((ROOT / "docs/store.md").read_text("utf-8"), "## Settings of the database")

    assert {row[0].strip("`"): row[1].strip("`") for row in shown} == {
        "journal_mode": "wal",
        **{name: str(value) for name, value in SETTINGS},
    }


def test_the_checks_of_the_doctor_are_listed(tmp_path: Path) -> None:
    store = create_store(tmp_path / "store", FixedClock(datetime(2026, 3, 15, tzinfo=UTC)))
    store.close()

    shown = table(
        (ROOT / "docs/store.md").read_text("utf-8"), "`doctor` ends with 3 when one of them is not well:"
    )
    assert [row[0].strip("`") for row in shown] == [check.name for check in checks(store.path, store.clock)]


def test_nothing_is_given_a_reason_that_is_not_needed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["hub"],
        *project["project"]["optional-dependencies"]["test"],
        *project["build-system"]["requires"],
    ]
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")

    rows = [row for heading in re.findall(r"^## .*$", text, re.MULTILINE) for row in table(text, heading)]
    named = {name for row in rows for name in re.sub(r"\(.*?\)", "", row[0]).replace(" ", "").split(",")}
    assert named <= {re.split(r"[<>=;\s]", line)[0] for line in needed}


def test_the_glossary_names_what_is_stored() -> None:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    stored = {
        str(name) for each in METADATA.tables.values() for name in (each.name, *(one.name for one in each.c))
    }
    states = {str(state) for state in (*ShiftState, *BatchState)}

    named = [
        name for row in table(text, "# Glossary · Glosario") for name in re.findall(r"`([^`]+)`", row[2])
    ]
    assert [name for name in named if name.rpartition(".")[2] not in stored | states] == []


def test_every_picture_can_be_taken_and_is_shown(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "docs/pictures.py", tmp_path], check=True, cwd=ROOT)

    taken = {path.name for path in tmp_path.iterdir()}
    links = [link["target"] for page in PAGES for link in _LINK.finditer(page.read_text("utf-8"))]
    assert {Path(target).name for target in links if target.endswith(".svg")} == taken
    assert {path.name for path in (ROOT / "docs/pictures").iterdir()} == taken


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
