"""``audit list`` with its filters, and ``audit show``."""

from tests.cli.floor import spin
from tests.cli.terminal import Terminal


def test_entries_are_found_and_shown_in_full(shift: Terminal) -> None:
    spin(shift)
    batch = shift.ok("audit", "list", "--code", "1000012-001")
    assert {each["entidad"] for each in batch["entries"]} == {"Lote"}
    assert {each["codigo"] for each in batch["entries"]} == {"1000012-001"}
    (made, *_) = shift.ok("audit", "list", "--entity", "registrotrabajo", "--action", "create")["entries"]
    told = shift.ok("audit", "show", str(made["id"]))
    assert told["entry"] == made
    fields = {each["campo"]: each for each in told["campos"]}
    assert fields["orden_produccion_id"] == {
        "campo": "orden_produccion_id",
        "marca": "+",
        "antes": None,
        "despues": "1000012",
    }
    assert (told["journal"]["accion"], len(told["journal"]["hash"])) == ("production-add", 64)
    assert "+\torden_produccion_id\t\t1000012" in shift("audit", "show", str(made["id"])).out


def test_a_day_is_whole_and_pages_go_on_inside_it(shift: Terminal) -> None:
    spin(shift)
    day = ("--since", "2026-03-02", "--until", "02/03/2026")
    whole = shift.ok("audit", "list", *day)["entries"]
    assert whole
    first = shift.ok("audit", "list", *day, "--limit", "2")
    second = shift.ok("audit", "list", *day, "--limit", "2", "--before", first["next"])
    assert [*first["entries"], *second["entries"]] == whole[:4]
    assert shift.ok("audit", "list", "--until", "2026-03-01", "--user", "rperez")["entries"] == []
    assert shift.ok("audit", "list", "--since", "2026-03-02T13:00Z", "--until", "2026-03-02T13:00Z")[
        "entries"
    ]


def test_filters_that_mean_nothing(plant: Terminal) -> None:
    refused = plant("audit", "list", "--entity", "x", "--action", "x", "--code", "x", "--json")
    assert (refused.code, refused.reasons) == (9, ["not-found"] * 3)
    for bad in (("--since", "ayer"), ("--until", "32/01/2026")):
        assert plant("audit", "list", *bad, "--json").reasons == ["bad-value"]
    crossed = plant("audit", "list", "--since", "2026-03-02", "--until", "2026-03-01", "--json")
    assert (crossed.code, crossed.reasons) == (3, ["bad-interval"])
    for entry in ("0", "999999", "x", "-1"):
        assert plant("audit", "show", "--json", "--", entry).code == 9
