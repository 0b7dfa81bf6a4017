"""Revisión de turnos: what waits for a supervisor, how each deviation was settled, approve or return."""
