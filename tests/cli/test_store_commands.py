"""The store as a whole: init, backup, restore, doctor, and files that are no store or of a newer version."""

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.cli.floor import THICK
from tests.cli.terminal import PIN, Terminal


def tampered(path: Path, sql: str) -> None:
    """Change a store as somebody would who knows how: its triggers off, and on again as they were."""
    raw = sqlite3.connect(path)
    triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute(sql)
    for _, made in triggers:
        raw.execute(made)
    raw.commit()
    raw.close()


INIT = ("init", "--site", "P1", "--name", "Planta 1")


def test_init_makes_a_plant_with_machines_and_an_administrator(bare: Terminal) -> None:
    made = bare.ok(*INIT, "--timezone", "America/Merida")
    assert made.keys() >= {"store", "origin", "site"}
    assert (made["store"], made["site"]) == (str(bare.db), "P1")
    assert len(made["origin"]) == 36
    assert stat.S_IMODE(bare.db.stat().st_mode) == 0o600
    assert [row["codigo"] for row in bare.ok("user", "list")["users"]] == ["admin"]
    assert len(bare.ok("machine", "list")["machines"]) == 23
    assert bare.ok("shift", "open")["shift"]["estado"] == "ABIERTA"


def test_a_site_that_is_no_plant_has_no_machines(bare: Terminal) -> None:
    bare.ok("init", "--site", "YAX-C", "--name", "Yaxché-C", "--kind", "platform")
    assert bare.ok("machine", "list")["machines"] == []


def test_init_refuses_an_existing_store(plant: Terminal) -> None:
    plant.set(PRODSYS_NOW=None)
    before = plant.head()
    answer = plant(*INIT, "--json")
    assert (answer.code, answer.reasons) == (5, ["store-exists"])
    assert plant.head() == before


@pytest.mark.parametrize(
    ("args", "code", "reason"),
    [
        (("--timezone", "America/Nowhere"), 3, "bad-value"),
        (("--timezone", "../../etc/passwd"), 3, "bad-value"),
        (("--calendar", "4x6"), 3, "bad-value"),
        (("--kind", "demo"), 2, "usage"),
        (("--kind", "boat"), 2, "usage"),
        (("--site", "a b"), 3, "bad-value"),
    ],
)
def test_a_founding_that_is_refused_leaves_no_file(
    bare: Terminal, args: tuple[str, str], code: int, reason: str
) -> None:
    answer = bare(*INIT, *args, "--json")
    assert (answer.code, answer.reasons) == (code, [reason])
    assert not bare.db.exists()


def test_a_weak_pin_founds_nothing(bare: Terminal) -> None:
    bare.set(PRODSYS_PIN="1234")
    assert bare(*INIT, "--json").reasons == ["weak-pin"]
    assert not bare.db.exists()


@pytest.mark.parametrize("args", [("shift", "status"), ("shift", "open"), ("doctor",), ("backup",)])
def test_a_store_that_does_not_exist_names_the_command_that_makes_one(
    bare: Terminal, args: tuple[str, ...]
) -> None:
    answer = bare(*args, "--json")
    assert (answer.code, answer.reasons) == (2, ["store-missing"])
    assert "prodsys init" in answer.err
    assert not bare.db.exists()


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"hola\n" * 500], ids=["empty", "a head alone", "words"]
)
@pytest.mark.parametrize("args", [("shift", "status"), ("shift", "open"), ("doctor",)])
def test_a_file_that_is_no_store_is_left_alone(bare: Terminal, content: bytes, args: tuple[str, ...]) -> None:
    bare.db.write_bytes(content)
    answer = bare(*args, "--json")
    assert (answer.code, answer.reasons) == (2, ["not-a-store"])
    assert bare.db.read_bytes() == content


def test_a_database_of_another_program_is_no_store(bare: Terminal) -> None:
    other = sqlite3.connect(bare.db)
    other.execute("CREATE TABLE bitacora_turno (id INTEGER)")
    other.commit()
    other.close()
    assert bare("shift", "status", "--json").reasons == ["not-a-store"]


