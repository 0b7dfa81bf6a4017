"""Retiro: everything that came of something, and the timed drill of locating it."""
