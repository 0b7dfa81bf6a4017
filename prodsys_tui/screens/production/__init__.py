"""Producción: what a machine made of an order, locked until the gate is open."""
