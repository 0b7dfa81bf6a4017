"""``make bench [NAME=P1]``: run the benchmarks, print one table and write it as JSON."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench import board, history, proof, sample, start, trace, writers
from tests.bench.harness import Outcome

BENCHMARKS: dict[str, Callable[[Path], Iterator[Outcome]]] = {
    "P1": sample.run,
    "P2": board.run,
    "P3": trace.run,
    "P4": start.frames,
    "P11": history.run,
    "P12": writers.run,
    "P13": start.commands,
    "P15": proof.run,
}
RESULTS = Path("build/bench.json")


def main(names: Sequence[str]) -> int:
    """Run the named benchmarks, or all. Returns 1 when a goal is missed, 2 for an unknown name."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"unknown benchmark: {', '.join(unknown)}; known: {', '.join(BENCHMARKS)}\n")
        return 2
    outcomes: list[Outcome] = []
    for name in names or BENCHMARKS:
        with tempfile.TemporaryDirectory(prefix=f"bench-{name}-") as folder:
            outcomes.extend(BENCHMARKS[name](Path(folder)))
    table = Table("name", "what", "ours", "reference", "ratio", "goal", "ok")
    for one in outcomes:
        sign = "≤" if one.at_most else "≥"
        table.add_row(
            one.name,
            one.what,
            f"{one.ours:.3f} {one.unit}",
            f"{one.reference:.3f} {one.unit}",
            f"{one.ratio:.2f}",
            f"{sign} {one.goal}",
            "yes" if one.ok else "NO",
        )
    Console(width=120).print(table)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps([one.as_json() for one in outcomes], indent=2, ensure_ascii=False) + "\n")
    return 0 if all(one.ok for one in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
