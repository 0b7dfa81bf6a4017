"""Contadores: the counters of all machines of a process on one sheet."""
