"""Ingresar: who works here; also the lock screen."""
