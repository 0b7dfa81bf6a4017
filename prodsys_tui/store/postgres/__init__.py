"""The store on a PostgreSQL server: an engine that runs the statements written for SQLite.

Loaded only for a place that is a PostgreSQL URL: whoever works on a file pays nothing for it.
"""
