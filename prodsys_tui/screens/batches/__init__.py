"""Lotes: every batch with its state, found by any code, held, released and told."""
