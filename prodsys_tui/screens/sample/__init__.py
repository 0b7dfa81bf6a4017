"""Muestra: the contract's form of one workplace, judged while one types."""
