"""The rules of the plant: pure functions and values, standard library only."""
