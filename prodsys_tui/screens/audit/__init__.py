"""Turnos anteriores: every shift that ever was, page by page, and the way into what each one holds."""
