"""Paros y OEE: where the minutes of the machines went."""
