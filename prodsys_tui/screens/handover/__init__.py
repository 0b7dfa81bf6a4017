"""Entrega de turno: what a crew leaves to the next one, and its signature for it."""
