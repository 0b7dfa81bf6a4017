"""Carta de control: is a process drifting."""
