"""Code 128 (ISO/IEC 15417), code set B: every printable ASCII sign, read by every scanner of a plant."""

from typing import Final

QUIET: Final = 10
"""Modules of white that a scanner needs on either side."""

_FIRST, _LAST = " ", "~"
_START_B: Final = 104
_STOP: Final = "2331112"
_CHECK: Final = 103
# Bars and spaces of the values 0 to 105, in modules; each is 11 wide. From the standard's table 1.
_TABLE: Final = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232"
)
_WIDTHS: Final = tuple(_TABLE.split())


def widths(text: str) -> tuple[int, ...]:
    """The widths of bars and spaces in modules, a bar first and last, without the quiet zones.

    Raises ``ValueError`` for an empty text and for signs that are not printable ASCII.
    """
    if not text or not all(_FIRST <= sign <= _LAST for sign in text):
        raise ValueError(text)
    values = [ord(sign) - ord(_FIRST) for sign in text]
    check = (_START_B + sum(place * value for place, value in enumerate(values, start=1))) % _CHECK
    symbols = (_START_B, *values, check)
    return tuple(int(width) for width in "".join((*(_WIDTHS[each] for each in symbols), _STOP)))
