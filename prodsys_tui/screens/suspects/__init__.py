"""Lotes sospechosos: what a failing sample makes suspect, to be held with one signed reason."""
