"""The Textual screens, one folder each."""
