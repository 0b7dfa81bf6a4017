"""What ends a command besides a refusal; known without the parser."""


class UsageError(Exception):
    """A command that is not written right: a key of the catalog ``cli`` and what it names."""

    def __init__(self, key: str, field: str | None = None, /, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.params = params


class LostAnswerError(Exception):
    """An answer that could not be written, as on a full disk; what the command did stays done."""
