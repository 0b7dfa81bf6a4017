"""The shift, its gate, its close, and what past ones would have been."""
