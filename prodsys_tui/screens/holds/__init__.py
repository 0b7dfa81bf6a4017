"""Retención: the seed's procedure for what is held, from its detection to its end, on one screen."""
