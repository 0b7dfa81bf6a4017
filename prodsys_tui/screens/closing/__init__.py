"""Cierre de turno: everything that is missing at once, and the way to each."""