def test_a_damaged_store_is_not_taken_for_a_wrong_path(shift: Terminal) -> None:
    shift.ok(*THICK, "0.5")
    content = bytearray(shift.db.read_bytes())
    content[8192:] = b"\x5a" * (len(content) - 8192)
    shift.db.write_bytes(content)
    answer = shift("audit", "verify", "--json")
    assert (answer.code, answer.reasons) == (2, ["not-a-store"])
    assert "prodsys restore" in answer.err


def test_a_store_of_a_newer_version_is_not_opened(plant: Terminal) -> None:
    newer = sqlite3.connect(plant.db)
    newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.commit()
    newer.close()
    content = plant.db.read_bytes()
    answer = plant("shift", "open", "--json")
    assert (answer.code, answer.reasons) == (2, ["store-newer"])
    looked = plant("doctor", "--json")
    assert looked.code == 3
    assert [(check["name"], check["detail"]) for check in looked.json["checks"] if not check["ok"]] == [
        ("schema", "store-newer")
    ]
    assert plant.db.read_bytes() == content


def test_a_store_that_was_tampered_with_is_found_out(shift: Terminal) -> None:
    shift.ok(*THICK, "0.5")
    tampered(shift.db, "UPDATE muestras SET valor = 0.9")
    assert shift.ok("audit", "verify")["verified"] is True
    answer = shift("audit", "verify", "--replay", "--json")
    assert answer.code == 3
    found = answer.json
    assert found["verified"] is False
    assert (found["first_break"]["kind"], found["first_break"]["table"]) == ("row", "muestras")


def test_a_head_that_is_not_in_the_chain_is_found_out(plant: Terminal) -> None:
    answer = plant("audit", "verify", "--head", "0" * 64, "--json")
    assert (answer.code, answer.json["verified"]) == (3, False)
    told = plant("audit", "verify", "--head", "0" * 64)
    assert (told.code, told.err) == (3, "")
    assert "Qué falla\thead" in told.out


def test_the_past_of_a_table_is_told_by_the_names_of_its_columns(shift: Terminal) -> None:
    rehearsal = ("audit", "verify", "--replay", "--until", "2026-03-03")
    told = shift(*rehearsal, "--table", "contador_reinicio")
    assert (told.code, told.err) == (0, "")
    told = shift(*rehearsal, "--table", "maquinas")
    assert "no_such" not in told.out
    assert {"uid", "ver"} <= {head.lower() for head in told.out.splitlines()[4].split("\t")}
    unknown = shift(*rehearsal, "--table", "nada", "--json")
    assert (unknown.code, unknown.reasons) == (2, ["usage"])
    assert "maquinas" in unknown.err


def test_the_doctor_looks_at_everything(plant: Terminal) -> None:
    checks = plant.ok("doctor")["checks"]
    assert {check["name"] for check in checks} >= {"library", "settings", "triggers", "integrity", "chain"}
    assert all(check.keys() == {"name", "ok", "detail"} for check in checks)
    plant.db.chmod(0o644)
    answer = plant("doctor", "--json")
    assert answer.code == 3
    assert [check["name"] for check in answer.json["checks"] if not check["ok"]] == ["mode"]


def test_a_backup_comes_back_under_a_new_origin(shift: Terminal, tmp_path: Path) -> None:
    shift.ok(*THICK, "0.5")
    copy = tmp_path / "usb" / "planta.backup"
    checks = shift.ok("backup", "--out", str(copy))["checks"]
    assert checks == [{"name": "backup", "ok": True, "detail": str(copy)}]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    content = copy.read_bytes()

    shift.set(PRODSYS_DB=str(tmp_path / "nueva" / "planta.db"))
    restored = shift.ok("restore", str(copy))["checks"]
    assert [(check["name"], check["ok"]) for check in restored] == [("restore", True), ("head", True)]
    assert shift.ok("audit", "verify")["head"] == restored[1]["detail"]
    assert len(shift.ok("sample", "list")["samples"]) == 1
    assert shift.ok("audit", "verify", "--replay")["verified"] is True
    assert copy.read_bytes() == content
    assert sorted(path.name for path in (tmp_path / "nueva").iterdir()) == ["planta.db", "planta.db.ballast"]


