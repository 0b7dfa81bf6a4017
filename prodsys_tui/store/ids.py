"""Identifiers that travel: UUIDv7 (RFC 9562), which sort by the time they were made."""

import os
from datetime import datetime


def milliseconds(at: datetime) -> int:
    """Whole milliseconds since 1970 of an instant."""
    return int(at.timestamp() * 1000)


def new_uid(at: datetime) -> str:
    """A new UUIDv7 for something made at an instant."""
    chance = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds(at) & (1 << 48) - 1) << 80 | 7 << 76 | (chance >> 68) << 64
    text = f"{value | 2 << 62 | chance & (1 << 62) - 1:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
