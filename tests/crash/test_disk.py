"""A disk that fails or is full: nobody is told that something was saved which was not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prodsys_tui.cli.exits import STORE, exit_code
from prodsys_tui.domain.refusal import Code, Refusal
from tests.crash import full, judge
from tests.services.shop import Shop

MOMENTS = 50
SIZES = 50
FAULT = "store-read-only.fault"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return judge.ready(Shop(tmp_path), tmp_path)


def told(command: list[str]) -> list[dict[str, Any]]:
    """The lines that a process of its own answers."""
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return [json.loads(line) for line in answer.stdout.splitlines()]


def failing(path: Path, *how: str) -> list[dict[str, Any]]:
    """What happened at each moment of a failing disk, its store looked at."""
    begun = judge.kept(path)
    moments = told([sys.executable, "-m", "tests.crash.faulty", str(path), f"--moments={MOMENTS}", *how])
    assert len(moments) == MOMENTS
    for moment in moments:
        store = Path(moment["store"])
        refused = [answer for answer in moment["answers"] if answer]
        assert set(refused) <= {FAULT}
        assert judge.there(store, moment["said"]) == len(moment["said"])
        assert judge.kept(store) - begun <= len(moment["said"]) + len(refused)
        assert judge.halves(store) == 0
        assert judge.is_whole(store, replay=True)
        assert (moment["unread"], moment["trusted"]) == (0, 0)
    return moments


def test_after_one_failure_the_file_is_opened_anew_and_work_goes_on(path: Path) -> None:
    moments = failing(path, "--once")
    hit = [moment["answers"] for moment in moments if FAULT in moment["answers"]]
    assert len(hit) > MOMENTS / 2
    for answers in hit:
        assert answers.count(FAULT) == 1
        assert set(answers[answers.index(FAULT) + 1 :]) <= {""}


def test_while_the_disk_fails_nothing_is_saved_and_screens_go_on_reading(path: Path) -> None:
    moments = failing(path)
    hit = [moment["answers"] for moment in moments if moment["failed"]]
    assert len(hit) > MOMENTS / 2
    for answers in hit:
        first = answers.index(FAULT) if FAULT in answers else len(answers)
        assert set(answers[first:]) <= {FAULT}


def test_the_form_that_is_open_can_be_saved_on_a_full_disk(path: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if shutil.which("unshare") is None or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("a file system of one's own needs user namespaces")
    begun = judge.kept(path)
    sizes = told(full.command(small, path, SIZES))
    assert [size["room"] for size in sizes] == [number * full.ROOM for number in range(SIZES)]
    for size in sizes:
        assert (size["full"], size["ballast"], size["again"]) == ("store-full", True, True)
        store = Path(size["store"])
        assert judge.there(store, size["said"]) == len(size["said"]) == judge.kept(store) - begun
        assert judge.halves(store) == 0
        assert judge.is_whole(store, replay=True)
    assert len({len(size["said"]) for size in sizes}) > 3
    assert exit_code([Refusal(Code.STORE_FULL, {})]) == STORE
