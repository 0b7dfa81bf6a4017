"""The demonstration plant: its history, its running shift, and a whole shift played aloud.

Everything goes through the same use cases as an operator's work; nothing here writes on its own.
"""
