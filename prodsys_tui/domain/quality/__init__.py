"""How samples are judged, and deviations settled."""
