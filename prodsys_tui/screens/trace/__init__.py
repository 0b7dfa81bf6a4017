"""Trazabilidad: where a batch came from and what it went into, as a tree."""
