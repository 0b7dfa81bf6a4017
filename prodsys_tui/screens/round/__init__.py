"""Ronda: one parameter on every machine, one value an Enter."""
