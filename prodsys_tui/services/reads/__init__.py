"""The queries that services ask, by what they are about; ``ports.Reads`` is all of them.

They hand out domain entities and frozen rows, never anything of the database. A list always has a limit; one
that grows with the years goes on ``before`` the last row of what was read (keyset pages, never an offset).
"""
