"""Calidad: rejections, states, coverage and dwell of batches, down to samples and batches."""
