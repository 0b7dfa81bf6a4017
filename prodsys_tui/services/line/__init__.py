"""The machines at work: orders, runs, crews, settings, stops, OEE."""
