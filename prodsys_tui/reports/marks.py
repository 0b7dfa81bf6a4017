"""Signs that a scanner reads, drawn on paper as filled rectangles. Measures are in millimetres."""

from itertools import groupby

import segno
from fpdf import FPDF

from prodsys_tui.reports.code128 import QUIET, widths

QUIET_OF_QR = 4
"""Modules of white round a QR code."""


def qr(paper: FPDF, text: str, x: float, y: float, size: float) -> None:
    """A QR code (error correction M) in a square, its white border inside."""
    matrix = segno.make(text, error="m", micro=False, boost_error=False).matrix
    module = size / (len(matrix) + 2 * QUIET_OF_QR)
    for row, line in enumerate(matrix, start=QUIET_OF_QR):
        column = QUIET_OF_QR
        for dark, run in groupby(line):
            length = len(list(run))
            if dark:
                paper.rect(x + column * module, y + row * module, length * module, module, style="F")
            column += length


def bars(paper: FPDF, text: str, x: float, y: float, width: float, height: float) -> None:
    """A Code 128 as wide as asked, its white ends inside."""
    parts = widths(text)
    module = width / (sum(parts) + 2 * QUIET)
    left = x + QUIET * module
    for place, part in enumerate(parts):
        if place % 2 == 0:
            paper.rect(left, y, part * module, height, style="F")
        left += part * module
