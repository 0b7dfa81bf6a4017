"""Batches: made, listed, held, decided, consumed, used up. Spec ``domain.md`` §3."""
