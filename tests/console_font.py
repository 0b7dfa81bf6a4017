"""The signs that a Debian console can show.

Read from the fonts of Debian's package ``console-setup-linux`` 1.221: what all 29 fonts of ``Lat15``, which
Spanish gets, have in common with those of ``Uni1``, ``Uni2`` and ``Uni3``. The ellipsis, ``▓``, ``►``, ``Σ``,
check marks and eighth blocks are in none or not in all of them.
"""

GLYPHS = frozenset(
    {chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100))} - {"\u00ad"}
    | set("─═│║┌┐└┘├┤┬┴┼░▒█■●•–—→←↑↓≤≥“”‘’▲▼")
)
