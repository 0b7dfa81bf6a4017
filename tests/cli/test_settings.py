"""Settings: flag before environment before the user's file before the machine's before the default."""

from pathlib import Path

import pytest

from prodsys_tui.config import PinCost, resolve
from tests.cli.terminal import Terminal


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def sources(at: Terminal, *flags: str) -> dict[str, tuple[str | None, str]]:
    return {row["name"]: (row["value"], row["source"]) for row in at.ok(*flags, "config", "show")["checks"]}


def test_each_place_gives_way_to_the_one_before(bare: Terminal) -> None:
    bare.set(PRODSYS_USER=None, PRODSYS_PIN_COST=None, PRODSYS_DB=None)
    assert sources(bare)["user"] == (None, "default")
    assert sources(bare)["db"] == (str(bare.home / "data" / "prodsys" / "prodsys.db"), "default")
    machine = written(bare.home / "etc" / "prodsys" / "config.toml", 'user = "turno"\nreads_ask = true\n')
    assert sources(bare)["user"] == ("turno", str(machine))
    user = written(bare.home / "config" / "prodsys" / "config.toml", 'user = "rperez"\npin_cost = "weak"\n')
    found = sources(bare)
    assert found["user"] == ("rperez", str(user))
    assert found["reads_ask"] == ("true", str(machine))
    bare.set(PRODSYS_USER="iortiz")
    assert sources(bare)["user"] == ("iortiz", "PRODSYS_USER")
    assert sources(bare, "--user", "svera")["user"] == ("svera", "--user")
    bare.set(PRODSYS_USER="")
    assert sources(bare)["user"] == ("rperez", str(user))


def test_settings_are_read_into_what_they_are(bare: Terminal) -> None:
    text = 'lang = "en"\nreads_ask = true\npin_cost = "weak"\nidle = 90\n[keys]\nsave = "f5"\nleave = "f4"\n'
    written(bare.home / "config" / "prodsys" / "config.toml", text)
    settings = resolve({"db": "x.db"}, {"PRODSYS_NOW": "2026-03-02T07:00-06:00"}).settings()
    assert (settings.db, settings.lang, settings.reads_ask) == ("x.db", "en", True)
    assert (settings.pin_cost, settings.idle) == (PinCost.WEAK, 90)
    assert settings.keys == {"save": "f5", "leave": "f4"}
    assert settings.now is not None
    assert settings.now.isoformat() == "2026-03-02T13:00:00+00:00"
    assert bare("user", "list").err.startswith("There is no database")


BAD = {
    "language": 'lang = "fr"',
    "yes or no": 'reads_ask = "quizá"',
    "cost": 'pin_cost = "0"',
    "seconds": "idle = -1",
    "endless": 'idle = "inf"',
    "keys": 'keys = "save"',
    "unknown": 'colour = "blue"',
    "time": 'now = "2026-03-02T07:00-06:00"',
    "no TOML": "user =",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_setting_is_told_with_its_place_and_nothing_begins(plant: Terminal, name: str) -> None:
    plant.set(PRODSYS_PIN_COST=None)
    file = written(plant.home / "config" / "prodsys" / "config.toml", BAD[name])
    answer = plant("shift", "status", "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])
    assert str(file) in answer.err
    shown = plant("config", "show", "--json")
    assert shown.code == 2
    (bad,) = [row for row in shown.json["checks"] if not row["ok"]]
    assert bad["detail"] in answer.err
    assert plant("--help").code == 0


@pytest.mark.parametrize("value", ["ayer", "2026-03-02T07:00", "07:00"])
def test_a_fixed_time_needs_its_zone(plant: Terminal, value: str) -> None:
    plant.set(PRODSYS_NOW=value)
    answer = plant("shift", "status", "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])
    assert "PRODSYS_NOW" in answer.err


def test_a_fixed_time_is_for_demonstrations_only(bare: Terminal) -> None:
    init = ("init", "--site", "P1", "--name", "Planta 1")
    bare.set(PRODSYS_NOW="2026-03-02T07:00-06:00")
    assert bare(*init, "--json").reasons == ["usage"]
    assert not bare.db.exists()
    bare.set(PRODSYS_NOW=None)
    bare.ok(*init)
    before = bare.head()
    bare.set(PRODSYS_NOW="2026-03-02T07:00-06:00")
    answer = bare("shift", "open", "--json")
    assert (answer.code, answer.reasons) == (2, ["usage"])
    assert "PRODSYS_NOW" in answer.err
    assert bare.head() == before


def test_the_home_folder_may_be_written_short(bare: Terminal) -> None:
    bare.set(HOME=str(bare.home), PRODSYS_DB="~/mine.db")
    bare.ok("init", "--site", "P1", "--name", "Planta 1")
    assert (bare.home / "mine.db").exists()
