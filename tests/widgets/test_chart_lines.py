"""A chart in character cells: where points and lines come to lie, and that it holds on any terminal."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from prodsys_tui.text.safe import safe
from prodsys_tui.widgets.ascii import ascii_of
from prodsys_tui.widgets.chart_lines import DOTTED, DOUBLE, Chart, Dot, Level, draw
from tests.console_font import GLYPHS

LEVELS = (Level(6, DOUBLE, safe("6.00")), Level(3, label=safe("3.00")), Level(0, DOUBLE, safe("0.00")))


def dots(*values: float) -> tuple[Dot, ...]:
    return tuple(Dot(value) for value in values)


def test_points_and_limits_lie_where_their_values_are() -> None:
    outside = Dot(6, "1", "wrong")
    drawn = draw(Chart((*dots(3, 3, 1), outside), LEVELS, 3), 16, 8)
    assert drawn.text.splitlines() == [
        "6.00│══════════1",
        "    │         │",
        "    │         │",
        "3.00│────•─•──│─",
        "    │       │ │",
        "    │        •",
        "0.00│═══════════",
        "               ▲",
    ]


def test_the_newest_is_at_the_right_and_the_oldest_gives_way() -> None:
    many = draw(Chart(dots(*range(100))), 41, 10)
    assert many.first == 60
    assert many.text.splitlines()[0][-1] == "•"
    older = draw(Chart(dots(*range(100)), here=5), 41, 10)
    assert older.first == 5


def test_a_line_may_change_and_may_begin_later() -> None:
    steps = Level((None, None, 5.0, 2.0), label=safe("x"))
    rows = draw(Chart(dots(2, 5, 2, 5), (steps,)), 18, 6).text.splitlines()
    assert "─" not in rows[0][:10]
    assert rows[0].count("─") > 0
    assert rows[-1].startswith("x│")
    never = Level((None, None), label=safe("x"))
    assert "x" not in draw(Chart(dots(1, 2), (never,)), 18, 6).text


def test_nothing_is_drawn_of_nothing_or_in_no_room() -> None:
    assert draw(Chart(), 80, 20).lines == ()
    assert draw(Chart(dots(1)), 7, 20).lines == ()
    assert draw(Chart(dots(1), here=0), 80, 2).lines == ()


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=60),
    st.integers(8, 120),
    st.integers(3, 40),
    st.floats(-1e12, 1e12),
)
def test_any_numbers_fill_exactly_their_cells(
    values: list[float], width: int, height: int, level: float
) -> None:
    levels = (Level(level, DOTTED, safe("límite")), Level(0, label=safe("0")))
    drawn = draw(Chart(dots(*values), levels, len(values) - 1), width, height)
    assert len(drawn.lines) == height
    texts = ["".join(cell.text for cell in line) for line in drawn.lines]
    assert {cell_len(text) for text in texts} == {width}
    assert GLYPHS.issuperset("".join(texts).replace("\n", ""))
    assert "?" not in ascii_of("".join(texts))
    assert sum(text.count("•") for text in texts) == min(len(values), len(values) - drawn.first)
    for line in drawn.lines:
        assert all(one.meaning != two.meaning for one, two in pairwise(line))
