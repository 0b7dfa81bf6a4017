"""Batches: codes, states, holds and what becomes of them."""