def test_a_backup_goes_beside_the_store_unless_told_where(plant: Terminal) -> None:
    (check,) = plant.ok("backup")["checks"]
    assert Path(check["detail"]).parent == plant.db.with_name("planta.db.backups")


def test_a_restore_replaces_nothing_unless_told_to(shift: Terminal) -> None:
    (check,) = shift.ok("backup")["checks"]
    before = shift.ok(*THICK, "0.5")
    answer = shift("restore", check["detail"], "--json")
    assert (answer.code, answer.reasons) == (5, ["store-exists"])
    assert shift.ok("sample", "list")["samples"][0]["uid"] == before["sample"]["uid"]
    shift.ok("restore", check["detail"], "--replace", "--reason", "Disco dañado")
    assert shift.ok("sample", "list")["samples"] == []
    assert any(path.name.endswith(".replaced") for path in shift.db.parent.iterdir())


@pytest.mark.parametrize(
    ("user", "pin", "reason"), [("svera", PIN, "not-permitted"), ("admin", "9753", "wrong-pin")]
)
@pytest.mark.parametrize("there", [True, False])
def test_only_an_administrator_restores(
    plant: Terminal, tmp_path: Path, there: bool, user: str, pin: str, reason: str
) -> None:
    (check,) = plant.ok("backup")["checks"]
    if not there:
        plant.set(PRODSYS_DB=str(tmp_path / "nueva" / "planta.db"))
    plant.set(PRODSYS_PIN=pin)
    answer = plant("restore", check["detail"], "--replace", "--json", user=user)
    assert (answer.code, answer.reasons) == (8, [reason])
    assert there or list((tmp_path / "nueva").iterdir()) == []


def test_a_backup_that_does_not_hold_is_refused(plant: Terminal, tmp_path: Path) -> None:
    (check,) = plant.ok("backup")["checks"]
    broken = tmp_path / "broken.backup"
    shutil.copy(check["detail"], broken)
    tampered(broken, "UPDATE journal SET actor = 'otro' WHERE seq = 2")
    plant.set(PRODSYS_DB=str(tmp_path / "nueva.db"))
    answer = plant("restore", str(broken), "--json")
    assert (answer.code, answer.reasons) == (3, ["file-refused"])
    assert not (tmp_path / "nueva.db").exists()


def test_backups_go_by_generation_and_are_drilled(shift: Terminal) -> None:
    for hour in range(4):
        shift.set(PRODSYS_NOW=f"2026-03-02T{8 + hour:02}:00-06:00", PRODSYS_BACKUPS="2, 1, 1")
        shift.ok(*THICK, "0.5")
        checks = shift.ok("backup")["checks"]
    folder = shift.db.with_name("planta.db.backups")
    assert [check["name"] for check in checks] == ["backup", "removed"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "20260302T160000Z.backup",
        "20260302T170000Z.backup",
    ]
    shift.set(PRODSYS_NOW="2026-03-02T12:30-06:00")
    shift.ok(*THICK, "0.5")
    drilled = {
        check["name"]: (check["ok"], check["detail"]) for check in shift.ok("backup", "--drill")["checks"]
    }
    assert drilled["drill"] == (True, checks[0]["detail"])
    assert drilled["age"] == (True, "1.5 h")
    assert drilled["head"][1].endswith(" +1")
    assert shift("backup", "--drill", "--out", "x").code == 2


def test_a_drill_that_fails_ends_with_three(shift: Terminal) -> None:
    assert shift("backup", "--drill").code == 9
    (check,) = shift.ok("backup")["checks"]
    tampered(Path(check["detail"]), "UPDATE usuarios SET rol = 'Administrador'")
    answer = shift("backup", "--drill", "--json")
    assert answer.code == 3
    assert [row["name"] for row in answer.json["checks"] if not row["ok"]] == ["drill", "replay"]


def test_a_backup_to_where_nothing_may_be_written_is_refused(plant: Terminal) -> None:
    answer = plant("backup", "--out", "/proc/planta.backup", "--json")
    assert answer.code == 6
    assert answer.reasons[0] in {"store-read-only", "store-full"}
