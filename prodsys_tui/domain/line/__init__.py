"""Orders, runs, crews, stops and how well machines ran."""
