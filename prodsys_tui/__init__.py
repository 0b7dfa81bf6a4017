"""PROD-SYS terminal: shifts, quality gate, production and batches of a plant, in a terminal."""

__version__ = "0.1.0"
