"""Correcciones: what shifts hold, whatever their state, and its correction under a signature."""
