"""Contador: the chain of readings and resets of one machine."""
