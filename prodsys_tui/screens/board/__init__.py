"""Tablero de turno: every process with its state, why it is locked, and what comes next."""
