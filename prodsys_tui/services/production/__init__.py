"""Work records: judged, kept, counted, corrected."""
