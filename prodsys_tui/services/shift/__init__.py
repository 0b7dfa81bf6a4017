"""The shift from its opening to its approval, and what is handed over."""
