"""Samples, rounds and how deviations are settled, and what they add up to."""
