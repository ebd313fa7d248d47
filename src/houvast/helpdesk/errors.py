"""What cannot be done at the helpdesk or in a contest now."""


class CannotBeDone(Exception):
    """The message says why, in the reader's language; `field` is where it belongs on the form."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class TooOften(Exception):
    """More questions from one place than a person types."""
